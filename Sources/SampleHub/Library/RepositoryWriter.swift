import Foundation
import Vocabulary

/// Writes repositories in the layout that `RepositoryFolder` reads.
struct RepositoryWriter {
    private let folder: URL

    init(_ folder: URL) { self.folder = folder }

    /// A repository whose files `fill` puts into the folder it is given. The files appear last and together.
    func write(_ id: String, _ metadata: RepositoryMetadata, _ fill: (URL) throws -> Void) throws {
        let target = folder.appendingPathComponent(id)
        let parent = target.deletingLastPathComponent()
        let draft = parent.appendingPathComponent(".draft-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: draft) }
        try FileManager.default.createDirectory(at: draft, withIntermediateDirectories: true)
        try fill(draft)
        try Data(metadata.yaml.utf8).write(to: folder.appendingPathComponent(id + RepositoryFolder.metadataSuffix), options: .atomic)
        try FileManager.default.moveItem(at: draft, to: target)
    }

    func write(_ tiny: TinyRepository) throws {
        for (label, files) in tiny.commits where label != "main" {
            let target = folder.appendingPathComponent("\(tiny.id)@\(label)")
            try? FileManager.default.removeItem(at: target)
            try Self.put(files, in: target)
        }
        try write(tiny.id, tiny.metadata) { try Self.put(tiny.commits["main"] ?? [:], in: $0) }
    }

    private static func put(_ files: [String: [UInt8]], in target: URL) throws {
        for (name, content) in files {
            do { try create(RepoPath(checking: name), in: target).write(contentsOf: content) } catch let refusal as RepoPath.Refusal {
                throw SampleFolderError.badName(path: name, reason: refusal.description)
            }
        }
    }

    /// A new empty file with the folders above it.
    static func create(_ path: RepoPath, in target: URL) throws -> FileHandle {
        let file = target.appendingPathComponent(path.description)
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        guard FileManager.default.createFile(atPath: file.path, contents: nil) else {
            throw SampleFolderError.unreadable(path: file.path, reason: String(cString: strerror(errno)))
        }
        return try FileHandle(forWritingTo: file)
    }
}
