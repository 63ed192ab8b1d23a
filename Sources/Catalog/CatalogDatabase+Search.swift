internal import GRDB
public import Vocabulary

/// What a search needs of the catalog beside its index.
extension CatalogDatabase {
    /// Hands `body` everything an index is made of, as it is at one moment.
    public func scan<Value: Sendable>(_ body: @escaping @Sendable (IndexScan) throws -> Value) async throws(CatalogError) -> Value {
        try await read { try body(IndexScan($0)) }
    }

    /// Rows of the models whose names, tags and cards hold all these words; the last word may be the beginning of one.
    ///
    /// - Parameter words: letters and digits; anything else counts as a gap.
    public func cards(with words: [String], limit: Int) async throws(CatalogError) -> [Int64] {
        guard let expression = Self.expression(words) else { return [] }
        return try await read { db in
            try Int64.fetchAll(db, sql: NamedQuery.cards, arguments: [expression, limit])
        }
    }

    /// Every word quoted: nothing that was typed can act as syntax of FTS5.
    static func expression(_ words: [String]) -> String? {
        let quoted = words.map { word in
            "\"" + String(String.UnicodeScalarView(word.unicodeScalars.map { $0 == "\"" || $0.value < 0x20 ? " " : $0 })) + "\""
        }
        return quoted.isEmpty ? nil : quoted.joined(separator: " AND ") + "*"
    }

    /// Models with a result on a data set that is at least `value`, the best first: row and result.
    public func evaluations(
        dataset: String, metric: String?, atLeast value: Double, limit: Int
    ) async throws(CatalogError) -> [(row: Int64, value: Double)] {
        try await read { db in
            try Row.fetchAll(db, sql: NamedQuery.evaluations, arguments: [dataset, metric, value, limit]).map { (row: $0[0], value: $0[1]) }
        }
    }

    /// Entries by row; a row that is not there is left out.
    public func entries(_ rows: [Int64]) async throws(CatalogError) -> [Int64: CatalogEntry] {
        try await read { db in
            let reader = try EntryReader(db)
            var entries: [Int64: CatalogEntry] = [:]
            for row in rows { entries[row] = try reader.entry(row) }
            return entries
        }
    }

    /// Rows of what is mirrored.
    public func mirroredRows() async throws(CatalogError) -> [Int64] {
        try await read { try Int64.fetchAll($0, sql: "SELECT id FROM model INDEXED BY model_mirrored WHERE mirrored_commit IS NOT NULL") }
    }

    /// What the catalog holds of one model; nil: never seen.
    public func entry(for model: ModelID) async throws(CatalogError) -> CatalogEntry? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return nil }
            return try EntryReader(db).entry(id)
        }
    }

    /// A model's facets and downloads; nil: never seen.
    public func variant(of model: ModelID) async throws(CatalogError) -> VariantRecord? {
        try await read { db in
            guard let id = try EntryReader.rowID(of: model, in: db) else { return nil }
            return try VariantRows(db).record(of: id)
        }
    }
}
