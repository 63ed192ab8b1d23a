internal import GRDB
internal import Vocabulary

/// Reads models back into the words they were written from.
struct EntryReader {
    private let db: Database
    private let model: Statement
    private let tags: Statement
    private let licenses: Statement
    private let bases: Statement
    private let card: Statement
    private let concluded: Statement
    private let summary: Statement

    init(_ db: Database) throws {
        self.db = db
        model = try db.cachedStatement(sql: "SELECT m.*, h.name AS hub FROM model AS m JOIN hub AS h ON h.id = m.hub_id WHERE m.id = ?")
        tags = try db.cachedStatement(sql: NamedQuery.tagsOfModel)
        licenses = try db.cachedStatement(
            sql: "SELECT field, raw, is_json FROM license_claim WHERE model_id = ? AND source = ? ORDER BY position")
        bases = try db.cachedStatement(sql: "SELECT path, relation FROM base_model WHERE model_id = ? AND source = ? ORDER BY position")
        concluded = try db.cachedStatement(sql: NamedQuery.licenseOfModel)
        summary = try db.cachedStatement(sql: "SELECT summary FROM card_quality WHERE model_id = ?")
        card = try db.cachedStatement(sql: "SELECT data FROM listing_card WHERE model_id = ?")
    }

    func entry(_ id: Int64) throws -> CatalogEntry? {
        guard let row = try Row.fetchOne(model, arguments: [id]) else { return nil }
        guard let hub = HubID(row["hub"]), let modelID = ModelID(hub: hub, path: row["path"]), let gate = Gate(rawValue: row["gate"]) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "model \(id) has a name or gate that was never written")
        }
        let claim = ModelClaim(
            id: modelID, author: row["author"], commit: (row["commit_id"] as String?).flatMap(CommitID.init),
            createdAt: time(row["created_at"]), lastModified: time(row["modified_at"]), gate: gate, isPrivate: row["is_private"],
            isDisabled: row["is_disabled"], downloads: row["downloads"], downloadsAllTime: row["downloads_all_time"],
            likes: row["likes"], trendingScore: row["trending"], library: row["library"], task: row["task"],
            tags: try String.fetchOne(tags, arguments: [id]).map { TagList(text: $0).tags } ?? [],
            licenses: try licenseClaims(of: id, source: "listing"),
            baseModels: try baseModels(of: id, source: "listing"), parameters: row["parameters"], storage: row["storage"],
            cardData: try String.fetchOne(card, arguments: [id]))
        return CatalogEntry(
            claim: claim, downloadSize: row["download_size"],
            mirroredCommit: (row["mirrored_commit"] as String?).flatMap(CommitID.init),
            firstSeen: Timestamp(milliseconds: row["first_seen"]), lastSeen: Timestamp(milliseconds: row["last_seen"]),
            vanishedAt: time(row["vanished_at"]), license: try String.fetchOne(concluded, arguments: [id, nil]),
            summary: try String.fetchOne(summary, arguments: [id]))
    }

    func licenseClaims(of id: Int64, source: String) throws -> [LicenseClaim] {
        try Row.fetchAll(licenses, arguments: [id, source]).compactMap { row in
            LicenseClaim.Field(rawValue: row["field"]).map { LicenseClaim($0, raw: row["raw"], isJSON: row["is_json"]) }
        }
    }

    func baseModels(of id: Int64, source: String) throws -> [BaseModelClaim] {
        try Row.fetchAll(bases, arguments: [id, source]).map { BaseModelClaim(path: $0["path"], relation: $0["relation"]) }
    }

    private func time(_ milliseconds: Int64?) -> Timestamp? { milliseconds.map(Timestamp.init(milliseconds:)) }

    /// The row of a model, or nil if it was never seen.
    static func rowID(of model: ModelID, in db: Database) throws -> Int64? {
        try Int64.fetchOne(
            db.cachedStatement(sql: NamedQuery.modelByPath), arguments: [model.hub.description, model.path])
    }
}

/// Queries that must stay quick as the catalog grows; a test reads the plan of each.
enum NamedQuery {
    static let modelByPath = """
        SELECT m.id FROM model AS m WHERE m.hub_id = (SELECT id FROM hub WHERE name = ?) AND m.path = ?
        """
    static let modelsOfOwner = """
        SELECT m.id, m.path FROM model AS m
        WHERE m.hub_id = (SELECT id FROM hub WHERE name = ?) AND m.path >= ? AND m.path < ? AND m.vanished_at IS NULL LIMIT ?
        """
    static let tagsOfModel = "SELECT tags FROM listing_card WHERE model_id = ?"
    static let variantOfModel = "SELECT * FROM variant WHERE model_id = ?"
    static let weightSetsOfModel = "SELECT format, label, bits, bytes, files FROM weight_set WHERE model_id = ? ORDER BY position"
    static let filesOfCommit = """
        SELECT f.path, f.size, f.content, f.object FROM revision AS r JOIN file AS f ON f.revision_id = r.id
        WHERE r.model_id = ? AND r.commit_id = ? ORDER BY f.path
        """
    static let samplesOfModel = """
        SELECT s.run_id, s.taken_at, s.downloads, s.downloads_all_time, s.likes, s.trending FROM crawl_run AS r CROSS JOIN sample AS s
        WHERE s.run_id = r.id AND s.model_id = ? ORDER BY r.id
        """
    static let findingsOfModel = """
        SELECT code, file, reason FROM finding WHERE hub_id = (SELECT id FROM hub WHERE name = ?) AND subject = ? ORDER BY id
        """
    static let mirrored = """
        SELECT h.name AS hub, m.path, m.mirrored_commit FROM model AS m INDEXED BY model_mirrored JOIN hub AS h ON h.id = m.hub_id
        WHERE m.mirrored_commit IS NOT NULL ORDER BY m.hub_id, m.path
        """

    /// Arguments: the model's row, and a commit or NULL for the listing's own.
    static let conclusionOfModel = """
        SELECT c.* \(weighed)
        """
    static let licenseOfModel = "SELECT c.effective \(weighed)"

    private static let weighed = """
        FROM model AS m JOIN model_license AS l ON l.model_id = m.id AND l.commit_id = coalesce(?2, m.commit_id, '')
        JOIN conclusion AS c ON c.id = l.conclusion_id WHERE m.id = ?1
        """

    /// Arguments: an expression of FTS5, and how many at most.
    static let cards = "SELECT rowid FROM card_search WHERE card_search MATCH ? LIMIT ?"

    /// Arguments: data set, metric or NULL, least value, how many at most.
    static let evaluations = """
        SELECT model_id, max(value) AS best FROM evaluation INDEXED BY evaluation_by_dataset
        WHERE dataset = ?1 COLLATE NOCASE AND (?2 IS NULL OR metric = ?2 COLLATE NOCASE) AND value >= ?3
        GROUP BY model_id ORDER BY best DESC, model_id LIMIT ?4
        """

    /// Arguments: the search, and how many at most.
    static let eventsOfSavedSearch = """
        SELECT e.id, e.matches, e.noted_at, h.name AS hub, m.path, m.task, m.vanished_at, q.summary
        FROM saved_search_event AS e CROSS JOIN model AS m ON m.id = e.model_id JOIN hub AS h ON h.id = m.hub_id
            LEFT JOIN card_quality AS q ON q.model_id = m.id
        WHERE e.search_id = ? ORDER BY e.id DESC LIMIT ?
        """

    static let all = [
        modelByPath, modelsOfOwner, tagsOfModel, variantOfModel, weightSetsOfModel, filesOfCommit, findingsOfModel, mirrored,
        conclusionOfModel,
        licenseOfModel, eventsOfSavedSearch,
    ]
}
