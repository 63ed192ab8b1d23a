public import Catalog
internal import Variants
internal import Vocabulary

/// How a model differs from its kin, as the contract's JSON: every value with the paper it was read from.
public enum SourcedVariantReport {
    /// A facet that is not known is left out; `weights` are the alternative ways to get the weights.
    public static func fields(_ record: VariantRecord) -> Fields {
        let variant = record.variant
        var fields: Fields = []
        func add<Value>(_ name: String, _ sourced: Sourced<Value>?, _ datum: (Value) -> Datum) {
            guard let sourced else { return }
            fields.append((name, .object([("value", datum(sourced.value)), ("source", .text(sourced.source.rawValue))])))
        }
        add("family", variant.family) { .text($0) }
        add("parameters", variant.parameters) { .int($0) }
        add("active_parameters", variant.activeParameters) { .int($0) }
        add("size_tier", variant.sizeTier) { .text($0.rawValue) }
        add("casing", variant.casing) { .text($0.rawValue) }
        add("languages", variant.languages) { .texts($0) }
        add("domain", variant.domain) { .text($0) }
        add("distilled", variant.isDistilled) { .bool($0) }
        add("quantization", variant.quantization) {
            .object([("format", .text($0.format)), ("bits", .int($0.bits)), ("label", .text($0.label))])
        }
        add("tuning", variant.tuning) { .text($0.rawValue) }
        add("artifact", variant.artifact) { .text($0.rawValue) }
        add("context", variant.contextLength) { .int($0) }
        add("version", variant.version) { .text($0) }
        return fields + [
            ("cache_per_token", .int(record.cachePerToken)), ("commit", .text(record.commit)),
            ("weights", .list(record.sets.map(weights))),
        ]
    }

    private static func weights(_ set: WeightSetRecord) -> Datum {
        .object([
            ("format", .text(set.format.rawValue)), ("label", .text(set.label)), ("bits", .real(set.bits)), ("size", .int(set.bytes)),
            ("files", .int(set.files)),
        ])
    }
}
