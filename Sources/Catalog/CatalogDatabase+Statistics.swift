internal import GRDB
public import Vocabulary

/// What is indexed of one hub, and how fresh it is.
public struct HubStatistics: Sendable, Hashable {
    public let hub: HubID
    /// Tombstones left out.
    public let models: Int
    public let vanished: Int
    /// Models whose files are held at their current commit.
    public let detailed: Int
    public let cards: Int
    public let mirrored: Int
    public let samples: Int
    public let findings: Int
    /// Bytes of the files that are known, of models that are not gone.
    public let knownBytes: Int64
    /// The last run that came to its end.
    public let lastCompleted: CrawlRun?
    /// The last run that walked the whole listing: tombstones are as of then.
    public let lastFull: CrawlRun?
    /// A run that was stopped and can be resumed.
    public let unfinished: CrawlRun?
}

extension CatalogDatabase {
    /// One value a hub, in order of name.
    public func statistics() async throws(CatalogError) -> [HubStatistics] {
        try await read { db in
            try Row.fetchAll(db, sql: "SELECT id, name FROM hub ORDER BY name").compactMap { row in
                guard let hub = HubID(row["name"]) else { return nil }
                return try Self.statistics(hub, row["id"], in: db)
            }
        }
    }

    private static func statistics(_ hub: HubID, _ id: Int64, in db: Database) throws -> HubStatistics? {
        let counts = try Row.fetchOne(
            db,
            sql: """
                SELECT count(*) - count(vanished_at) AS models, count(vanished_at) AS vanished, count(mirrored_commit) AS mirrored,
                    count(CASE WHEN detailed_commit = coalesce(commit_id, detailed_commit) THEN 1 END) AS detailed,
                    total(CASE WHEN vanished_at IS NULL THEN download_size END) AS bytes
                FROM model WHERE hub_id = ?
                """, arguments: [id])
        guard let counts else { return nil }
        func count(_ sql: String) throws -> Int { try Int.fetchOne(db, sql: sql, arguments: [id]) ?? 0 }
        func run(_ condition: String) throws -> CrawlRun? {
            try Row.fetchOne(db, sql: "\(selectRun) WHERE r.hub_id = ? AND \(condition) ORDER BY r.id DESC LIMIT 1", arguments: [id])
                .map(Self.run)
        }
        return HubStatistics(
            hub: hub, models: counts["models"], vanished: counts["vanished"], detailed: counts["detailed"],
            cards: try count("SELECT count(*) FROM card AS c JOIN model AS m ON m.id = c.model_id WHERE m.hub_id = ?"),
            mirrored: counts["mirrored"],
            samples: try count("SELECT count(*) FROM sample AS s JOIN crawl_run AS r ON r.id = s.run_id WHERE r.hub_id = ?"),
            findings: try count("SELECT count(*) FROM finding WHERE hub_id = ?"),
            knownBytes: Int64(clamping: (counts["bytes"] as Double)), lastCompleted: try run("r.state = 'completed'"),
            lastFull: try run("r.state = 'completed' AND r.kind = 'full'"), unfinished: try run("r.state = 'running'"))
    }
}

extension Int64 {
    fileprivate init(clamping value: Double) { self = Int64(exactly: value.rounded()) ?? (value < 0 ? .min : .max) }
}
