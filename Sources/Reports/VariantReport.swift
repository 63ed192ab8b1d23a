public import Catalog
public import Variants

/// Facets as the contract's JSON: one flat object, null where nothing is known.
public enum VariantReport {
    /// In the order in which they are told.
    public static let keys = fields(of: Variant(), name: "").map(\.key)

    /// What is known of a variant.
    public static func fields(of variant: Variant, name: String) -> Fields {
        let quantization = variant.quantization?.value
        return [
            ("name", .text(name)), ("family", .text(variant.family?.value)), ("parameters", .int(variant.parameters?.value)),
            ("active_parameters", .int(variant.activeParameters?.value)), ("size_tier", .text(variant.sizeTier?.value.rawValue)),
            ("casing", .text(variant.casing?.value.rawValue)), ("languages", variant.languages.map { .texts($0.value) } ?? .null),
            ("domain", .text(variant.domain?.value)), ("distilled", variant.isDistilled.map { .bool($0.value) } ?? .null),
            ("quant_format", .text(quantization?.format)), ("quant_bits", .int(quantization?.bits)),
            ("quant_label", .text(quantization?.label)), ("tuning", .text(variant.tuning?.value.rawValue)),
            ("artifact", .text(variant.artifact?.value.rawValue)), ("context", .int(variant.contextLength?.value)),
            ("version", .text(variant.version?.value)),
        ]
    }

    /// Each facet that is known, with the paper it was read from.
    public static func sources(of variant: Variant) -> [(facet: String, source: String)] {
        [
            ("family", variant.family?.source), ("parameters", variant.parameters?.source),
            ("active_parameters", variant.activeParameters?.source), ("size_tier", variant.sizeTier?.source),
            ("casing", variant.casing?.source), ("languages", variant.languages?.source), ("domain", variant.domain?.source),
            ("distilled", variant.isDistilled?.source), ("quantization", variant.quantization?.source), ("tuning", variant.tuning?.source),
            ("artifact", variant.artifact?.source), ("context", variant.contextLength?.source), ("version", variant.version?.source),
        ].compactMap { facet, source in source.map { (facet, $0.rawValue) } }
    }

    /// Everything the catalog holds of a model's variant.
    public static func record(_ record: VariantRecord) -> Datum {
        .object(
            fields(of: record.variant, name: "").filter { $0.key != "name" } + [
                ("sources", .object(sources(of: record.variant).map { ($0.facet, .text($0.source)) })),
                ("cache_per_token", .int(record.cachePerToken)),
                (
                    "downloads",
                    .list(
                        record.sets.map { set in
                            .object([
                                ("format", .text(set.format.rawValue)), ("label", .text(set.label)),
                                ("bits", .real(set.bits)), ("bytes", .int(set.bytes)), ("files", .int(set.files)),
                                ("memory", .int(memory(of: set, record))), ("memory_parts", .text(need(of: set, record)?.description)),
                            ])
                        })
                ),
            ])
    }

    /// What a download needs at the usual context; nil: its size is not known.
    public static func need(of set: WeightSetRecord, _ record: VariantRecord) -> MemoryNeed? {
        set.bytes.map { bytes in
            MemoryNeed(
                weights: bytes,
                cache: record.cachePerToken.map { $0.multipliedReportingOverflow(by: MemoryQuestion.usualTokens).partialValue },
                tokens: MemoryQuestion.usualTokens, certainty: .measured)
        }
    }

    private static func memory(of set: WeightSetRecord, _ record: VariantRecord) -> Int64? { need(of: set, record)?.total }
}
