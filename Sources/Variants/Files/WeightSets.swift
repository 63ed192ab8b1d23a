/// The weights of a repository, sorted out: alternatives of which one is enough, and what goes with them or is left over from training.
public struct WeightSets: Hashable, Sendable {
    /// Ways to get the model, whole ones first, then as `--quant` would list them: by format, then from few bytes to many.
    public private(set) var alternatives: [WeightSet] = []
    public private(set) var adapters: [WeightSet] = []
    /// GGUF projectors: one of them goes with whichever alternative, where the model is to see or hear.
    public private(set) var projectors: [FileVariant] = []
    /// Optimizers, training states, importance matrices: nobody needs them to run the model.
    public private(set) var leftovers: [FileVariant] = []

    /// Most files that are sorted; the largest repositories have some ten thousand.
    public static let mostFiles = 100_000

    public init(_ files: [VariantPapers.File]) {
        self.init(weights: files.prefix(Self.mostFiles).compactMap { FileVariant($0.path, bytes: $0.bytes) })
    }

    /// Sorts files whose variants are known, perhaps from their headers.
    public init(weights files: [FileVariant]) {
        var components: [FileVariant] = []
        var groups: [Key: [FileVariant]] = [:]
        var adapterGroups: [Key: [FileVariant]] = [:]
        for file in files {
            switch file.role {
            case .weights: groups[Key(file), default: []].append(file)
            case .adapter: adapterGroups[Key(file), default: []].append(file)
            case .component: components.append(file)
            case .projector: projectors.append(file)
            case .optimizer, .trainingState, .importanceMatrix: leftovers.append(file)
            }
        }
        alternatives = groups.map { WeightSet(format: $0.key.format, label: $0.key.label, files: $0.value.sorted(by: Self.byPath)) }
        attach(components)
        alternatives.sort(by: Self.precedes)
        adapters = adapterGroups.map { WeightSet(format: $0.key.format, label: $0.key.label, files: $0.value.sorted(by: Self.byPath)) }
        adapters.sort(by: Self.precedes)
        projectors.sort(by: Self.byPath)
        leftovers.sort(by: Self.byPath)
    }

    private struct Key: Hashable {
        let stem: String
        let format: WeightFormat
        let label: String?

        init(_ file: FileVariant) {
            stem = file.stem
            format = file.format
            label = file.label
        }
    }

    /// Modules of sentence-transformers belong to every set of their format. The parts of a diffusion pipeline are a set by themselves,
    /// one for each format and label; parts that exist without the label only complete the labelled sets.
    private mutating func attach(_ components: [FileVariant]) {
        let (modules, parts) = components.partitioned { file in
            file.path.split(separator: "/").dropLast().last.map { WeightFileName.isModule($0) } ?? false
        }
        for index in alternatives.indices {
            let set = alternatives[index]
            let mine = modules.filter { $0.format == set.format }
            if !mine.isEmpty { alternatives[index] = WeightSet(format: set.format, label: set.label, files: set.files + mine) }
        }
        var byFormat: [WeightFormat: [FileVariant]] = [:]
        for part in parts { byFormat[part.format, default: []].append(part) }
        for (format, files) in byFormat {
            let plain = files.filter { $0.label == nil }
            for label in Set(files.map(\.label)) {
                let labelled = files.filter { $0.label == label }
                let covered = Set(labelled.map(Self.folder))
                let rest = label == nil ? [] : plain.filter { !covered.contains(Self.folder($0)) }
                alternatives.append(WeightSet(format: format, label: label, files: (labelled + rest).sorted(by: Self.byPath)))
            }
        }
    }

    private static func folder(_ file: FileVariant) -> String { file.path.split(separator: "/").dropLast().joined(separator: "/") }

    private static func byPath(_ left: FileVariant, _ right: FileVariant) -> Bool { left.path < right.path }

    /// Formats that load without running code of strangers first.
    private static func precedes(_ left: WeightSet, _ right: WeightSet) -> Bool {
        if left.isWhole != right.isWhole { return left.isWhole }
        let (leftRank, rightRank) = (left.format.rank, right.format.rank)
        if leftRank != rightRank { return leftRank < rightRank }
        let (leftBytes, rightBytes) = (left.bytes ?? .max, right.bytes ?? .max)
        if leftBytes != rightBytes { return leftBytes < rightBytes }
        return (left.label ?? "", left.files.first?.path ?? "") < (right.label ?? "", right.files.first?.path ?? "")
    }

    /// The whole set with most bits that has this label, this format and at most so many bytes; nil where none has. Labels are
    /// compared without case, and `Q4_K_XL` also finds `UD-Q4_K_XL`.
    public func best(label: String? = nil, format: WeightFormat? = nil, maximumBytes: Int64? = nil) -> WeightSet? {
        let wanted = label?.uppercased()
        let fitting = alternatives.filter { set in
            guard set.isWhole, format == nil || set.format == format else { return false }
            if let maximumBytes { guard let bytes = set.bytes, bytes <= maximumBytes else { return false } }
            guard let wanted else { return true }
            let own = set.label?.uppercased()
            return own == wanted || own == "UD-" + wanted
        }
        // Of equals in bytes the first format wins.
        return fitting.reversed().max { ($0.bytes ?? 0) < ($1.bytes ?? 0) }
    }
}

extension WeightFormat {
    /// The order in which alternatives are shown: pickles after what cannot run code.
    var rank: Int { [.safetensors, .gguf, .onnx, .openvino, .pytorch].firstIndex(of: self) ?? 5 }
}

extension Array {
    /// What fulfils a condition, and the rest.
    fileprivate func partitioned(by isFirst: (Element) -> Bool) -> ([Element], [Element]) {
        (filter(isFirst), filter { !isFirst($0) })
    }
}
