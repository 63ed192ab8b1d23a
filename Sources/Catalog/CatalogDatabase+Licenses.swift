internal import Foundation
internal import GRDB
public import Vocabulary

/// Texts of licences, what they were read as, and what was concluded of each model.
extension CatalogDatabase {
    /// Texts that were not read with this licence data, so that each is recognised once and not once a model.
    public func unreadDocuments(basis: String, limit: Int) async throws(CatalogError) -> [UnreadDocument] {
        try await read { db in
            let sql = "SELECT id, text FROM license_document WHERE basis IS NOT ? ORDER BY id LIMIT ?"
            return try Row.fetchAll(db, sql: sql, arguments: [basis, limit]).map {
                UnreadDocument(id: $0["id"], bytes: Array(($0["text"] as Data)))
            }
        }
    }

    /// Writes what texts were recognised as: JSON by number of the document.
    public func record(readings: [Int64: String], basis: String) async throws(CatalogError) {
        try await write { db in
            for (id, reading) in readings {
                try db.execute(
                    sql: "UPDATE license_document SET reading = ?, basis = ? WHERE id = ?", arguments: [reading, basis, id])
            }
        }
    }

    /// The papers of up to `limit` models after a row, in order of rows: a way through all of them that holds few at a time.
    public func papers(after row: Int64, limit: Int) async throws(CatalogError) -> [ModelPapers] {
        try await read { db in
            let ids = try Int64.fetchAll(db, sql: "SELECT id FROM model WHERE id > ? ORDER BY id LIMIT ?", arguments: [row, limit])
            guard let first = ids.first, let last = ids.last else { return [] }
            return try PapersReader(db).papers(in: first...last)
        }
    }

    /// The papers of one model; nil: the catalog does not know it.
    public func papers(of model: ModelID) async throws(CatalogError) -> ModelPapers? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return nil }
            return try PapersReader(db).papers(in: id...id).first
        }
    }

    /// The models of a hub whose paths begin with an owner's name and a slash, without those that are gone; in order of rows.
    public func models(ofOwner owner: String, on hub: HubID, limit: Int) async throws(CatalogError) -> [(row: Int64, path: String)] {
        try await read { db in
            // A slash is the byte before a zero.
            let arguments: StatementArguments = [hub.description, owner + "/", owner + "0", limit]
            return try Row.fetchAll(db, sql: NamedQuery.modelsOfOwner, arguments: arguments).map { (row: $0[0], path: $0[1]) }
                .sorted { $0.row < $1.row }
        }
    }

    /// Writes what was concluded of each model, all of it or nothing; what is held already costs no write.
    ///
    /// - Parameter conclusions: what `WeighedModel.conclusion` points into.
    /// - Returns: how many differ from what was held.
    @discardableResult
    public func record(
        _ weighed: [WeighedModel], conclusions: [ConclusionRecord], at now: Timestamp
    ) async throws(CatalogError) -> Int {
        try await write { db in
            var writer = try ConclusionWriter(db, conclusions)
            return try weighed.count { try writer.write($0, at: now) }
        }
    }

    /// The state of what conclusions rest on: to be given to `markWeighed` once all models are weighed.
    public func weighingGeneration() async throws(CatalogError) -> Int64 {
        try await read { try Int64.fetchOne($0, sql: "SELECT generation FROM weighing") ?? 0 }
    }

    /// Whether every conclusion rests on what the catalog holds now, and on this basis.
    public func isWeighed(basis: String) async throws(CatalogError) -> Bool {
        try await read { db in
            let sql = "SELECT count(*) FROM weighing WHERE weighed = generation AND basis = ?"
            return try Int.fetchOne(db, sql: sql, arguments: [basis]) == 1
        }
    }

    /// Notes that every model was weighed as the catalog was at that generation.
    public func markWeighed(_ generation: Int64, basis: String) async throws(CatalogError) {
        try await write { db in
            try db.execute(sql: "UPDATE weighing SET weighed = ?, basis = ?", arguments: [generation, basis])
        }
    }

    /// Part of every transaction that changes what conclusions rest on.
    static func outdateConclusions(in db: Database) throws {
        try db.execute(sql: "UPDATE weighing SET generation = generation + 1")
    }

    /// The conclusion on a model at a commit; without one, at the commit the hub's listing names.
    public func conclusion(of model: ModelID, at commit: CommitID? = nil) async throws(CatalogError) -> ConclusionRecord? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return nil }
            guard
                let row = try Row.fetchOne(
                    db, sql: NamedQuery.conclusionOfModel, arguments: [id, commit?.description])
            else { return nil }
            let verdicts = try Row.fetchAll(
                db, sql: "SELECT scenario, verdict FROM verdict WHERE conclusion_id = ? ORDER BY scenario", arguments: [row["id"] as Int64])
            return ConclusionRecord(
                own: row["own"], effective: row["effective"], confidence: row["confidence"], detail: row["detail"],
                verdicts: Dictionary(verdicts.map { ($0["scenario"], $0["verdict"]) }, uniquingKeysWith: { first, _ in first }))
        }
    }

    static func write(_ texts: [LicenseText], of id: Int64, at commit: CommitID, in db: Database) throws {
        try db.execute(sql: "DELETE FROM license_file WHERE model_id = ?", arguments: [id])
        for text in texts {
            let digest = Data(ContentHash.of(text.bytes))
            try db.execute(
                sql: "INSERT INTO license_document (sha256, text) VALUES (?, ?) ON CONFLICT DO NOTHING",
                arguments: [digest, Data(text.bytes)])
            try db.execute(
                sql: """
                    INSERT INTO license_file (model_id, path, commit_id, document_id)
                    SELECT ?, ?, ?, id FROM license_document WHERE sha256 = ? ON CONFLICT DO NOTHING
                    """, arguments: [id, text.path, commit.description, digest])
        }
    }
}

/// Keeps equal conclusions once, and touches only what changed.
private struct ConclusionWriter {
    private let db: Database
    private let find: BulkStatement
    private let held: BulkStatement
    private let link: BulkStatement
    private let conclusions: [ConclusionRecord]
    /// Rows of conclusions, by their place.
    private var rows: [Int: Int64] = [:]

    init(_ db: Database, _ conclusions: [ConclusionRecord]) throws {
        self.db = db
        self.conclusions = conclusions
        find = try db.bulk("SELECT id FROM conclusion WHERE content = ?")
        held = try db.bulk("SELECT conclusion_id FROM model_license WHERE model_id = ? AND commit_id = ?")
        link = try db.bulk(
            """
            INSERT INTO model_license (model_id, commit_id, conclusion_id, weighed_at) VALUES (?, ?, ?, ?)
            ON CONFLICT DO UPDATE SET conclusion_id = excluded.conclusion_id, weighed_at = excluded.weighed_at
            """)
    }

    /// Whether something had to be written.
    mutating func write(_ weighed: WeighedModel, at now: Timestamp) throws -> Bool {
        let conclusion = try row(of: weighed.conclusion)
        let commit = weighed.commit?.description ?? ""
        held.bind(1, weighed.rowID)
        held.bind(2, commit)
        let isHeld = try held.step() && held.int64(0) == conclusion
        held.finish()
        if isHeld { return false }
        link.bind(1, weighed.rowID)
        link.bind(2, commit)
        link.bind(3, conclusion)
        link.bind(4, now.milliseconds)
        try link.run()
        return true
    }

    private mutating func row(of place: Int) throws -> Int64 {
        if let row = rows[place] { return row }
        let row = try row(of: conclusions[place])
        rows[place] = row
        return row
    }

    private func row(of conclusion: ConclusionRecord) throws -> Int64 {
        let content = conclusion.content
        find.bind(1, content)
        let known = try find.step() ? find.int64(0) : nil
        find.finish()
        if let known { return known }
        try db.execute(
            sql: "INSERT INTO conclusion (content, own, effective, confidence, detail) VALUES (?, ?, ?, ?, ?)",
            arguments: [
                Data(content), conclusion.own, conclusion.effective, conclusion.confidence, conclusion.detail,
            ])
        let id = db.lastInsertedRowID
        for (scenario, verdict) in conclusion.verdicts {
            try db.execute(
                sql: "INSERT INTO verdict (conclusion_id, scenario, verdict) VALUES (?, ?, ?)", arguments: [id, scenario, verdict])
        }
        return id
    }
}
