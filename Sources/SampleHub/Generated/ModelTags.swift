extension ModelMaker {
    /// Visits each tag: what stands before it, and it. `free` is how many of the card's tags have nothing to do with the model.
    func forEachTag(of model: GeneratedModel, free: Int, _ visit: (_ prefix: StaticString, _ tag: [UInt8]) -> Void) {
        let family = Families.all[model.family].family
        let library = CardShares.libraries[model.library]
        if model.library > 0 { visit("", library) }
        func addFormat(_ tag: [UInt8]) { if tag != library { visit("", tag) } }
        switch model.kind.format {
        case .safetensors: addFormat(Words.safetensors)
        case .gguf: addFormat(Words.gguf)
        case .mlx:
            addFormat(Words.safetensors)
            addFormat(Words.mlx)
        case .onnx: addFormat(Words.onnx)
        case .diffusers:
            addFormat(Words.safetensors)
            if model.library == Words.diffusersPlace { visit("diffusers:", family.architecture) }
        case .loose: if model.library == 1 { visit("", Words.pytorch) }
        case .empty: break
        }
        if hasConfig(model), !family.type.isEmpty { visit("", family.type) }
        if model.kind.task > 0 { visit("", Words.tasks[model.kind.task]) }
        forEachCardTag(of: model, free: free) { visit("", $0) }
        for language in model.languages { visit("", CardShares.languages[language]) }
        for place in 0..<model.datasets { visit("dataset:", Words.datasets[dataset(of: model, place)]) }
        for place in 0..<model.papers { visit("arxiv:", Words.papers[paper(of: model, place)]) }
        for parent in model.parents { visit("base_model:", parent) }
        for parent in model.parents { visit(Words.relation(model.kind.relation), parent) }
        if let license = model.license { visit("license:", CardShares.licenses[license]) }
        if model.hasResults { visit("", Words.modelIndex) }
        if converses(model), Words.tasks[model.kind.task] != Words.conversational { visit("", Words.conversational) }
        let isServed = model.library == 1 || model.kind.format == .gguf
        if isServed, model.kind.format == .safetensors, model.kind.group == .language { visit("", Words.inference) }
        if isServed { visit("", Words.endpoints) }
        visit("", Words.region)
    }

    /// Those that stand in the card under `tags`.
    func forEachCardTag(of model: GeneratedModel, free: Int, _ visit: ([UInt8]) -> Void) {
        guard model.hasFrontMatter else { return }
        for tag in Extras.all[model.extra].tags { visit(tag) }
        if model.kind.relation == .adapter { visit(Words.lora) }
        if model.kind.relation == .merge { visit(Words.merge) }
        if model.kind.format == .gguf, model.details & 7 == 0 { visit(Words.imatrix) }
        if model.packing != .none { Words.packings[model.packing.rawValue].map(visit) }
        let step = 1 + Int(model.details >> 16 & 127)
        var place = Int(model.details >> 24) % FreeTags.all.count
        for _ in 0..<min(free, FreeTags.all.count) {
            visit(FreeTags.all[place])
            place = (place + step) % FreeTags.all.count
        }
    }

    /// How many free tags there have to be for the number of tags that the model aims at.
    func freeTags(of model: GeneratedModel) -> Int {
        guard model.hasFrontMatter else { return 0 }
        var count = 0
        forEachTag(of: model, free: 0) { _, _ in count += 1 }
        return max(0, model.tagGoal - count)
    }

    func hasConfig(_ model: GeneratedModel) -> Bool {
        switch model.kind.format {
        case .safetensors: model.kind.relation != .adapter
        case .mlx, .onnx: true
        case .loose: model.library == 1
        case .gguf, .diffusers, .empty: false
        }
    }

    func converses(_ model: GeneratedModel) -> Bool {
        model.kind.group.converses
            && (model.kind.format == .gguf || model.kind.format == .safetensors || model.kind.format == .mlx) && model.details & 0x300 != 0
    }

    func dataset(of model: GeneratedModel, _ place: Int) -> Int { (Int(model.details >> 12 & 0xFFF) + place * 7) % Words.datasets.count }

    func paper(of model: GeneratedModel, _ place: Int) -> Int { (Int(model.details >> 20 & 0xFFF) + place * 11) % Words.papers.count }
}

/// Words of tags and members, rendered once.
enum Words {
    static let safetensors = Array("safetensors".utf8)
    static let gguf = Array("gguf".utf8)
    static let mlx = Array("mlx".utf8)
    static let onnx = Array("onnx".utf8)
    static let pytorch = Array("pytorch".utf8)
    static let lora = Array("lora".utf8)
    static let merge = Array("merge".utf8)
    static let imatrix = Array("imatrix".utf8)
    static let modelIndex = Array("model-index".utf8)
    static let conversational = Array("conversational".utf8)
    static let inference = Array("text-generation-inference".utf8)
    static let endpoints = Array("endpoints_compatible".utf8)
    static let region = Array("region:us".utf8)
    static let tasks: [[UInt8]] = HubFacts.tasks.map { Array($0.0.utf8) }
    static let packings: [[UInt8]?] = GeneratedPacking.allCases.map { $0.tag.utf8CodeUnitCount > 0 ? Array($0.tag.description.utf8) : nil }
    static let diffusersPlace = CardShares.libraries.firstIndex(of: Array("diffusers".utf8)) ?? 0
    static let datasets: [[UInt8]] = (0..<512).map { number in
        let kinds = ["instructions", "chat", "reviews", "speech", "questions", "pictures", "news", "code", "math", "dialogues"]
        let owners = ["acorn-data", "birch-corpora", "cedar-open", "elm-sets", "fir-nlp", "hazel-ai", "maple-team"]
        return Array("\(owners[number % owners.count])/\(kinds[number % kinds.count])-\(number / 10 + 1)k".utf8)
    }
    static let papers: [[UInt8]] = (0..<1_024).map { number in
        let month = 1 + number % 12
        return Array("\(18 + number % 9)\(month < 10 ? "0" : "")\(month).\(10_000 + number * 17 % 9_000)".utf8)
    }

    static func relation(_ relation: GeneratedRelation) -> StaticString {
        switch relation {
        case .original, .finetune: "base_model:finetune:"
        case .quantized: "base_model:quantized:"
        case .adapter: "base_model:adapter:"
        case .merge: "base_model:merge:"
        }
    }
}
