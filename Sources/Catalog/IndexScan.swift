internal import GRDB
internal import GRDBSQLite
internal import Variants
public import Vocabulary

/// One consistent look at everything an index is made of, in order of rows.
public struct IndexScan {
    private let db: Database
    /// The number of writes it shows: what the index made from it is as new as.
    public let changes: Int64
    /// How many rows there are, at most.
    public let count: Int

    init(_ db: Database) throws {
        self.db = db
        changes = try Int64.fetchOne(db, sql: "SELECT changes FROM state") ?? 0
        count = Int(try Int64.fetchOne(db, sql: "SELECT max(id) FROM model") ?? 0)
    }

    /// Calls `body` with every model.
    public func forEachModel(_ body: (IndexedModel) throws -> Void) throws {
        let model = try db.bulk(Self.models)
        let sets = try JoinedRows(db, "SELECT model_id, format, label, bits, bytes, files FROM weight_set ORDER BY model_id, position")
        let bases = try JoinedRows(db, "SELECT model_id, path, relation FROM base_model ORDER BY model_id, source DESC, position")
        let licenses = try JoinedRows(
            db,
            """
            SELECT model_id, raw FROM license_claim WHERE is_json = 0 AND field IN ('license', 'license_name', 'tag')
            ORDER BY model_id, source DESC, position
            """)
        // A statement that is left in the middle would keep the transaction open.
        defer {
            model.finish()
            for rows in [sets, bases, licenses] { rows.finish() }
        }
        while try model.step() {
            let row = model.int64(0) ?? 0
            var own: [WeightSetRecord] = []
            try sets.forEach(of: row) { set in
                guard let format = set.text(1).flatMap(WeightFormat.init) else { return }
                own.append(
                    WeightSetRecord(
                        format: format, label: set.text(2), bits: set.double(3), bytes: set.int64(4), files: Int(set.int64(5) ?? 1)))
            }
            var origins: [IndexedBase] = []
            try bases.forEach(of: row) { base in
                guard let path = base.text(1) else { return }
                let relation = base.text(2)
                // The listing names the relation where the card often does not.
                if !origins.contains(where: { $0.path == path && ($0.relation == relation || relation == nil) }) {
                    origins.append(IndexedBase(path: path, relation: relation))
                }
            }
            var claims: [String] = []
            try licenses.forEach(of: row) { claim in
                if let raw = claim.text(1), raw.utf8.count <= 128, !claims.contains(raw) { claims.append(raw) }
            }
            try body(
                IndexedModel(
                    row: row, hub: model.bytes(1), path: model.bytes(2), author: model.bytes(3), task: model.bytes(4),
                    library: model.bytes(5), tags: model.bytes(6), gate: model.bytes(7), isPrivate: model.int64(8) == 1,
                    isDisabled: model.int64(9) == 1, isVanished: model.int64(10) != nil, created: model.int64(11),
                    modified: model.int64(12), downloads: model.int64(13), likes: model.int64(14), trending: model.double(15),
                    downloadSize: model.int64(16), parameters: model.int64(18) ?? model.int64(17), cachePerToken: model.int64(19),
                    family: model.bytes(20), tuning: model.bytes(21), artifact: model.bytes(22), languages: model.bytes(23),
                    quantLabel: model.bytes(24), quantBits: model.int64(25), conclusion: model.int64(26),
                    completeness: model.double(27), evaluations: model.int64(28) ?? 0, sets: own, bases: origins, licenses: claims))
        }
    }

    private static let models = """
        SELECT m.id, h.name, m.path, m.author, m.task, m.library, l.tags, m.gate, m.is_private, m.is_disabled, m.vanished_at,
            m.created_at, m.modified_at, m.downloads, m.likes, m.trending, m.download_size, m.parameters,
            v.parameters, v.cache_per_token, v.family, v.tuning, v.artifact, v.languages, v.quant_label, v.quant_bits,
            w.conclusion_id, q.completeness, q.evaluations
        FROM model AS m CROSS JOIN hub AS h ON h.id = m.hub_id
            LEFT JOIN listing_card AS l ON l.model_id = m.id LEFT JOIN variant AS v ON v.model_id = m.id
            LEFT JOIN model_license AS w ON w.model_id = m.id AND w.commit_id = coalesce(m.commit_id, '')
            LEFT JOIN card_quality AS q ON q.model_id = m.id
        ORDER BY m.id
        """

    /// Every conclusion that some model has.
    public func conclusions() throws -> [IndexedConclusion] {
        var verdicts: [Int64: [String: String]] = [:]
        for row in try Row.fetchAll(db, sql: "SELECT conclusion_id, scenario, verdict FROM verdict") {
            verdicts[row[0], default: [:]][row[1]] = row[2]
        }
        return try Row.fetchAll(db, sql: "SELECT id, effective, confidence FROM conclusion ORDER BY id").map { row in
            IndexedConclusion(row: row[0], effective: row[1], confidence: row[2], verdicts: verdicts[row[0]] ?? [:])
        }
    }

    /// Counters that were sampled in a span of time, the newest first, of at most so many crawls: a model may come more than once.
    public func forEachSample(in span: Range<Timestamp>, runs limit: Int, _ body: (IndexedSample) -> Void) throws {
        let runs = try Int64.fetchAll(
            db, sql: "SELECT id FROM crawl_run WHERE started_at >= ? AND started_at < ? ORDER BY id DESC LIMIT ?",
            arguments: [span.lowerBound.milliseconds, span.upperBound.milliseconds, limit])
        for run in runs {
            let sample = try db.bulk("SELECT model_id, downloads, likes, taken_at FROM sample WHERE run_id = ? ORDER BY model_id")
            sample.bind(1, run)
            while try sample.step() {
                body(
                    IndexedSample(
                        row: sample.int64(0) ?? 0, downloads: sample.int64(1), likes: sample.int64(2), takenAt: sample.int64(3) ?? 0))
            }
        }
    }

    /// When the newest sample was taken; nil: there is none.
    public func newestSample() throws -> Timestamp? {
        try Int64.fetchOne(db, sql: "SELECT max(started_at) FROM crawl_run").map(Timestamp.init(milliseconds:))
    }
}

/// Rows that hang on models, read beside them in the same order.
private final class JoinedRows {
    private let statement: BulkStatement
    private var waiting: Int64?

    init(_ db: Database, _ sql: String) throws {
        statement = try db.bulk(sql)
        try advance()
    }

    func forEach(of row: Int64, _ body: (BulkStatement) -> Void) throws {
        while let next = waiting, next <= row {
            if next == row { body(statement) }
            try advance()
        }
    }

    func finish() { statement.finish() }

    private func advance() throws { waiting = try statement.step() ? statement.int64(0) : nil }
}
