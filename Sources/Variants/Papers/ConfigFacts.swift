public import JSONReading

/// What a model's `config.json` says that decides its facets and its need of memory. Fields that make no sense (negative, absurd, of
/// the wrong type) are read as not said.
public struct ConfigFacts: Hashable, Sendable, Codable {
    /// `llama`, `bert`: lower case.
    public var modelType: String?
    public var architectures: [String]
    /// Tokens, with what `rope_scaling` adds.
    public var contextLength: Int64?
    public var vocabularySize: Int64?
    public var hiddenSize: Int64?
    public var layers: Int64?
    public var attentionHeads: Int64?
    /// Equal to the attention heads where the file does not say.
    public var keyValueHeads: Int64?
    /// Elements of a head, stated or hidden size by heads.
    public var headLength: Int64?
    /// Elements of a head's value, where they differ from the key's.
    public var valueLength: Int64?
    /// Elements a token keeps in a layer in place of keys and values: multi-head latent attention (`kv_lora_rank` and the rotary part).
    public var latentLength: Int64?
    /// Tokens some or all layers look back; nil: all see everything.
    public var slidingWindow: Int64?
    public var experts: Int64?
    public var expertsPerToken: Int64?
    /// Width of an expert's feed-forward layer.
    public var expertWidth: Int64?
    /// `bf16`, `f16`, `f32`: as tensors are named in headers.
    public var elementType: String?
    public var quantization: Quantization?

    public init() { architectures = [] }
}

extension ConfigFacts {
    /// Largest `config.json` that is read; the largest seen, with thousands of labels, have less than a tenth.
    public static let maximumSize = 4 << 20
    /// Levels of nesting; real files have six.
    static let maximumDepth = 32
    /// No model has more of anything that a configuration counts, except vocabularies and contexts, which fit as well.
    static let largestCount: Int64 = 1 << 40

    /// Reads the text of a `config.json`; numbers too large for JSON readers are mended first.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        let document = try JSONDocument(repairing: bytes, limits: .init(size: Self.maximumSize, depth: Self.maximumDepth))
        self.init(document.root)
    }

    /// Reads a parsed `config.json`. Of models that see and hear, the part that writes text counts.
    public init(_ root: JSONValue) {
        self.init()
        let fields = ConfigFields(root)
        modelType = root["model_type"]?.shortText?.lowercased()
        if let names = root["architectures"]?.array { architectures = names.prefix(4).compactMap(\.shortText) }
        vocabularySize = fields.count("vocab_size", "n_vocab", "padded_vocab_size")
        hiddenSize = fields.count("hidden_size", "n_embd", "d_model", "dim")
        layers = fields.count("num_hidden_layers", "n_layer", "num_layers", "n_layers", "decoder_layers")
        attentionHeads = fields.count("num_attention_heads", "n_head", "num_heads", "n_heads", "decoder_attention_heads")
        readAttention(fields)
        contextLength = fields.contextLength(modelType: modelType)
        experts = fields.count("num_local_experts", "n_routed_experts", "num_experts", "moe_num_experts")
        expertsPerToken = fields.count("num_experts_per_tok", "num_experts_per_token", "moe_topk", "num_selected_experts", "moe_k")
        expertWidth = fields.count("moe_intermediate_size", "intermediate_size", "ffn_hidden_size")
        elementType = (fields.value("torch_dtype") ?? fields.value("dtype"))?.shortText.flatMap(Self.elementType(named:))
        quantization = ConfigQuantization.read(root) ?? fields.nested.flatMap(ConfigQuantization.read)
    }

    private mutating func readAttention(_ fields: ConfigFields) {
        let multiQuery = fields.value("multi_query")?.bool == true && fields.value("new_decoder_architecture")?.bool != true
        keyValueHeads =
            fields.count("num_key_value_heads", "n_head_kv", "num_kv_heads", "n_kv_heads", "multi_query_group_num")
            ?? (multiQuery ? 1 : attentionHeads)
        if let stated = fields.count("head_dim", "kv_channels", "d_kv", "attention_head_dim") {
            headLength = stated
        } else if let hiddenSize, let attentionHeads {
            headLength = hiddenSize / attentionHeads > 0 ? hiddenSize / attentionHeads : nil
        }
        if let rank = fields.count("kv_lora_rank") {
            latentLength = rank + (fields.count("qk_rope_head_dim") ?? 0)
        }
        if let plain = fields.count("qk_nope_head_dim"), let rotary = fields.count("qk_rope_head_dim") { headLength = plain + rotary }
        valueLength = fields.count("v_head_dim")
        if fields.value("use_sliding_window")?.bool != false { slidingWindow = fields.count("sliding_window") }
    }

    /// `torch.bfloat16`, `float16`.
    static func elementType(named text: String) -> String? {
        switch text.lowercased().split(separator: ".").last ?? "" {
        case "bfloat16", "bf16": "bf16"
        case "float16", "half", "fp16", "f16": "f16"
        case "float32", "float", "fp32", "f32": "f32"
        case "float64", "double": "f64"
        case "float8_e4m3fn": "f8_e4m3"
        default: nil
        }
    }

    /// What decides a key-value cache; nil where a part is missing.
    public var attention: AttentionShape? {
        guard let layers, let keyValueHeads, let headLength else { return nil }
        return AttentionShape(layers: layers, keyValueHeads: keyValueHeads, keyLength: headLength, valueLength: valueLength ?? headLength)
    }
}

extension JSONValue {
    /// A string of at most 200 bytes: no type, method or dtype is longer.
    var shortText: String? {
        guard let length = withUTF8({ $0.count }), length <= 200 else { return nil }
        return string
    }
}
