internal import Variants

extension GGUFHeader {
    var facts: WeightFacts {
        var facts = WeightFacts(format: .gguf, tensors: tally.totals, isWhole: (integer("split.count") ?? 0) <= 1)
        let architecture = text("general.architecture")
        facts.architecture = architecture
        facts.name = text("general.name") ?? text("general.basename")
        facts.sizeLabel = text("general.size_label")
        facts.license = text("general.license")
        facts.quantizationLabel = integer("general.file_type").flatMap { GGMLType.fileTypes[$0 & ~Self.guessed] }
        facts.baseModels = baseModels
        if let architecture {
            facts.contextLength = positive("\(architecture).context_length")
            facts.attention = attention(architecture)
        }
        return facts
    }

    /// llama.cpp sets this bit where it guessed the type from the first tensors.
    private static let guessed: Int64 = 1 << 10

    /// Texts that a client runs as Jinja: `tokenizer.chat_template`, and more of them under names of their own.
    var chatTemplates: [(key: String, text: String)] {
        values.keys.filter { $0.hasPrefix("tokenizer.chat_template") }.sorted().compactMap { key in text(key).map { (key, $0) } }
    }

    /// Whether a template was too long to be kept.
    var hasLongTemplate: Bool { values.contains { $0.key.hasPrefix("tokenizer.chat_template") && $0.value == .skipped } }

    private func attention(_ architecture: String) -> AttentionShape? {
        guard let layers = positive("\(architecture).block_count"), let heads = positive("\(architecture).attention.head_count")
        else { return nil }
        let even = positive("\(architecture).embedding_length").map { $0 / heads }
        guard let key = positive("\(architecture).attention.key_length") ?? even,
            let value = positive("\(architecture).attention.value_length") ?? even
        else { return nil }
        return AttentionShape(
            layers: layers, keyValueHeads: positive("\(architecture).attention.head_count_kv") ?? heads, keyLength: key, valueLength: value)
    }

    /// `general.base_model.0.organization` and `.name`, or a repository's address.
    private var baseModels: [String] {
        (0..<min(64, integer("general.base_model.count") ?? 0)).compactMap { index in
            let prefix = "general.base_model.\(index)"
            if let address = text("\(prefix).repo_url"), let path = Self.modelID(address) { return path }
            guard let name = text("\(prefix).name") else { return nil }
            return text("\(prefix).organization").map { "\($0)/\(name)" } ?? name
        }
    }

    /// `https://huggingface.co/google/gemma-3` names `google/gemma-3`.
    private static func modelID(_ address: String) -> String? {
        let parts = address.split(separator: "/", omittingEmptySubsequences: true)
        return parts.count == 4 && parts[0].hasPrefix("http") ? "\(parts[2])/\(parts[3])" : nil
    }

    private func positive(_ key: String) -> Int64? { integer(key).flatMap { $0 > 0 ? $0 : nil } }
}
