/// What the headers of a model's weights say, whatever the format: read by `Scanning`, used here for facets and memory.
public struct WeightFacts: Hashable, Sendable, Codable {
    public var format: WeightFormat
    /// By element type as the format writes it in lower case: `bf16`, `f32`, `q4_k`, `i8`.
    public var tensors: [String: TensorTotal]
    /// `llama`, `qwen2`: where the header names it.
    public var architecture: String?
    public var attention: AttentionShape?
    public var contextLength: Int64?
    /// `Q4_K_M` and the like, where the header states it.
    public var quantizationLabel: String?
    /// The name, size label, licence and base models that the header itself claims (GGUF's `general.*`, safetensors' `__metadata__`).
    public var name: String?
    public var sizeLabel: String?
    public var license: String?
    public var baseModels: [String]
    /// Whether all parts of the weights were counted; a single shard of many is not the whole.
    public var isWhole: Bool

    public init(format: WeightFormat, tensors: [String: TensorTotal] = [:], isWhole: Bool = true) {
        self.format = format
        self.tensors = tensors
        self.baseModels = []
        self.isWhole = isWhole
    }
}

/// Elements and bytes of all tensors of one element type.
public struct TensorTotal: Hashable, Sendable, Codable {
    public var elements: Int64
    public var bytes: Int64

    public init(elements: Int64, bytes: Int64) {
        self.elements = elements
        self.bytes = bytes
    }
}

/// What decides the size of a key-value cache.
public struct AttentionShape: Hashable, Sendable, Codable {
    public var layers: Int64
    public var keyValueHeads: Int64
    /// Elements a head keeps for keys and for values.
    public var keyLength: Int64
    public var valueLength: Int64

    public init(layers: Int64, keyValueHeads: Int64, keyLength: Int64, valueLength: Int64) {
        self.layers = layers
        self.keyValueHeads = keyValueHeads
        self.keyLength = keyLength
        self.valueLength = valueLength
    }
}

/// The container that weights come in.
public enum WeightFormat: String, Hashable, Sendable, Codable, CaseIterable {
    case safetensors, gguf, onnx, pytorch, tflite, tensorflow, keras, flax, openvino, coreml, numpy
}
