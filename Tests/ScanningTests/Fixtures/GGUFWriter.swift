/// Writes GGUF files of any version and byte order, and such as break the rules.
struct GGUFWriter {
    var version: UInt32 = 3
    var isBigEndian = false
    private(set) var keys: [[UInt8]] = []
    private(set) var tensors: [[UInt8]] = []
    /// Instead of the true ones.
    var announcedKeys: UInt64?
    var announcedTensors: UInt64?
    var dataSize = 4_096

    init(version: UInt32 = 3, isBigEndian: Bool = false) {
        self.version = version
        self.isBigEndian = isBigEndian
    }

    func number(_ value: some FixedWidthInteger) -> [UInt8] {
        var out: [UInt8] = []
        if isBigEndian { out.big(value) } else { out.little(value) }
        return out
    }

    func length(_ value: UInt64) -> [UInt8] { version == 1 ? number(UInt32(truncatingIfNeeded: value)) : number(value) }
    func string(_ text: String) -> [UInt8] { length(UInt64(text.utf8.count)) + Array(text.utf8) }

    mutating func raw(_ key: String, type: UInt32, _ value: [UInt8]) { keys.append(string(key) + number(type) + value) }
    mutating func text(_ key: String, _ value: String) { raw(key, type: 8, string(value)) }
    mutating func integer(_ key: String, _ value: UInt32) { raw(key, type: 4, number(value)) }
    mutating func integers(_ key: String, _ values: [Int32]) {
        raw(key, type: 9, number(UInt32(5)) + length(UInt64(values.count)) + values.flatMap { number($0) })
    }
    mutating func texts(_ key: String, _ values: [String]) {
        raw(key, type: 9, number(UInt32(8)) + length(UInt64(values.count)) + values.flatMap { string($0) })
    }
    mutating func tensor(_ name: String, _ shape: [UInt64], type: UInt32, offset: UInt64) {
        tensors.append(string(name) + number(UInt32(shape.count)) + shape.flatMap { length($0) } + number(type) + number(offset))
    }

    var file: [UInt8] {
        var out = Array("GGUF".utf8) + number(version)
        out += length(announcedTensors ?? UInt64(tensors.count)) + length(announcedKeys ?? UInt64(keys.count))
        out += keys.flatMap { $0 } + tensors.flatMap { $0 }
        out += [UInt8](repeating: 0, count: (32 - out.count % 32) % 32 + dataSize)
        return out
    }

    /// A small model with all that facts are read from.
    static func plain(version: UInt32 = 3, isBigEndian: Bool = false, template: String = "{{ messages[0]['content'] }}") -> GGUFWriter {
        var writer = GGUFWriter(version: version, isBigEndian: isBigEndian)
        writer.text("general.architecture", "llama")
        writer.text("general.name", "Little Llama")
        writer.text("general.size_label", "1K")
        writer.text("general.license", "mit")
        writer.integer("general.file_type", 15)
        writer.integer("general.base_model.count", 1)
        writer.text("general.base_model.0.name", "Big Llama")
        writer.text("general.base_model.0.repo_url", "https://huggingface.co/acme/big-llama")
        writer.integer("llama.context_length", 8_192)
        writer.integer("llama.block_count", 2)
        writer.integer("llama.embedding_length", 64)
        writer.integer("llama.attention.head_count", 4)
        writer.integers("llama.attention.head_count_kv", [1, 2])
        writer.texts("tokenizer.ggml.tokens", (0..<5_000).map { "t\($0)" })
        writer.text("tokenizer.chat_template", template)
        writer.tensor("blk.0.weight", [256, 2], type: 12, offset: 0)
        writer.tensor("norm.weight", [64], type: 0, offset: 288)
        return writer
    }
}
