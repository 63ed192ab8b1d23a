/// What is known of a model when its need of memory is asked for.
public struct MemoryQuestion: Hashable, Sendable {
    public var header: WeightFacts?
    public var config: ConfigFacts?
    public var variant: Variant?
    /// The download in question.
    public var set: WeightSet?
    /// Tokens the cache is to hold; no more than the model's context is reckoned.
    public var tokens: Int64
    /// Bytes of one element of the cache: 2, or 1 where it is quantized to 8 bits.
    public var cacheElementBytes: Int64

    /// What most people ask of a model on their own machine.
    public static let usualTokens: Int64 = 8_192

    public init(
        header: WeightFacts? = nil, config: ConfigFacts? = nil, variant: Variant? = nil, set: WeightSet? = nil,
        tokens: Int64 = MemoryQuestion.usualTokens, cacheElementBytes: Int64 = 2
    ) {
        self.header = header
        self.config = config
        self.variant = variant
        self.set = set
        self.tokens = tokens
        self.cacheElementBytes = cacheElementBytes
    }

    /// nil where nothing tells the size of the weights.
    public var answer: MemoryNeed? {
        guard let (weights, certainty) = weights else { return nil }
        let tokens = max(
            0, min(self.tokens, variant?.contextLength?.value ?? config?.contextLength ?? header?.contextLength ?? self.tokens))
        let cache = cachePerToken.map { Int64.saturatingProduct($0, tokens) }
        return MemoryNeed(weights: weights, cache: cache, tokens: tokens, certainty: certainty)
    }

    /// Header, then files of the set, then weights by bits. Files come before a reckoning: they are the weights, but for a header of
    /// some kilobytes.
    private var weights: (Int64, MemoryNeed.Certainty)? {
        if let header, header.isWhole, let bytes = header.tensorBytes, bytes > 0 { return (bytes, .measured) }
        if let set, set.isWhole, let bytes = set.bytes, bytes > 0 { return (bytes, .measured) }
        guard let parameters = variant?.parameters, parameters.value > 0 else { return nil }
        let quantization = variant?.quantization?.value
        let stated =
            set?.bitsPerWeight ?? quantization.flatMap { QuantizationBits.perWeight($0) }
            ?? (quantization?.format == nil ? config?.elementType.flatMap(QuantizationBits.element) : nil)
        // Nearly all unquantized models are published in 16 bits.
        let bits = stated ?? (quantization?.format == nil ? 16 : nil)
        guard let bits else { return nil }
        let bytes = Double(parameters.value) * bits / 8
        let isExact = stated != nil && parameters.source != .name
        return bytes < 9e18 ? (Int64(bytes), isExact ? .computed : .estimated) : nil
    }

    /// Bytes that each token adds to the cache of keys and values; 0 for encoders, which keep none, nil: not known.
    ///
    /// layers × key-value heads × (key + value elements) × bytes an element. Of multi-head latent attention the latent vector is kept,
    /// as the engines that serve such models do. Layers with a sliding window or without attention are reckoned as if they saw
    /// everything: too much rather than too little.
    public var cachePerToken: Int64? {
        guard (1...8).contains(cacheElementBytes) else { return nil }
        if let config, config.isEncoder { return 0 }
        if let config, let layers = config.layers, let latent = config.latentLength {
            return [layers, latent, cacheElementBytes].reduce(1, Int64.saturatingProduct)
        }
        guard let shape = header?.attention ?? config?.attention, shape.layers > 0, shape.keyValueHeads > 0, shape.keyLength >= 0,
            shape.valueLength >= 0
        else { return nil }
        let elements = Int64.saturatingSum(shape.keyLength, shape.valueLength)
        return [shape.layers, shape.keyValueHeads, elements, cacheElementBytes].reduce(1, Int64.saturatingProduct)
    }
}

extension ConfigFacts {
    /// Whether the model reads all at once and keeps no cache.
    var isEncoder: Bool {
        guard let modelType else { return false }
        return Self.encoders.contains(modelType)
    }

    private static let encoders: Set<String> = [
        "bert", "roberta", "xlm-roberta", "xlm-roberta-xl", "distilbert", "albert", "electra", "deberta", "deberta-v2", "mpnet",
        "modernbert",
        "camembert", "flaubert", "convbert", "longformer", "big_bird", "funnel", "nomic_bert", "new", "gte", "xlm", "mobilebert",
        "squeezebert",
        "layoutlm", "layoutlmv2", "layoutlmv3", "clip", "siglip", "siglip2", "vit", "deit", "beit", "swin", "swinv2", "dinov2", "convnext",
        "resnet", "segformer", "detr", "yolos", "owlvit", "sam", "wav2vec2", "hubert", "wavlm", "esm", "ernie", "nystromformer", "eurobert",
    ]
}
