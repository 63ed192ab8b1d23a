internal import JSONReading
internal import Transport
public import Vocabulary

extension HuggingFaceHub {
    public func revision(_ revision: Revision, of model: ModelID) async throws(HubError) -> RevisionClaim {
        let subject = HuggingFaceSubject(.revision, model, revision: revision.description)
        let commit = try await commit(of: revision, of: model, subject)
        // By commit, not by branch: pages of a branch that moves meanwhile would belong to two trees.
        let first = endpoint.appending(
            "api/models/\(encoded(model))/tree/\(commit)", query: [("recursive", "true"), ("limit", "1000")])
        var reader = HuggingFaceTree(limit: limits.treeEntries)
        var seen: Set<WebURL> = []
        var page: WebURL? = first
        while let url = page {
            guard seen.insert(url).inserted else { throw subject.error(.malformed, "the list of files comes back to a page it had before") }
            guard seen.count <= limits.treePages else {
                throw subject.error(.malformed, "the list of files has more than \(limits.treePages) pages")
            }
            let answer = try await json(url, about: subject)
            guard let entries = answer.document.root.array else { throw subject.error(.malformed, "the list of files is not a JSON array") }
            guard reader.take(entries) else {
                throw subject.error(.malformed, "the list of files has more than \(limits.treeEntries) entries")
            }
            page = try nextPage(answer.head, after: url, below: first.path, subject)
        }
        let (files, refused) = reader.finished()
        return RevisionClaim(model: model, revision: revision, commit: commit, files: files, refused: refused)
    }

    public func commit(for revision: Revision, of model: ModelID) async throws(HubError) -> CommitID? {
        let subject = HuggingFaceSubject(.revision, model, revision: revision.description)
        do throws(HubError) {
            return try await asked(revision, of: model, subject)
        } catch {
            if error.cause == .revisionNotFound { return nil }
            throw error
        }
    }

    /// The commit that `revision` stands for now.
    private func commit(of revision: Revision, of model: ModelID, _ subject: HuggingFaceSubject) async throws(HubError) -> CommitID {
        if let commit = revision.commit { return commit }
        return try await asked(revision, of: model, subject)
    }

    private func asked(_ revision: Revision, of model: ModelID, _ subject: HuggingFaceSubject) async throws(HubError) -> CommitID {
        let url = endpoint.appending(
            "api/models/\(encoded(model))/revision/\(WebURL.encode(revision.description))", query: [("expand", "sha")])
        let answer = try await json(url, about: subject)
        guard let commit = answer.document.root["sha"]?.string.flatMap(CommitID.init) else {
            throw subject.error(.malformed, "the hub does not say which commit the revision is: 'sha' is not a commit")
        }
        return commit
    }
}

/// Collects the entries of a tree (protocol reference 1.4), refusing what can't be mirrored.
struct HuggingFaceTree {
    private static let maxRefused = 10_000

    private let limit: Int
    private var count = 0
    private var files: [RepoPath: FileClaim] = [:]
    private var refused: [RefusedItem] = []

    init(limit: Int) { self.limit = limit }

    /// false: there are more entries than the limit.
    mutating func take(_ entries: JSONArray) -> Bool {
        for entry in entries {
            count += 1
            guard count <= limit else { return false }
            let name = entry["path"]?.string
            switch Self.read(entry, name: name) {
            case .success(nil): break
            case .success(let file?):
                if files[file.path] != nil {
                    refuse(name, "the name is listed twice")
                } else {
                    files[file.path] = file
                }
            case .failure(let fault): refuse(name, fault.reason)
            }
        }
        return true
    }

    /// A file below another file can't be written: git never has one.
    mutating func finished() -> (files: [FileClaim], refused: [RefusedItem]) {
        for path in files.keys.sorted() {
            var parent = path.description[...]
            while let slash = parent.lastIndex(of: "/") {
                parent = parent[..<slash]
                guard let folder = RepoPath(String(parent)), files[folder] != nil else { continue }
                refuse(path.description, "'\(parent)' is a file as well")
                files[path] = nil
                break
            }
        }
        return (Array(files.values), refused)
    }

    private struct Fault: Error { let reason: String }

    /// nil for a folder.
    private static func read(_ entry: JSONValue, name: String?) -> Result<FileClaim?, Fault> {
        func fault(_ reason: String) -> Result<FileClaim?, Fault> { .failure(Fault(reason: reason)) }
        guard entry.kind == .object else { return fault("the entry is not an object") }
        if entry["type"]?.equals("directory") == true { return .success(nil) }
        guard entry["type"]?.equals("file") == true else { return fault("the entry is neither a file nor a folder") }
        guard let name else { return fault("'path' is not text") }
        let path: RepoPath
        do throws(RepoPath.Refusal) { path = try RepoPath(checking: name) } catch { return fault(error.description) }
        guard let size = entry["size"]?.int64, size >= 0 else { return fault("'size' is not a number of bytes") }
        let object = entry["oid"]?.string.flatMap(GitObjectID.init)
        guard let lfs = entry["lfs"], !lfs.isNull else {
            guard let object else { return fault("'oid' is not a git object id") }
            return .success(FileClaim(path: path, size: size, content: .gitBlob(object), object: object))
        }
        // The same thing is called `oid` here and `sha256` in `?blobs=true` (reference 1.3).
        guard let digest = (lfs["oid"] ?? lfs["sha256"])?.string.flatMap({ Digest(hex: $0) }) else {
            return fault("'lfs.oid' is not a SHA-256")
        }
        if let real = lfs["size"]?.int64, real != size { return fault("'size' is \(size) and 'lfs.size' is \(real)") }
        return .success(FileClaim(path: path, size: size, content: .sha256(digest), object: object))
    }

    private mutating func refuse(_ name: String?, _ reason: String) {
        if refused.count < Self.maxRefused { refused.append(RefusedItem(name: name ?? "entry \(count)", reason: reason)) }
    }
}
