/// Which names a pickle may fetch.
enum ImportPolicy {
    enum Answer: Hashable {
        /// Plain data: checkpoints need it, and with no arguments does it do more than make values.
        case plain
        case unknown
        case dangerous
    }

    static func answer(_ found: PickleImport) -> Answer {
        if plainNames[found.module]?.contains(found.name) == true || isPlainFamily(found) { return .plain }
        if isDangerous(found) { return .dangerous }
        return .unknown
    }

    /// Python 2's and 3's names for one module.
    private static let builtins: Set<String> = ["builtins", "__builtin__", "__builtins__"]

    private static func isPlainFamily(_ found: PickleImport) -> Bool {
        switch found.module {
        case "torch", "torch.cuda", "torch.storage":
            PickleStorage.isKnown(found.name) || (found.module == "torch" && torchTypes.contains(found.name))
        case "numpy.dtypes": found.name.hasSuffix("DType") && !found.name.contains(".")
        default: false
        }
    }

    private static func isDangerous(_ found: PickleImport) -> Bool {
        if builtins.contains(found.module) { return dangerousBuiltins.contains(root(found.name)) || hasDangerousPart(found.name) }
        if hasDangerousFamily(found.module) { return true }
        if dangerousNames[found.module]?.contains(root(found.name)) == true { return true }
        // Protocol 4 follows dots in a name: `torch` and `serialization.os.system` is a way to `os`.
        let parts = found.name.split(separator: ".").map(String.init)
        if parts.count > 1, parts.dropLast().indices.contains(where: { reaches(found.module, parts, upTo: $0) }) { return true }
        return hasDangerousPart(found.name)
    }

    private static func reaches(_ module: String, _ parts: [String], upTo index: Int) -> Bool {
        let path = parts[...index].joined(separator: ".")
        // Modules keep others under names such as `_os`.
        let bare = String(parts[index].drop { $0 == "_" })
        return dangerousModules.contains(bare) || dangerousModules.contains(parts[index]) || builtins.contains(parts[index])
            || hasDangerousFamily("\(module).\(path)")
    }

    /// The module or one that it is in.
    static func hasDangerousFamily(_ module: String) -> Bool {
        var path = ""
        for part in module.split(separator: ".", maxSplits: 16) {
            path += path.isEmpty ? String(part) : ".\(part)"
            if dangerousModules.contains(path) { return true }
        }
        return false
    }

    private static func hasDangerousPart(_ name: String) -> Bool {
        name.split(separator: ".").contains { dangerousAnywhere.contains(String($0)) }
    }

    private static func root(_ name: String) -> String { String(name.prefix { $0 != "." }) }
}
