import Vocabulary

/// What many generated models have in common, rendered once. Shares follow what was counted on the real hub: 64 % without a
/// licence, 43 % without a task, ten tags, 3 % gated.
struct ModelVariant: Sendable {
    /// Members that differ from model to model.
    enum OwnField: String, CaseIterable {
        case modelId, author, sha, lastModified, downloads, downloadsAllTime, likes, trendingScore

        var isText: Bool { [.modelId, .author, .sha, .lastModified].contains(self) }
        /// Comma, key, colon and the quotation mark of a text.
        var opening: [UInt8] { Array(",\"\(rawValue)\":\(isText ? "\"" : "")".utf8) }
    }

    static let ownFields = OwnField.allCases

    /// Members that all models of a variant share, in the order of `members`.
    static let sharedFields = [
        "private", "gated", "disabled", "tags", "pipeline_tag", "library_name", "createdAt", "cardData", "config", "safetensors", "gguf",
        "model-index", "spaces", "usedStorage", "siblings",
    ]

    let author: [UInt8]
    /// The id up to the number.
    let idPrefix: [UInt8]
    let isGated: Bool
    /// `,"key":value` or nothing.
    let members: [[UInt8]]
    private let card: [UInt8]
    private let fileNames: [String]

    private static let families = ["llama", "qwen", "mistral", "gemma", "bert", "phi", "whisper", "vit", "sd", "t5"]
    private static let authors = ["acorn", "birch", "cedar", "dogwood", "elm", "fir", "gorse", "hazel", "ivy", "juniper", "larch", "maple"]
    private static let sizes: [(label: String, parameters: Int64)] = [
        ("22M", 22_713_216), ("110M", 109_482_240), ("0.5B", 494_032_768), ("1.5B", 1_543_714_304), ("3B", 3_212_749_824),
        ("7B", 7_241_732_096), ("8B", 8_030_261_248), ("13B", 13_015_864_320), ("70B", 70_553_706_496),
    ]
    private static let licenses: [(name: String?, weight: Int)] = [
        (nil, 639), ("apache-2.0", 160), ("mit", 59), ("other", 44), ("openrail", 20), ("creativeml-openrail-m", 16), ("cc-by-nc-4.0", 8),
        ("llama2", 6), ("llama3", 5), ("gemma", 5), ("unknown", 4), ("llama3.1", 4), ("cc-by-4.0", 4), ("gpl-3.0", 2), ("bsd-3-clause", 1),
    ]
    private static let tasks: [(name: String?, weight: Int)] = [
        (nil, 428), ("text-generation", 213), ("image-text-to-text", 51), ("text-classification", 44), ("text-to-image", 42),
        ("reinforcement-learning", 31), ("feature-extraction", 25), ("automatic-speech-recognition", 22), ("fill-mask", 20),
        ("token-classification", 20), ("sentence-similarity", 14), ("translation", 10), ("question-answering", 10),
    ]
    private static let libraries: [(name: String?, weight: Int)] = [
        (nil, 340), ("transformers", 334), ("peft", 78), ("mlx", 46), ("diffusers", 27), ("gguf", 16), ("sentence-transformers", 7),
    ]

    private static func pick(_ table: [(name: String?, weight: Int)], _ random: inout SplitMix) -> String? {
        var left = Int.random(in: 0..<table.reduce(0) { $0 + $1.weight }, using: &random)
        for (name, weight) in table {
            if left < weight { return name }
            left -= weight
        }
        return nil
    }

    init(number: Int, _ random: inout SplitMix) {
        func one<Element>(of list: [Element]) -> Element { list[Int.random(in: 0..<list.count, using: &random)] }
        let family = one(of: Self.families)
        let size = one(of: Self.sizes)
        let license = Self.pick(Self.licenses, &random)
        let task = Self.pick(Self.tasks, &random)
        let library = Self.pick(Self.libraries, &random)
        let isGGUF = Int.random(in: 0..<1_000, using: &random) < 123
        isGated = Int.random(in: 0..<1_000, using: &random) < 29
        let tuning = one(of: ["base", "instruct", "chat", "it", "sft", "v2", "lora"])
        let authorName = one(of: Self.authors) + "-\(number)"
        author = Array(authorName.utf8)
        let suffix = isGGUF ? "-GGUF" : ""
        idPrefix = Array("\(authorName)/\(family)-\(size.label)-\(tuning)\(suffix)-".utf8)
        let base = "\(Self.authors[number % Self.authors.count])-labs/\(family)-\(size.label)"
        let names = Self.fileNames(isGGUF: isGGUF, size: size.parameters, stem: "\(family)-\(size.label)-\(tuning)")
        fileNames = names
        card = Self.card(license: license, task: task, library: library, base: base, family: family)

        var tags = [library, isGGUF ? "gguf" : "safetensors", family, task].compactMap { $0 }
        tags += [
            "en", "conversational", "text-generation-inference", "dataset:\(authorName)/instructions-\(number)",
            "arxiv:2407.\(10_000 + number)",
        ]
        tags += ["base_model:\(base)", "base_model:\(isGGUF ? "quantized" : "finetune"):\(base)"]
        if let license { tags.append("license:\(license)") }
        tags += ["endpoints_compatible", "region:us"]

        let values: [String: JSON?] = [
            "private": false, "gated": isGated ? "auto" : false, "disabled": false,
            "tags": .array(tags.map { .string($0) }), "pipeline_tag": task.map { .string($0) },
            "library_name": library.map { .string($0) }, "createdAt": "2022-03-02T23:29:04.000Z",
            "cardData": CardData.read(card), "config": Self.config(family),
            "safetensors": isGGUF ? nil : ["parameters": ["BF16": .integer(size.parameters)], "total": .integer(size.parameters)],
            "gguf": isGGUF ? Self.gguf(family, size.parameters) : nil, "model-index": .null, "spaces": [],
            "usedStorage": .integer(size.parameters * 2 * Int64(names.count) / 3),
            "siblings": .array(names.map { ["rfilename": .string($0)] }),
        ]
        members = Self.sharedFields.map { key in
            guard let value = values[key] ?? nil else { return [] }
            return Array(",\"\(key)\":".utf8) + value.bytes
        }
    }

    /// Every file with its bytes: real ones for the card and the config, a line of text for the rest.
    func files(of id: String) -> [(name: String, bytes: [UInt8])] {
        fileNames.map { name in
            switch name {
            case "README.md": (name, card)
            default: (name, Array("\(name) of \(id)\n".utf8))
            }
        }
    }

    private static func fileNames(isGGUF: Bool, size: Int64, stem: String) -> [String] {
        let always = [".gitattributes", "README.md"]
        if isGGUF { return always + ["Q2_K", "Q3_K_M", "Q4_0", "Q4_K_M", "Q5_K_M", "Q6_K", "Q8_0"].map { "\(stem)-\($0).gguf" } }
        let shards = Int(max(1, size * 2 / 5_000_000_000))
        func padded(_ number: Int) -> String { String(repeating: "0", count: 5 - String(number).count) + String(number) }
        let weights = (1...shards).map { "model-\(padded($0))-of-\(padded(shards)).safetensors" }
        let tokenizer = ["config.json", "generation_config.json", "special_tokens_map.json", "tokenizer.json", "tokenizer_config.json"]
        return always + tokenizer + (shards == 1 ? ["model.safetensors"] : weights + ["model.safetensors.index.json"])
    }

    private static func card(license: String?, task: String?, library: String?, base: String, family: String) -> [UInt8] {
        var lines = ["---"]
        if let license { lines.append("license: \(license)") }
        if let task { lines.append("pipeline_tag: \(task)") }
        if let library { lines.append("library_name: \(library)") }
        lines += [
            "base_model: \(base)", "language:", "- en", "datasets:", "- sample/instructions", "tags:", "- \(family)", "- conversational",
        ]
        lines += [
            "model-index:", "- name: \(family)", "  results:", "  - task:", "      type: \(task ?? "text-generation")", "    metrics:",
        ]
        for metric in ["accuracy", "f1", "perplexity", "recall", "precision"] {
            lines += [
                "    - type: \(metric)", "      value: 0.42", "      name: \(metric) on a set that does not exist", "      verified: false",
            ]
        }
        lines.append("widget:")
        for topic in ["the sea in winter", "how bread is made", "a town without cars"] {
            lines += [
                "- example_title: \(topic)",
                "  text: Write three short paragraphs about \(topic), in plain words, and end with a question.",
            ]
        }
        lines += ["---", "# \(family)", "", "This model was never trained. It fills listings.", ""]
        return Array(lines.joined(separator: "\n").utf8)
    }

    private static func config(_ family: String) -> JSON {
        [
            "architectures": [.string("\(family.prefix(1).uppercased())\(family.dropFirst())ForCausalLM")], "model_type": .string(family),
            "tokenizer_config": ["bos_token": "<s>", "eos_token": "</s>", "chat_template": .string(template), "unk_token": "<unk>"],
        ]
    }

    private static func gguf(_ family: String, _ parameters: Int64) -> JSON {
        [
            "total": .integer(parameters), "architecture": .string(family), "context_length": 32_768, "chat_template": .string(template),
            "bos_token": "<s>", "eos_token": "</s>", "totalFileSize": .integer(parameters / 2),
        ]
    }

    /// Templates make up much of a real listing's bytes.
    private static let template =
        "{% if messages[0]['role'] == 'system' %}{% set offset = 1 %}{% else %}{% set offset = 0 %}{% endif %}"
        + "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == offset) %}"
        + "{{ raise_exception('roles must take turns') }}{% endif %}{{ '<start>' + message['role'] + '\\n' + message['content'] | trim + '<end>\\n' }}"
        + "{% endfor %}{% if add_generation_prompt %}{{ '<start>assistant\\n' }}{% endif %}"
}
