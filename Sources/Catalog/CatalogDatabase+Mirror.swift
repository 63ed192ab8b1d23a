internal import GRDB
public import Vocabulary

/// Which models the mirror holds, so that a search can ask for them alone.
extension CatalogDatabase {
    /// Notes that a commit of a model is published on the shelf. A model that no crawl has met is written down by its name.
    public func markMirrored(_ model: ModelID, commit: CommitID, at now: Timestamp) async throws(CatalogError) {
        if try await entry(for: model) == nil { try await record(ListingEntry(ModelClaim(id: model)), at: now) }
        try await setMirrored(model, commit)
    }

    /// Notes that no commit of a model is published any more.
    public func unmarkMirrored(_ model: ModelID) async throws(CatalogError) {
        try await setMirrored(model, nil)
    }

    /// Every model that is marked, in order of hub and name.
    public func mirrored() async throws(CatalogError) -> [(model: ModelID, commit: CommitID)] {
        let rows = try await read { db in
            try Row.fetchAll(db, sql: NamedQuery.mirrored).map { row -> (String, String, String) in
                (row["hub"], row["path"], row["mirrored_commit"])
            }
        }
        return rows.compactMap { hub, path, commit in
            guard let hub = HubID(hub), let model = ModelID(hub: hub, path: path), let commit = CommitID(commit) else { return nil }
            return (model, commit)
        }
    }

    private func setMirrored(_ model: ModelID, _ commit: CommitID?) async throws(CatalogError) {
        // What is mirrored is read beside the search index, not from it.
        try await write(isSearched: false) { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return }
            try db.execute(sql: "UPDATE model SET mirrored_commit = ? WHERE id = ?", arguments: [commit?.description, id])
        }
    }
}
