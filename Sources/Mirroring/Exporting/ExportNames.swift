import Shelves
import Vocabulary

/// Which names may be written. Everything on a shelf came from a hub: a name must not lead out of the folder, nor take another's place.
enum ExportNames {
    /// nil: it may; else why not.
    static func objection(to model: ModelID) -> String? {
        let parts = model.path.split(separator: "/")
        guard model.hub == .huggingFace else { return "models of \(model.hub) have another layout" }
        guard parts.count <= 2 else { return "a name of more than two parts is none on this hub" }
        // huggingface_hub refuses these names, for they would not be told apart in its cache.
        guard !model.path.contains("--"), !parts.contains(where: { $0.hasPrefix(".") || $0.hasPrefix("-") }) else {
            return "clients refuse a name with '--', or with a part that begins with '.' or '-'"
        }
        guard RepoPath(model.path) != nil else { return "the name is not safe as a folder" }
        return nil
    }

    /// Files that may be written side by side on any file system, and what is wrong with the others.
    static func settled(_ files: [ManifestFile]) -> (files: [ManifestFile], refused: [RefusedItem]) {
        var spelling: [String: String] = [:]
        var isFile: Set<String> = []
        var good: [ManifestFile] = []
        var refused: [RefusedItem] = []
        for file in files {
            if let reason = objection(file.path, &spelling, &isFile) {
                refused.append(RefusedItem(name: file.path.description, reason: reason))
            } else {
                good.append(file)
            }
        }
        return (good, refused)
    }

    private static func objection(_ path: RepoPath, _ spelling: inout [String: String], _ isFile: inout Set<String>) -> String? {
        guard RepoPath(path.description) != nil else { return "the name is not safe" }
        var folder = ""
        let parts = path.description.split(separator: "/")
        var added: [String: String] = [:]
        for (index, part) in parts.enumerated() {
            folder += folder.isEmpty ? String(part) : "/\(part)"
            let key = folder.lowercased()
            if let other = spelling[key], other != folder { return "it differs only in letter case from '\(other)'" }
            if index < parts.count - 1, isFile.contains(key) { return "'\(folder)' is a file as well" }
            added[key] = folder
        }
        spelling.merge(added) { first, _ in first }
        isFile.insert(folder.lowercased())
        return nil
    }
}
