/// What the path of a weight file says.
struct WeightFileName {
    var format: WeightFormat
    var label: String?
    var role: WeightRole
    var shard: FileVariant.Shard?
    var stem: String

    init?(_ path: String) {
        // Most files of a repository are none: they are told apart before anything is copied.
        guard Self.mayBeWeights(path) else { return nil }
        let lower = path.lowercased()
        let parts = lower.split(separator: "/", omittingEmptySubsequences: true)
        guard let file = parts.last, let (format, base) = Self.format(String(file), lower) else { return nil }
        self.format = format
        let (body, shard) = Self.withoutShard(base)
        self.shard = shard
        let folders = parts.dropLast()
        role = Self.role(file: String(file), folders: folders, format: format)
        label = GGUFLabel.last(in: base, isGGUF: format == .gguf)
        if label == nil, format == .gguf, let folder = folders.last { label = GGUFLabel.last(in: String(folder), isGGUF: true) }
        if label == nil, format != .gguf { label = Self.plainLabel(path, base: body) }
        stem = (folders.map(String.init) + [body]).joined(separator: "/")
    }

    /// Whether the path ends in an extension that weights have, letter case ignored. Works on bytes, for a crawl asks it of every file.
    private static func mayBeWeights(_ path: String) -> Bool {
        var path = path
        return path.withUTF8 { bytes in
            guard let dot = bytes.lastIndex(of: UInt8(ascii: ".")) else { return false }
            var key: UInt64 = 0
            for unit in bytes[(dot + 1)...].prefix(8) { key = key << 8 | UInt64((0x41...0x5A).contains(unit) ? unit | 0x20 : unit) }
            return extensions.contains(key)
        }
    }

    /// Up to eight letters of each extension as one number; `variables.data-00000-of-00001` has its own.
    private static let extensions: Set<UInt64> = Set(
        [
            "safetensors", "gguf", "onnx", "onnx_data", "data", "pt", "pth", "ckpt", "tflite", "keras", "h5", "msgpack", "mlmodel", "npz",
            "npy", "bin", "pb", "data-00000",
        ].map { $0.utf8.prefix(8).reduce(0) { $0 << 8 | UInt64($1) } })

    /// The container by extension, and the name without it; nil for files that hold no tensors.
    private static func format(_ file: String, _ path: String) -> (WeightFormat, String)? {
        for (ending, format) in endings where file.hasSuffix(ending) && file.utf8.count > ending.utf8.count {
            return (format, String(file.dropLast(ending.count)))
        }
        if path.has(".mlpackage/"), file == "weight.bin" { return (.coreml, "weight") }
        if file.hasSuffix(".bin") {
            let name = String(file.dropLast(4))
            if name.hasPrefix("openvino_") { return (.openvino, name) }
            // `.bin` is anything; PyTorch's have these names.
            guard torchNames.contains(where: { name.hasPrefix($0) }) else { return nil }
            return (.pytorch, name)
        }
        if file == "saved_model.pb" { return (.tensorflow, "saved_model") }
        // `variables.data-00000-of-00001`: the extension is in the middle.
        return file.hasPrefix("variables.data-") ? (.tensorflow, "variables-" + file.dropFirst(15)) : nil
    }

    private static let endings: [(String, WeightFormat)] = [
        (".safetensors", .safetensors), (".gguf", .gguf), (".onnx", .onnx), (".onnx_data", .onnx), (".onnx.data", .onnx), (".pt", .pytorch),
        (".pth", .pytorch), (".ckpt", .pytorch), (".tflite", .tflite), (".keras", .keras), (".h5", .tensorflow), (".msgpack", .flax),
        (".mlmodel", .coreml), (".npz", .numpy), (".npy", .numpy),
    ]

    private static let torchNames = [
        "pytorch_model", "adapter_model", "diffusion_pytorch_model", "model", "consolidated", "optimizer", "training_args", "scheduler",
        "pytorch_lora_weights", "learned_embeds", "mp_rank", "scaler", "random_states", "ip-adapter", "t2i",
    ]

    private static func role(file: String, folders: ArraySlice<Substring>, format: WeightFormat) -> WeightRole {
        if file.hasPrefix("optimizer") || file.has("optim_states") { return .optimizer }
        for start in ["scheduler", "rng_state", "training_args", "scaler", "random_states", "trainer_state"] where file.hasPrefix(start) {
            return .trainingState
        }
        if file.has("model_states") { return .trainingState }
        if file.has("imatrix"), format == .gguf, !file.has("-q"), !file.has(".q"), !file.has("iq") {
            return .importanceMatrix
        }
        if file.has("mmproj") { return .projector }
        if file.hasPrefix("adapter_model") || file.has("lora") || file.has("ip-adapter") || file.hasPrefix("learned_embeds") {
            return .adapter
        }
        guard let folder = folders.last else { return .weights }
        return components.contains(String(folder)) || isModule(folder) ? .component : .weights
    }

    static let components: Set<String> = [
        "vae", "vae_1_0", "unet", "transformer", "transformer_2", "text_encoder", "text_encoder_2", "text_encoder_3", "text_encoder_4",
        "image_encoder", "safety_checker", "prior", "prior_prior", "decoder", "controlnet", "vqvae", "vqgan", "movq", "vocoder",
        "connectors",
        "vision_language_encoder", "super_res_first", "super_res_last", "image_normalizer",
    ]

    /// sentence-transformers numbers its modules: `2_Dense`.
    static func isModule(_ folder: Substring) -> Bool {
        let parts = folder.split(separator: "_", maxSplits: 1)
        return parts.count == 2 && parts[0].utf8.allSatisfy(NameText.isDigit)
    }

    /// Takes `-00001-of-00005` off the end, and the number of `consolidated.00`.
    private static func withoutShard(_ base: String) -> (String, FileVariant.Shard?) {
        let bytes = Array(base.utf8)
        var end = bytes.count
        guard let total = number(bytes, &end), end >= 4, bytes[end - 1] == 0x2D, bytes[end - 2] == 0x66, bytes[end - 3] == 0x6F,
            bytes[end - 4] == 0x2D
        else { return consolidated(bytes, base) }
        end -= 4
        guard let index = number(bytes, &end), index <= total, total >= 1 else { return (base, nil) }
        while end > 0, bytes[end - 1] == 0x2D || bytes[end - 1] == 0x5F || bytes[end - 1] == 0x2E { end -= 1 }
        return (String(decoding: bytes[..<end], as: UTF8.self), .init(index: index, total: total))
    }

    private static func consolidated(_ bytes: [UInt8], _ base: String) -> (String, FileVariant.Shard?) {
        guard base.hasPrefix("consolidated.") else { return (base, nil) }
        var end = bytes.count
        guard let index = number(bytes, &end), end == 13 else { return (base, nil) }
        return ("consolidated", .init(index: index, total: 0))
    }

    /// The digits that end at `end`, at most nine; moves `end` before them.
    private static func number(_ bytes: [UInt8], _ end: inout Int) -> Int? {
        var start = end
        while start > 0, NameText.isDigit(bytes[start - 1]) { start -= 1 }
        guard start < end, end - start <= 9 else { return nil }
        let value = bytes[start..<end].reduce(0) { $0 * 10 + Int($1 - 0x30) }
        end = start
        return value
    }

    /// `diffusion_pytorch_model.fp16`, `model.int8`, `model_q4f16`, `model_quantized`: what follows the usual name.
    private static func plainLabel(_ path: String, base: String) -> String? {
        let marks: [Substring] = base.split { $0 == "." || $0 == "_" || $0 == "-" }
        for mark in marks.reversed() where labels.contains(String(mark)) { return String(mark) }
        return nil
    }

    private static let labels: Set<String> = [
        "fp16", "bf16", "fp32", "f16", "f32", "fp8", "int8", "uint8", "int4", "uint4", "q4", "q8", "q4f16", "bnb4", "quantized", "nf4",
        "qint8",
        "qint4", "quint8", "half", "q2", "q2f16", "q1",
    ]
}

extension String {
    /// Whether these bytes are somewhere in it. (The library's own search makes a table for each call, which was half of a crawl.)
    fileprivate func has(_ needle: StaticString) -> Bool {
        var text = self
        return text.withUTF8 { bytes in
            needle.withUTF8Buffer { needle in
                guard bytes.count >= needle.count, let first = needle.first else { return false }
                for start in 0...(bytes.count - needle.count) where bytes[start] == first {
                    if UnsafeBufferPointer(rebasing: bytes[start..<start + needle.count]).elementsEqual(needle) { return true }
                }
                return false
            }
        }
    }
}
