internal import GRDB

/// Writes what was read of a card, and reads it back.
struct CardReadingStore {
    private let db: Database

    init(_ db: Database) { self.db = db }

    /// The most rows of results that are kept: embedding models list thousands, of which a reader wants the first.
    private static let mostEvaluations = 2_000
    private static let mostSections = 128

    /// Takes the place of what was held. `isNew`: nothing can be held yet.
    func write(_ reading: CardReading, of model: Int64, isNew: Bool = false) throws {
        if !isNew {
            for table in ["card_quality", "card_section", "evaluation"] {
                let clear = try db.bulk("DELETE FROM \(table) WHERE model_id = ?")
                clear.bind(1, model)
                try clear.run()
            }
        }
        guard reading != CardReading() else { return }
        let quality = try db.bulk(
            "INSERT INTO card_quality (model_id, completeness, missing, evaluations, summary) VALUES (?, ?, ?, ?, ?)")
        let evaluations = reading.evaluations.lazy.filter(\.value.isFinite).prefix(Self.mostEvaluations)
        quality.bind(1, model)
        quality.bind(2, reading.completeness.map { min(1, max(0, $0)) })
        quality.bind(3, reading.missing.joined(separator: ","))
        quality.bind(4, Int64(evaluations.count))
        quality.bind(5, reading.summary)
        try quality.run()
        let section = try db.bulk("INSERT INTO card_section (model_id, position, kind, heading, text) VALUES (?, ?, ?, ?, ?)")
        for (position, record) in reading.sections.prefix(Self.mostSections).enumerated() {
            section.bind(1, model)
            section.bind(2, Int64(position))
            section.bind(3, record.kind)
            section.bind(4, record.heading)
            section.bind(5, record.text)
            try section.run()
        }
        let row = try db.bulk(
            """
            INSERT INTO evaluation (model_id, position, task, dataset, config, split, metric, name, value, is_verified)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        for (position, record) in evaluations.enumerated() {
            row.bind(1, model)
            row.bind(2, Int64(position))
            row.bind(3, record.task)
            row.bind(4, record.dataset)
            row.bind(5, record.config)
            row.bind(6, record.split)
            row.bind(7, record.metric)
            row.bind(8, record.name)
            row.bind(9, record.value)
            row.bind(10, record.isVerified)
            try row.run()
        }
    }

    /// Other results beside the prose that is held.
    func write(evaluations: [EvaluationRecord], of model: Int64) throws {
        var reading = try reading(of: model)
        guard reading.evaluations != evaluations else { return }
        reading.evaluations = evaluations
        try write(reading, of: model)
    }

    func reading(of model: Int64) throws -> CardReading {
        var reading = CardReading()
        guard let quality = try Row.fetchOne(db, sql: "SELECT * FROM card_quality WHERE model_id = ?", arguments: [model]) else {
            return reading
        }
        reading.completeness = quality["completeness"]
        reading.missing = (quality["missing"] as String).split(separator: ",").map(String.init)
        reading.summary = quality["summary"]
        reading.sections = try Row.fetchAll(
            db, sql: "SELECT kind, heading, text FROM card_section WHERE model_id = ? ORDER BY position", arguments: [model]
        ).map { CardSectionRecord(kind: $0["kind"], heading: $0["heading"], text: $0["text"]) }
        reading.evaluations = try Row.fetchAll(
            db, sql: "SELECT * FROM evaluation WHERE model_id = ? ORDER BY position", arguments: [model]
        ).map { row in
            EvaluationRecord(
                task: row["task"], dataset: row["dataset"], config: row["config"], split: row["split"], metric: row["metric"],
                name: row["name"], value: row["value"], isVerified: row["is_verified"])
        }
        return reading
    }
}
