internal import GRDB
public import Vocabulary

/// Where the catalog's knowledge comes from.
extension CatalogDatabase {
    /// Notes the address from which a hub was crawled, as text.
    public func setEndpoint(_ endpoint: String, of hub: HubID) async throws(CatalogError) {
        try await write { db in
            let id = try Self.id(of: hub, in: db)
            try db.execute(sql: "UPDATE hub SET endpoint = ? WHERE id = ? AND endpoint IS NOT ?", arguments: [endpoint, id, endpoint])
        }
    }

    /// The address of the last crawl that was noted; nil: none.
    public func endpoint(of hub: HubID) async throws(CatalogError) -> String? {
        try await read { db in
            try String.fetchOne(db, sql: "SELECT endpoint FROM hub WHERE name = ?", arguments: [hub.description])
        }
    }
}
