/// Licences, languages and libraries of cards.
struct CardShares: Sendable {
    /// Licences that belong to families; nobody else declares them.
    private static let bound: Set<String> = [
        "llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4", "gemma", "creativeml-openrail-m", "openrail++",
        "bigscience-bloom-rail-1.0",
    ]

    static let licenses: [[UInt8]] = HubFacts.licenses.map { Array($0.0.utf8) }
    static let otherLicenses: [[UInt8]] = HubFacts.otherLicenses.map { Array($0.0.utf8) }
    static let languages: [[UInt8]] = HubFacts.languages.map { Array($0.0.utf8) }
    static let libraries: [[UInt8]] = libraryNames.map { Array($0.utf8) }

    private static let libraryNames = [
        "", "transformers", "peft", "mlx", "lerobot", "diffusers", "gguf", "pytorch", "nanochat", "kerasformers", "llama.cpp",
        "sentence-transformers", "diffusion-single-file", "onnx", "vllm", "ultralytics", "stable-baselines3", "keras", "timm",
        "transformers.js", "ml-agents", "mlx-vlm", "nemo", "exllamav3", "sklearn", "sample-factory",
    ]

    /// By family: the place of its licence in the table; nil where it has none.
    private let own: [Int?]
    private let free: Weighted
    private let other = Weighted(HubFacts.otherLicenses.map(\.1))
    private let language = Weighted(HubFacts.languages.map(\.1))
    private let languageCount = Shares<Int>(HubFacts.languageCounts.filter { $0.0 > 0 })
    private let libraries: [Library: Shares<Int>]

    /// What decides about the library.
    private enum Library: CaseIterable {
        case none, gguf, mlx, adapter, pictureAdapter, diffusers, picture, agent, robot, embedding, sight, onnx, loose, safetensors
    }

    init() {
        own = Families.all.map { entry in HubFacts.licenses.firstIndex { $0.0 == entry.family.license } }
        // Families bring these of themselves, so that fewer are left to be declared freely.
        free = Weighted(
            HubFacts.licenses.map { name, weight in
                switch name {
                case _ where Self.bound.contains(name): 0
                case "apache-2.0": weight * 0.3
                case "mit": weight * 0.5
                default: weight * 1.25
                }
            })
        libraries = Dictionary(
            uniqueKeysWithValues: Library.allCases.map { library in
                let table: [(String, Double)] =
                    switch library {
                    case .none: [("", 96), ("transformers", 4)]
                    case .gguf: [("", 43), ("transformers", 38), ("gguf", 11.5), ("llama.cpp", 5.2), ("vllm", 0.5), ("mlx", 0.3)]
                    case .mlx: [("mlx", 85), ("transformers", 8), ("mlx-vlm", 2), ("", 5)]
                    case .adapter: [("peft", 90), ("transformers", 7), ("", 3)]
                    case .pictureAdapter: [("diffusers", 45), ("peft", 10), ("", 38), ("diffusion-single-file", 7)]
                    case .diffusers: [("diffusers", 93), ("", 7)]
                    case .picture: [("diffusers", 9), ("diffusion-single-file", 14), ("pytorch", 4), ("", 73)]
                    case .agent: [("stable-baselines3", 30), ("ml-agents", 16), ("sample-factory", 8), ("", 46)]
                    case .robot: [("lerobot", 95), ("", 5)]
                    case .embedding: [("sentence-transformers", 25), ("transformers", 60), ("", 15)]
                    case .sight: [("transformers", 55), ("timm", 6), ("ultralytics", 9), ("keras", 4), ("pytorch", 3), ("", 23)]
                    case .onnx: [("onnx", 28), ("transformers.js", 7), ("transformers", 25), ("", 40)]
                    case .loose:
                        [("", 44), ("transformers", 40), ("pytorch", 5), ("nanochat", 4), ("keras", 2), ("sklearn", 1.5), ("nemo", 1)]
                    case .safetensors: [("transformers", 74), ("", 20), ("pytorch", 1.5), ("nanochat", 2), ("kerasformers", 2.5)]
                    }
                return (library, Shares<Int>(table.map { (Self.libraryNames.firstIndex(of: $0.0) ?? 0, $0.1) }))
            })
    }

    func library(of kind: ModelKind, _ random: inout SplitMix) -> Int {
        let library: Library =
            switch (kind.format, kind.relation, kind.group) {
            case (.empty, _, _): .none
            case (.gguf, _, _): .gguf
            case (.mlx, _, _): .mlx
            case (_, .adapter, .picture): .pictureAdapter
            case (_, .adapter, _): .adapter
            case (.diffusers, _, _): .diffusers
            case (_, _, .picture): .picture
            case (_, _, .agent): .agent
            case (_, _, .robot): .robot
            case (.onnx, _, _): .onnx
            case (_, _, .embedding): .embedding
            case (_, _, .sight): .sight
            case (.loose, _, _): .loose
            default: .safetensors
            }
        return libraries[library]?.draw(&random) ?? 0
    }

    /// The parent's licence more often than not, else its family's, else any.
    func license(of model: GeneratedModel, _ random: inout SplitMix) -> (license: Int, other: Int) {
        if let inherited = model.license, random.chance(0.85) { return (inherited, model.otherLicense) }
        if let own = own[model.family], random.chance(0.65) { return (own, other.draw(&random)) }
        return (free.draw(&random), other.draw(&random))
    }

    func languages(_ random: inout SplitMix) -> [Int] {
        let wanted = languageCount.draw(&random)
        guard wanted < 8 else {
            // The long lists are those of the frequent languages.
            return Array(0..<min(wanted + random.below(4), HubFacts.languages.count))
        }
        var chosen: [Int] = []
        while chosen.count < wanted {
            let next = language.draw(&random)
            if !chosen.contains(next) { chosen.append(next) }
        }
        return chosen
    }
}
