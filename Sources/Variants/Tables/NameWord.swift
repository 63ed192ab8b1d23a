/// What a word means wherever it stands in a model's name.
enum NameWord: Sendable {
    case tier(SizeTier)
    case casing(Casing)
    /// A language by its name, or by a code that means little else.
    case language(String)
    /// A code of two letters that also means other things: only believed among languages or after an encoder's name.
    case languageCode(String)
    case domain(String)
    case tuning(Tuning)
    case format(QuantizationFormat)
    /// An element type: the label of unquantized weights, or of what a quantization was made from.
    case precision
    case artifact(Artifact)
    /// `beta`, `preview`.
    case release
    /// The generation of somebody else's model that this one stands on, as `L3.1` is Llama 3.1: no family of its own.
    case foundation
    /// What a model is for, as `embedding`: part of many names, and none by itself.
    case task
    /// A method or a state, as `uncensored`: whatever it is, no part of a family's name.
    case method
    /// A part of repository names that says nothing: `hf`, `model`.
    case filler
    /// `base`: a size, or what was not tuned yet.
    case base
    /// `it`: instruction-tuned, or Italian.
    case it
    /// `pt`: pre-trained, or Portuguese.
    case pt
    /// `ov`: OpenVINO, or OneVision.
    case ov
}

/// How weights are packed, in the words of the hubs.
enum QuantizationFormat: String, Sendable {
    case gguf, ggml, gptq, awq, exl2, exl3, mlx, bnb, fp8, fp4, nvfp4, mxfp4, mxfp8, hqq, aqlm, vptq, eetq, quanto, torchao
    case quip, autoround, openvino, onnx, coreml, litert, tflite, tensorrt
    case compressedTensors = "compressed-tensors"

    /// Which of several formats in one name is the last step: `FP8-Q4_K_M-GGUF` is a GGUF made of FP8. Higher wins.
    var finality: Int {
        switch self {
        case .gguf, .ggml: 9
        case .litert, .tflite, .openvino, .onnx, .coreml, .tensorrt: 8
        case .exl2, .exl3, .mlx: 7
        case .gptq, .awq, .hqq, .aqlm, .vptq, .quip, .eetq, .quanto, .bnb: 6
        case .torchao, .compressedTensors: 5
        case .autoround: 4
        case .fp8, .fp4, .nvfp4, .mxfp4, .mxfp8: 3
        }
    }

    /// Bits that the format itself fixes. AWQ's kernels know 4 only; GPTQ has 2, 3, 4 and 8.
    var bits: Int? {
        switch self {
        case .fp8, .mxfp8, .eetq: 8
        case .awq, .fp4, .nvfp4, .mxfp4: 4
        default: nil
        }
    }
}
