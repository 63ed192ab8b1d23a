import Foundation
public import Vocabulary
import Yams

/// How one repository is made from a Python package that ships weights: a file of `catalog/samples`.
public struct SampleRecipe: Sendable {
    /// File name without suffix.
    public let name: String
    /// Id on the hub.
    public let repository: String
    /// On the package index, with the version that is pinned.
    public let package: String
    public let version: String
    /// Name of the package's file.
    public let wheel: String
    /// Path in the wheel to path in the repository.
    public let files: [RepoPath: RepoPath]
    /// Text of the repository's `.hub.yaml`.
    public let metadata: RepositoryMetadata
    /// README.md, unless the wheel has one.
    let card: [UInt8]?

    /// Reads `<name>.yaml` and, beside it, `<name>.card.md` if there is one.
    init(_ url: URL) throws(SampleFolderError) {
        func bad(_ reason: String) -> SampleFolderError { .badMetadata(path: url.path, reason: reason) }
        guard let text = FileManager.default.contents(atPath: url.path) else {
            throw .unreadable(path: url.path, reason: "not a readable file")
        }
        let node: Node?
        do { node = try Yams.compose(yaml: String(decoding: text, as: UTF8.self)) } catch { throw bad("not YAML: \(error)") }
        guard let members = node?.mapping else { throw bad("not a mapping") }
        func field(_ key: String) throws(SampleFolderError) -> String {
            guard let value = members[Node(key)]?.scalar?.string, !value.isEmpty else { throw bad("'\(key)' is missing") }
            return value
        }
        name = url.deletingPathExtension().lastPathComponent
        repository = try field("repository")
        package = try field("package")
        version = try field("version")
        wheel = try field("wheel")
        guard ModelID(hub: .huggingFace, path: repository) != nil else { throw bad("'repository' is not a name of a repository") }
        guard !wheel.contains("/"), let list = members["files"]?.mapping else { throw bad("'wheel' or 'files' is not usable") }
        var files: [RepoPath: RepoPath] = [:]
        for (source, target) in list {
            guard let from = source.string.flatMap({ RepoPath($0) }), let to = target.string.flatMap({ RepoPath($0) }) else {
                throw bad("'files' has a name that no repository can have")
            }
            files[from] = to
        }
        self.files = files
        do {
            let yaml = try members["hub"].map { try Yams.serialize(node: $0) } ?? ""
            metadata = try RepositoryMetadata(yaml: yaml, path: url.path)
        } catch {
            throw bad("\(error)")
        }
        let cardPath = url.deletingPathExtension().appendingPathExtension("card.md").path
        card = FileManager.default.contents(atPath: cardPath).map { Array($0) }
    }
}
