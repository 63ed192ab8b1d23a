internal import Foundation
internal import Variants

/// Chooses among the weights of a revision. Only whole sets are chosen (every shard that the names promise); the index of a set goes with
/// it. Adapters, and whatever is no weight file, are always taken; what is left over from training is not, where formats are preferred.
///
/// The weights of the model itself are one choice. Each part of a pipeline (`vae`, `text_encoder`, `2_Dense`) is one of its own, for
/// pipelines mix formats; the same part in another place (`onnx/vae`) competes with it.
struct WeightChoice {
    let prefer: [WeightFormat]
    let quantizations: [String]

    func choice(of paths: [String]) -> FileChoice {
        var groups: [String: [FileVariant]] = [:]
        var projectors: [FileVariant] = []
        var out: Set<String> = []
        for variant in paths.lazy.compactMap({ FileVariant($0) }) {
            switch variant.role {
            case .weights: groups["", default: []].append(variant)
            case .component: groups[Self.part(variant.path), default: []].append(variant)
            case .projector: projectors.append(variant)
            case .adapter: break
            case .optimizer, .trainingState, .importanceMatrix: if !prefer.isEmpty { out.insert(variant.path) }
            }
        }
        var chosen = groups.mapValues(choose)
        if isDuplicate(chosen) { chosen[""] = [] }
        for (name, files) in groups {
            let taken = Set((chosen[name] ?? []).map(\.path))
            for file in files where !taken.contains(file.path) { out.insert(file.path) }
        }
        if !prefer.isEmpty, let model = chosen[""], !model.contains(where: { $0.format == .gguf }) {
            for file in projectors { out.insert(file.path) }
        }
        let kept = Set(chosen.values.joined().map(Self.place))
        for path in paths {
            guard let base = Self.indexed(path), let variant = FileVariant(base), [.weights, .component].contains(variant.role),
                groups[Self.group(variant)] != nil
            else { continue }
            if !kept.contains(Self.place(variant)) { out.insert(path) }
        }
        return FileChoice(taken: Set(paths).subtracting(out), obstacle: obstacle(groups, chosen))
    }

    /// Whether the single file of a pipeline (`sd.ckpt`) is in a worse format than its parts, and so is theirs once more.
    private func isDuplicate(_ chosen: [String: [FileVariant]]) -> Bool {
        func rank(_ files: [FileVariant]) -> Int? { files.compactMap { prefer.firstIndex(of: $0.format) }.min() }
        guard let single = chosen[""].flatMap(rank) else { return false }
        return chosen.contains { !$0.key.isEmpty && !Self.isModule($0.key) && rank($0.value).map { $0 < single } ?? false }
    }

    /// Empty: nothing that is asked for is there whole.
    private func choose(_ files: [FileVariant]) -> [FileVariant] {
        let sets = Dictionary(grouping: files) { Key(format: $0.format, label: $0.label, stem: $0.stem) }
            .map { WeightSet(format: $0.key.format, label: $0.key.label, files: $0.value) }
        guard !prefer.isEmpty else {
            let all = Set(sets.map(\.format)).map { format in narrowed(sets.filter { $0.format == format }) }
            // Asked for one packing, and only others are there.
            if sets.contains(where: { $0.format == .gguf }), !all.joined().contains(where: { $0.format == .gguf }) { return [] }
            return all.joined().flatMap(\.files)
        }
        for format in prefer {
            let fitting = narrowed(sets.filter { $0.format == format && $0.isWhole })
            if !fitting.isEmpty { return fitting.flatMap(\.files) }
        }
        return []
    }

    /// Of sets in one format, those in a packing that is asked for. GGUF files without one of them are not taken; in other formats plain
    /// weights have no label.
    private func narrowed(_ sets: [WeightSet]) -> [WeightSet] {
        guard !quantizations.isEmpty else { return sets }
        let fitting = sets.filter { $0.isWhole && isAsked($0.label) }
        return fitting.isEmpty && sets.first?.format != .gguf ? sets : fitting
    }

    /// `Q4_K_XL` also means `UD-Q4_K_XL`.
    private func isAsked(_ label: String?) -> Bool {
        guard let label = label?.uppercased() else { return false }
        return quantizations.contains { label == $0.uppercased() || label == "UD-" + $0.uppercased() }
    }

    private func obstacle(_ groups: [String: [FileVariant]], _ chosen: [String: [FileVariant]]) -> String? {
        // A pipeline that is whole in its parts needs no single file.
        let hasPipeline = chosen.contains { !$0.key.isEmpty && !Self.isModule($0.key) && !$0.value.isEmpty }
        for (name, files) in groups.sorted(by: { $0.key < $1.key }) where chosen[name]?.isEmpty ?? true {
            if name.isEmpty, hasPipeline { continue }
            let what = name.isEmpty ? "the weights are" : "the weights of \(name) are"
            let there = Set(files.map { [$0.format.rawValue, $0.label].compactMap(\.self).joined(separator: " ") }).sorted()
            let shown = there.prefix(6).joined(separator: ", ") + (there.count > 6 ? " and \(there.count - 6) more" : "")
            let asked = [prefer.map(\.rawValue), quantizations].filter { !$0.isEmpty }.map { $0.joined(separator: ", ") }
            return "\(what) not there whole in \(asked.joined(separator: "; ")), only in \(shown)"
        }
        return nil
    }

    private struct Key: Hashable {
        let format: WeightFormat
        let label: String?
        let stem: String
    }

    private struct Place: Hashable {
        let folder: String
        let format: WeightFormat
    }

    private static func place(_ file: FileVariant) -> Place {
        Place(folder: String(file.path[..<(file.path.lastIndex(of: "/") ?? file.path.startIndex)]), format: file.format)
    }

    private static func group(_ file: FileVariant) -> String { file.role == .component ? part(file.path) : "" }

    /// The name of the folder that a file is in.
    private static func part(_ path: String) -> String { path.split(separator: "/").dropLast().last?.lowercased() ?? "" }

    /// sentence-transformers numbers its modules: `2_Dense`. They go beside the model's weights, not in place of them.
    private static func isModule(_ name: String) -> Bool { name.first?.isNumber ?? false }

    /// The weight file that an index speaks of: `model.safetensors` of `model.safetensors.index.json` and `….index.fp16.json`.
    private static func indexed(_ path: String) -> String? {
        guard path.hasSuffix(".json"), let start = path.range(of: ".index.") else { return nil }
        return String(path[..<start.lowerBound])
    }
}
