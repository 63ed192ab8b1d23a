import Foundation
import Vocabulary

/// Reads a folder as the repositories of a hub:
///
/// ```
/// <org>/<name>/…              the files of `main`
/// <org>/<name>@<label>/…      the files of another commit
/// <org>/<name>.hub.yaml       what the hub knows beside the files (see `RepositoryMetadata`); may be absent
/// <name>/… + <name>.hub.yaml  a repository with a name of one segment (the file is what tells it from an organisation)
/// ```
///
/// Names that start with a dot are not looked at on the first two levels.
enum RepositoryFolder {
    static let metadataSuffix = ".hub.yaml"

    /// Every repository in order of id. `digests` remembers what was hashed before.
    static func read(_ folder: String, digests: inout DigestCache) throws -> [SampleRepository] {
        var found: [SampleRepository] = []
        let top = try subfolders(of: folder)
        for name in top where !name.contains("@") {
            let path = "\(folder)/\(name)"
            if FileManager.default.fileExists(atPath: path + metadataSuffix) {
                found.append(try repository(name, at: path, siblings: top, digests: &digests))
                continue
            }
            let inner = try subfolders(of: path)
            for model in inner where !model.contains("@") {
                found.append(try repository("\(name)/\(model)", at: "\(path)/\(model)", siblings: inner, digests: &digests))
            }
        }
        return found.sorted { $0.id < $1.id }
    }

    private static func repository(
        _ id: String, at path: String, siblings: [String], digests: inout DigestCache
    ) throws -> SampleRepository {
        guard ModelID(hub: .huggingFace, path: id) != nil else {
            throw SampleFolderError.badName(path: path, reason: "it is not a name of a repository")
        }
        var metadata = RepositoryMetadata()
        let metadataPath = path + metadataSuffix
        if let yaml = FileManager.default.contents(atPath: metadataPath) {
            metadata = try RepositoryMetadata(yaml: String(decoding: yaml, as: UTF8.self), path: metadataPath)
        }
        let prefix = (path as NSString).lastPathComponent + "@"
        var files = ["main": try self.files(in: path, digests: &digests)]
        for sibling in siblings where sibling.hasPrefix(prefix) {
            files[String(sibling.dropFirst(prefix.count))] = try self.files(
                in: "\(path)@\(sibling.dropFirst(prefix.count))", digests: &digests)
        }
        return try SampleRepository(id: id, metadata: metadata, files: files)
    }

    private static func subfolders(of path: String) throws -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: path).filter { name in
                var isFolder: ObjCBool = false
                return !name.hasPrefix(".") && FileManager.default.fileExists(atPath: "\(path)/\(name)", isDirectory: &isFolder)
                    && isFolder.boolValue
            }.sorted()
        } catch {
            throw SampleFolderError.unreadable(path: path, reason: "\(error.localizedDescription)")
        }
    }

    /// Regular files only; links are not followed.
    private static func files(in root: String, digests: inout DigestCache) throws -> [SampleFile] {
        guard let names = FileManager.default.enumerator(atPath: root) else {
            throw SampleFolderError.unreadable(path: root, reason: "not a folder")
        }
        var files: [SampleFile] = []
        for case let name as String in names {
            let path = "\(root)/\(name)"
            var status = stat()
            guard lstat(path, &status) == 0 else {
                throw SampleFolderError.unreadable(path: path, reason: String(cString: strerror(errno)))
            }
            guard status.st_mode & S_IFMT == S_IFREG else { continue }
            let repoPath: RepoPath
            do { repoPath = try RepoPath(checking: name) } catch { throw SampleFolderError.badName(path: path, reason: error.description) }
            let size = Int64(status.st_size)
            let content = FileContent.disk(path: path)
            let digest = SampleFile.isLarge(repoPath.name, size: size) ? try digests.digest(of: content, path: path, status: status) : nil
            files.append(try SampleFile(path: repoPath, size: size, content: content, digest: digest))
        }
        return files
    }
}

/// SHA-256 sums of files by path, size and time of change, so that a folder of large files is hashed once.
struct DigestCache {
    private struct Key: Hashable {
        let path: String
        let size: Int64
        let seconds: Int64
        let nanoseconds: Int64
    }

    private var known: [Key: Digest] = [:]

    mutating func digest(of content: FileContent, path: String, status: stat) throws -> Digest {
        let key = Key(
            path: path, size: Int64(status.st_size), seconds: Int64(status.st_mtim.tv_sec), nanoseconds: Int64(status.st_mtim.tv_nsec))
        if let digest = known[key] { return digest }
        let digest = try content.sha256()
        known[key] = digest
        return digest
    }
}
