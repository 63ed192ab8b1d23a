import Licensing
import Vocabulary

extension PaperFile {
    private static let weightEndings = [
        ".safetensors", ".bin", ".pt", ".pth", ".ckpt", ".gguf", ".ggml", ".onnx", ".onnx_data", ".h5", ".keras", ".msgpack", ".pb",
        ".tflite", ".npz", ".pkl", ".pickle", ".joblib", ".mlmodel", ".nemo", ".llamafile", ".jit", ".ot",
    ]

    var isWeights: Bool {
        let name = path.name.lowercased()
        return Self.weightEndings.contains { name.hasSuffix($0) } || name.contains(".data-0")
    }

    /// README and configuration: where a new version says that it is one.
    var announces: Bool {
        let name = path.name.lowercased()
        return name.hasPrefix("readme") || name == "params.json" || name == "model_index.json" || name == "version"
            || [".json", ".yaml", ".yml"].contains { name.hasSuffix("config\($0)") || name.hasSuffix("configuration\($0)") }
    }

    var isLicense: Bool { LicenseFileName(path: path.description) != nil }
}
