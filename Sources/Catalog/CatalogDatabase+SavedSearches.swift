internal import GRDB
public import Vocabulary

/// Searches that somebody keeps, and what came to match them. A search never sees the difference, so none of this counts as a change.
extension CatalogDatabase {
    /// So many can be kept at once: each costs a search and a comparison whenever the catalog has changed and its feed is asked for.
    public static let mostSavedSearches = 1_000
    /// A search that matches more than this is not followed: whoever keeps it would be told of half the hub.
    public static let mostFollowed = 10_000

    /// Keeps a search; nil: there are too many already.
    ///
    /// - Parameter name: not empty, at most 200 characters. query: at most 4096 characters.
    public func save(search name: String, query: String, at now: Timestamp) async throws(CatalogError) -> SavedSearch? {
        try await write(isSearched: false) { db in
            let count = try Int.fetchOne(db, sql: "SELECT count(*) FROM saved_search WHERE removed_at IS NULL") ?? 0
            guard count < Self.mostSavedSearches else { return nil }
            try db.execute(
                sql: "INSERT INTO saved_search (name, query, created_at) VALUES (?, ?, ?)", arguments: [name, query, now.milliseconds])
            return try Self.savedSearches(" AND s.id = ?", [db.lastInsertedRowID], in: db).first
        }
    }

    /// Those that are kept, in the order in which they were saved.
    public func savedSearches() async throws(CatalogError) -> [SavedSearch] {
        try await read { try Self.savedSearches("", [], in: $0) }
    }

    /// nil: there is none, or it was removed.
    public func savedSearch(_ id: Int64) async throws(CatalogError) -> SavedSearch? {
        try await read { try Self.savedSearches(" AND s.id = ?", [id], in: $0).first }
    }

    /// Keeps a search no more; its history stays in the file.
    ///
    /// - Returns: whether it was kept until now.
    public func remove(savedSearch id: Int64, at now: Timestamp) async throws(CatalogError) -> Bool {
        try await write(isSearched: false) { db in
            try db.execute(
                sql: "UPDATE saved_search SET removed_at = ? WHERE id = ? AND removed_at IS NULL", arguments: [now.milliseconds, id])
            let isRemoved = db.changesCount > 0
            if isRemoved { try db.execute(sql: "DELETE FROM saved_search_match WHERE search_id = ?", arguments: [id]) }
            return isRemoved
        }
    }

    /// Compares what matches now with what matched when it was last asked, and notes the difference. The first comparison, and the first
    /// after a time in which too much matched, only takes stock.
    ///
    /// - Parameters:
    ///   - rows: every model that matches, in the catalog's rows; nil: more than `mostFollowed`.
    ///   - changes: the catalog's count of changes that `rows` are of. One that is older than was compared already does nothing.
    /// - Returns: how many events were noted.
    @discardableResult
    public func compare(
        savedSearch id: Int64, with rows: [Int64]?, changes: Int64, at now: Timestamp
    ) async throws(CatalogError) -> Int {
        try await write(isSearched: false) { db in
            guard
                let search = try Row.fetchOne(
                    db, sql: "SELECT compared_changes, is_too_wide FROM saved_search WHERE id = ? AND removed_at IS NULL", arguments: [id])
            else { return 0 }
            let compared: Int64? = search["compared_changes"]
            guard compared ?? -1 <= changes else { return 0 }
            let takesStock = compared == nil || search["is_too_wide"] == true
            let held = Set(try Int64.fetchAll(db, sql: "SELECT model_id FROM saved_search_match WHERE search_id = ?", arguments: [id]))
            let found = Set(rows?.prefix(Self.mostFollowed) ?? [])
            for row in held.subtracting(found) {
                try db.execute(sql: "DELETE FROM saved_search_match WHERE search_id = ? AND model_id = ?", arguments: [id, row])
            }
            for row in found.subtracting(held) {
                try db.execute(sql: "INSERT INTO saved_search_match (search_id, model_id) VALUES (?, ?)", arguments: [id, row])
            }
            try db.execute(
                sql: "UPDATE saved_search SET compared_changes = ?, compared_at = ?, is_too_wide = ? WHERE id = ?",
                arguments: [changes, now.milliseconds, rows == nil, id])
            guard !takesStock, rows != nil else { return 0 }
            let events = held.subtracting(found).sorted().map { ($0, false) } + found.subtracting(held).sorted().map { ($0, true) }
            for (row, matches) in events {
                try db.execute(
                    sql: "INSERT INTO saved_search_event (search_id, model_id, matches, noted_at) VALUES (?, ?, ?, ?)",
                    arguments: [id, row, matches, now.milliseconds])
            }
            return events.count
        }
    }

    /// What came to match a saved search or stopped to, the newest first.
    public func events(ofSavedSearch id: Int64, limit: Int) async throws(CatalogError) -> [SavedSearchEvent] {
        try await read { db in
            try Row.fetchAll(db, sql: NamedQuery.eventsOfSavedSearch, arguments: [id, max(0, limit)]).compactMap { row in
                guard let hub = HubID(row["hub"]), let model = ModelID(hub: hub, path: row["path"]) else { return nil }
                return SavedSearchEvent(
                    id: row["id"], model: model, matches: row["matches"], notedAt: Timestamp(milliseconds: row["noted_at"]),
                    summary: row["summary"], task: row["task"],
                    vanishedAt: (row["vanished_at"] as Int64?).map(Timestamp.init(milliseconds:)))
            }
        }
    }

    private static func savedSearches(_ condition: String, _ arguments: StatementArguments, in db: Database) throws -> [SavedSearch] {
        let sql = """
            SELECT s.*, (SELECT count(*) FROM saved_search_match AS m WHERE m.search_id = s.id) AS matches FROM saved_search AS s
            WHERE s.removed_at IS NULL\(condition) ORDER BY s.id
            """
        return try Row.fetchAll(db, sql: sql, arguments: arguments).map { row in
            SavedSearch(
                id: row["id"], name: row["name"], query: row["query"], createdAt: Timestamp(milliseconds: row["created_at"]),
                comparedChanges: row["compared_changes"], comparedAt: (row["compared_at"] as Int64?).map(Timestamp.init(milliseconds:)),
                isTooWide: row["is_too_wide"], matches: row["matches"])
        }
    }
}
