internal import GRDB
internal import Variants
internal import Vocabulary

/// Writes a model's facets and its alternative downloads over what was held.
struct VariantWriter {
    private let insert: BulkStatement
    private let clear: BulkStatement
    private let addSet: BulkStatement

    init(_ db: Database) throws {
        insert = try db.bulk(
            """
            INSERT OR REPLACE INTO variant (model_id, family, parameters, active_parameters, size_tier, casing, languages, domain,
                is_distilled, quant_format, quant_bits, quant_label, tuning, artifact, context, version, sources, cache_per_token, commit_id)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """)
        clear = try db.bulk("DELETE FROM weight_set WHERE model_id = ?")
        addSet = try db.bulk("INSERT INTO weight_set (model_id, position, format, label, bits, bytes, files) VALUES (?, ?, ?, ?, ?, ?, ?)")
    }

    /// `isNew`: nothing can be held of it yet.
    func write(_ record: VariantRecord, of model: Int64, isNew: Bool) throws {
        let variant = record.variant
        insert.bind(1, model)
        insert.bind(2, variant.family?.value)
        insert.bind(3, variant.parameters.map { max(0, $0.value) })
        insert.bind(4, variant.activeParameters.map { max(0, $0.value) })
        insert.bind(5, variant.sizeTier?.value.rawValue)
        insert.bind(6, variant.casing?.value.rawValue)
        insert.bind(7, variant.languages?.value.joined(separator: ","))
        insert.bind(8, variant.domain?.value)
        insert.bind(9, variant.isDistilled.map { $0.value ? Int64(1) : 0 })
        insert.bind(10, variant.quantization?.value.format)
        insert.bind(11, variant.quantization?.value.bits.map(Int64.init))
        insert.bind(12, variant.quantization?.value.label)
        insert.bind(13, variant.tuning?.value.rawValue)
        insert.bind(14, variant.artifact?.value.rawValue)
        insert.bind(15, variant.contextLength.map { max(0, $0.value) })
        insert.bind(16, variant.version?.value)
        insert.bind(17, variant.sourceLetters)
        insert.bind(18, record.cachePerToken.map { max(0, $0) })
        insert.bind(19, record.commit?.description)
        try insert.run()
        if !isNew {
            clear.bind(1, model)
            try clear.run()
        }
        for (position, set) in record.sets.prefix(Self.bound).enumerated() {
            addSet.bind(1, model)
            addSet.bind(2, Int64(position))
            addSet.bind(3, set.format.rawValue)
            addSet.bind(4, set.label)
            addSet.bind(5, set.bits)
            addSet.bind(6, set.bytes.map { max(0, $0) })
            addSet.bind(7, Int64(max(1, set.files)))
            try addSet.run()
        }
    }

    /// The most quantizations seen of one model are 134 files; twice as many ways to download one are nobody's choice.
    private static let bound = 256
}

extension Variant {
    /// One letter a column, in the order of the table's.
    var sourceLetters: String {
        let sources = [
            family?.source, parameters?.source, activeParameters?.source, sizeTier?.source, casing?.source, languages?.source,
            domain?.source, isDistilled?.source, quantization?.source, tuning?.source, artifact?.source, contextLength?.source,
            version?.source,
        ]
        return String(decoding: sources.map { $0?.letter ?? UInt8(ascii: "-") }, as: UTF8.self)
    }
}
