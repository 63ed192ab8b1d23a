/// What a name says, in the keys and words that `variant read` prints: one flat object, nil where the name says nothing.
public struct VariantReport: Hashable, Sendable, Encodable {
    /// The id as it was given.
    public var name: String
    public var variant: Variant

    public init(name: String, variant: Variant) {
        self.name = name
        self.variant = variant
    }

    /// Reads an id.
    public init(reading name: String) {
        self.init(name: name, variant: VariantName.read(name))
    }

    /// The keys, in the order in which they are printed.
    public enum Key: String, CodingKey, CaseIterable, Sendable {
        case name, family, parameters
        case activeParameters = "active_parameters"
        case sizeTier = "size_tier"
        case casing, languages, domain, distilled
        case quantFormat = "quant_format"
        case quantBits = "quant_bits"
        case quantLabel = "quant_label"
        case tuning, artifact, context, version
    }

    /// Every key is written; what is not known is null.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        let quantization = variant.quantization?.value
        try container.encode(name, forKey: .name)
        try container.encode(variant.family?.value, forKey: .family)
        try container.encode(variant.parameters?.value, forKey: .parameters)
        try container.encode(variant.activeParameters?.value, forKey: .activeParameters)
        try container.encode(variant.sizeTier?.value, forKey: .sizeTier)
        try container.encode(variant.casing?.value, forKey: .casing)
        try container.encode(variant.languages?.value, forKey: .languages)
        try container.encode(variant.domain?.value, forKey: .domain)
        try container.encode(variant.isDistilled?.value, forKey: .distilled)
        try container.encode(quantization?.format, forKey: .quantFormat)
        try container.encode(quantization?.bits, forKey: .quantBits)
        try container.encode(quantization?.label, forKey: .quantLabel)
        try container.encode(variant.tuning?.value, forKey: .tuning)
        try container.encode(variant.artifact?.value, forKey: .artifact)
        try container.encode(variant.contextLength?.value, forKey: .context)
        try container.encode(variant.version?.value, forKey: .version)
    }
}
