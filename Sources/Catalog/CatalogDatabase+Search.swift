internal import GRDB
public import Vocabulary

/// Finding models.
extension CatalogDatabase {
    /// The most entries a page can have.
    public static let pageLimit = 1_000

    /// What matches, a page of it, and how many there are in all. Any text is legal; the work it takes is bounded.
    public func search(_ query: CatalogQuery) async throws(CatalogError) -> CatalogPage {
        try await read { db in
            let sql = try SearchSQL(query, in: db)
            guard !sql.isEmpty else { return CatalogPage(total: 0, entries: []) }
            let total = try Int.fetchOne(db, sql: sql.count, arguments: sql.arguments) ?? 0
            let limit = min(max(query.limit, 0), Self.pageLimit)
            let offset = max(query.offset, 0)
            guard limit > 0, offset < total else { return CatalogPage(total: total, entries: []) }
            let ids = try Int64.fetchAll(db, sql: sql.page, arguments: sql.arguments + [limit, offset])
            let reader = try EntryReader(db)
            return CatalogPage(total: total, entries: try ids.compactMap(reader.entry))
        }
    }

    /// What the catalog holds of one model; nil: never seen.
    public func entry(for model: ModelID) async throws(CatalogError) -> CatalogEntry? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return nil }
            return try EntryReader(db).entry(id)
        }
    }
}
