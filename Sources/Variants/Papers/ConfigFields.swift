internal import JSONReading

/// Fields of a `config.json`, looked up in the part that writes text and then in the whole.
struct ConfigFields {
    let root: JSONValue
    /// `text_config` and its kin: the language model inside a model that also sees or hears.
    let nested: JSONValue?

    init(_ root: JSONValue) {
        self.root = root
        let thinker = root["thinker_config"]
        nested =
            [
                root["text_config"], root["llm_config"], root["language_config"], thinker?["text_config"], root["text_model_config"],
                root["decoder"],
            ]
            .lazy.compactMap { $0 }.first { $0.kind == .object }
    }

    func value(_ key: String) -> JSONValue? {
        if let found = nested?[key], !found.isNull { return found }
        guard let found = root[key], !found.isNull else { return nil }
        return found
    }

    /// The first of these keys that holds a sensible count, at least 1.
    func count(_ keys: String...) -> Int64? {
        for key in keys {
            if let found = value(key).flatMap(Self.count) { return found }
        }
        return nil
    }

    /// A whole number from 1 to `largestCount`, also as a string of digits.
    static func count(_ value: JSONValue) -> Int64? {
        let number = value.int64 ?? value.shortText.flatMap { Int64($0) }
        guard let number, number >= 1, number <= ConfigFacts.largestCount else { return nil }
        return number
    }

    /// The positions a model was made for. `rope_scaling` of the kinds `linear`, `dynamic` and `yarn` multiplies what the model had
    /// before; the kinds `llama3` and `longrope` are already in `max_position_embeddings`.
    func contextLength(modelType: String?) -> Int64? {
        let stated = count(
            "max_position_embeddings", "n_positions", "n_ctx", "max_sequence_length", "seq_length", "max_seq_len", "model_max_length")
        guard var length = stated else { return nil }
        // Positions start behind the padding's number: of 514 there are 512.
        if let modelType, ["roberta", "xlm-roberta", "camembert", "longformer", "xlm-roberta-xl", "mpnet"].contains(modelType), length > 2,
            (length - 2).nonzeroBitCount == 1
        {
            length -= 2
        }
        for key in ["rope_scaling", "rope_parameters"] {
            guard let scaling = value(key), scaling.kind == .object, let factor = scaling["factor"]?.double, factor > 1, factor <= 4_096,
                let kind = (scaling["rope_type"] ?? scaling["type"])?.shortText, ["linear", "dynamic", "yarn"].contains(kind)
            else { continue }
            let original = scaling["original_max_position_embeddings"].flatMap(Self.count) ?? length
            guard original <= 1 << 30 else { continue }
            length = max(length, Int64((Double(original) * factor).rounded()))
        }
        return length
    }
}

/// The `quantization_config` of a model, and MLX's `quantization`.
enum ConfigQuantization {
    static func read(_ root: JSONValue) -> Quantization? {
        if let config = root["quantization_config"], config.kind == .object, let found = method(config) { return found }
        guard let mlx = root["quantization"], mlx.kind == .object, let bits = bits(mlx["bits"]) else { return nil }
        return Quantization(format: "mlx", bits: bits)
    }

    private static func method(_ config: JSONValue) -> Quantization? {
        let method = config["quant_method"]?.shortText?.lowercased()
        let algorithm = config["quant_algo"]?.shortText?.lowercased()
        let format = name(method, algorithm)
        if config["load_in_4bit"]?.bool == true {
            return Quantization(format: "bnb", bits: 4, label: config["bnb_4bit_quant_type"]?.shortText)
        }
        if config["load_in_8bit"]?.bool == true { return Quantization(format: "bnb", bits: 8) }
        let stated = bits(config["bits"]) ?? bits(config["w_bit"]) ?? bits(config["nbits"]) ?? groupBits(config)
        if format == nil, let bits = stated, config["group_size"] != nil { return Quantization(format: "mlx", bits: bits) }
        guard let format else { return nil }
        return Quantization(format: format, bits: stated ?? QuantizationFormat(rawValue: format)?.bits)
    }

    private static func name(_ method: String?, _ algorithm: String?) -> String? {
        switch method {
        case "bitsandbytes", "bitsandbytes_4bit", "bitsandbytes_8bit": "bnb"
        case "fbgemm_fp8", "fp8", "finegrained_fp8": "fp8"
        case "compressed-tensors", "sparseml": "compressed-tensors"
        case "auto-round", "intel/auto-round": "autoround"
        case "modelopt", nil: algorithm.map { $0.contains("nvfp4") ? "nvfp4" : $0.contains("fp8") ? "fp8" : $0 }
        case "exl2", "exl3", "gptq", "awq", "hqq", "aqlm", "vptq", "eetq", "quanto", "torchao", "mxfp4", "quip", "higgs", "spqr", "bitnet":
            method
        case .some(let other): other.utf8.count <= 32 ? other : nil
        }
    }

    /// compressed-tensors keeps bits in `config_groups.group_0.weights.num_bits`.
    private static func groupBits(_ config: JSONValue) -> Int? {
        guard let groups = config["config_groups"]?.object else { return nil }
        for (_, group) in groups.prefix(8) {
            if let found = bits(group["weights"]?["num_bits"]) { return found }
        }
        return nil
    }

    private static func bits(_ value: JSONValue?) -> Int? {
        guard let count = value.flatMap(ConfigFields.count), count <= 32 else { return nil }
        return Int(count)
    }
}
