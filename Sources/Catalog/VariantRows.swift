internal import GRDB
internal import Variants
internal import Vocabulary

/// Reads facets back into the words they were written from.
struct VariantRows {
    private let db: Database

    init(_ db: Database) { self.db = db }

    func record(of model: Int64) throws -> VariantRecord? {
        guard let row = try Row.fetchOne(db, sql: NamedQuery.variantOfModel, arguments: [model]) else { return nil }
        let letters = Array((row["sources"] as String).utf8)
        func sourced<Value>(_ position: Int, _ value: Value?) -> Sourced<Value>? {
            guard let value, position < letters.count, let source = VariantSource(letter: letters[position]) else { return nil }
            return Sourced(value, from: source)
        }
        var variant = Variant()
        variant.family = sourced(0, row["family"])
        variant.parameters = sourced(1, row["parameters"])
        variant.activeParameters = sourced(2, row["active_parameters"])
        variant.sizeTier = sourced(3, (row["size_tier"] as String?).flatMap(SizeTier.init))
        variant.casing = sourced(4, (row["casing"] as String?).flatMap(Casing.init))
        variant.languages = sourced(5, (row["languages"] as String?)?.split(separator: ",").map(String.init))
        variant.domain = sourced(6, row["domain"])
        variant.isDistilled = sourced(7, row["is_distilled"])
        let quantization = Quantization(format: row["quant_format"], bits: row["quant_bits"], label: row["quant_label"])
        variant.quantization = sourced(8, quantization == Quantization() ? nil : quantization)
        variant.tuning = sourced(9, (row["tuning"] as String?).flatMap(Tuning.init))
        variant.artifact = sourced(10, (row["artifact"] as String?).flatMap(Artifact.init))
        variant.contextLength = sourced(11, row["context"])
        variant.version = sourced(12, row["version"])
        return VariantRecord(
            variant, sets: try sets(of: model), cachePerToken: row["cache_per_token"],
            commit: (row["commit_id"] as String?).flatMap(CommitID.init))
    }

    private func sets(of model: Int64) throws -> [WeightSetRecord] {
        try Row.fetchAll(db, sql: NamedQuery.weightSetsOfModel, arguments: [model]).compactMap { row in
            WeightFormat(rawValue: row["format"]).map {
                WeightSetRecord(format: $0, label: row["label"], bits: row["bits"], bytes: row["bytes"], files: row["files"])
            }
        }
    }
}
