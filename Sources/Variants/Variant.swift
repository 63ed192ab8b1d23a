/// How a model differs from its kin: what an engineer picks it by. nil and empty: not known.
///
/// The words are those of the hubs' users: `instruct`, `Q4_K_M`, `uncased`.
public struct Variant: Hashable, Sendable, Codable {
    /// `llama-3.2`, `qwen2.5-coder`, `bert`: lower case, with the generation where the name has one.
    public var family: Sourced<String>?
    /// Weights in all, of every expert.
    public var parameters: Sourced<Int64>?
    /// Weights that take part in one token, where that is fewer: mixtures of experts.
    public var activeParameters: Sourced<Int64>?
    public var sizeTier: Sourced<SizeTier>?
    public var casing: Sourced<Casing>?
    /// BCP-47 tags in lower-case language form (`en`, `zh-hant`), or `multilingual`.
    public var languages: Sourced<[String]>?
    public var domain: Sourced<String>?
    public var isDistilled: Sourced<Bool>?
    public var quantization: Sourced<Quantization>?
    public var tuning: Sourced<Tuning>?
    public var artifact: Sourced<Artifact>?
    /// Tokens the model was made to read at once.
    public var contextLength: Sourced<Int64>?
    /// The release within a family, as written: `2407`, `v0.3`.
    public var version: Sourced<String>?

    public init() {}
}

/// A value and the paper it was read from.
public struct Sourced<Value: Hashable & Sendable & Codable>: Hashable, Sendable, Codable {
    public let value: Value
    public let source: VariantSource

    public init(_ value: Value, from source: VariantSource) {
        self.value = value
        self.source = source
    }
}

/// Where a facet was read.
public enum VariantSource: String, Hashable, Sendable, Codable, CaseIterable {
    /// The header of the weights themselves.
    case header
    /// `config.json` and its kin.
    case config
    /// A field of the hub's listing.
    case listing
    /// Names and sizes of files.
    case files
    /// Front matter of the card.
    case card
    case tag
    /// The model's id.
    case name
}

/// A size in words: relative to the family, not to the world. `xlarge` is `xl`.
public enum SizeTier: String, Hashable, Sendable, Codable, CaseIterable {
    case nano, micro, xs, tiny, mini, small, medium, base, large, xl, xxl, huge, giant
}

/// Whether a tokenizer keeps capitals.
public enum Casing: String, Hashable, Sendable, Codable, CaseIterable {
    case cased, uncased
}

/// How weights are packed.
public struct Quantization: Hashable, Sendable, Codable {
    /// `gguf`, `gptq`, `awq`, `mlx`, `bnb`, `fp8`, …: the format or method, lower case.
    public var format: String?
    /// Nominal bits a weight.
    public var bits: Int?
    /// As its makers write it: `Q4_K_M`, `IQ3_XXS`, `int4`.
    public var label: String?

    public init(format: String? = nil, bits: Int? = nil, label: String? = nil) {
        self.format = format
        self.bits = bits
        self.label = label
    }
}

/// What a model was trained to after its pre-training.
public enum Tuning: String, Hashable, Sendable, Codable, CaseIterable {
    case base, instruct, chat, reasoning, finetuned, sft, orpo, kto, dpo, grpo
}

/// What the repository holds.
public enum Artifact: String, Hashable, Sendable, Codable, CaseIterable {
    case full, adapter, merge
}
