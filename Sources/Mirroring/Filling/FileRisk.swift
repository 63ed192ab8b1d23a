internal import Vocabulary

/// Which files may be given out before they were looked at as a whole, by their names: those whose readers only read. Everything else waits
/// for the verdict: pickles and what hides them (`.bin`, `.pt`, `.pkl`, `.npy`, archives), formats with code in them (`.h5`, `.keras`),
/// programs, and whatever has a name that nobody knows.
enum FileRisk {
    private static let plain: Set<String> = [
        "safetensors", "gguf", "ggml", "onnx", "onnx_data", "tflite", "spm", "model", "json", "jsonl", "txt", "md", "csv", "tsv", "yaml",
        "yml", "toml", "png", "jpg", "jpeg", "gif", "webp", "svg", "wav", "flac", "mp3", "mp4", "pdf", "parquet", "arrow",
    ]

    static func mustWait(_ path: RepoPath) -> Bool {
        let name = path.description.lowercased()
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return true }
        return !plain.contains(String(name[name.utf8.index(after: dot)...]))
    }
}
