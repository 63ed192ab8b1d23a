import Vocabulary

/// A file of a commit.
struct SampleFile: Sendable {
    let path: RepoPath
    let size: Int64
    /// Of the content, or of the pointer of a large file.
    let object: GitObjectID
    /// SHA-256 of the content; nil for a file that git itself holds.
    let digest: Digest?
    let content: FileContent

    /// Suffixes that hubs keep in LFS whatever the size.
    private static let largeSuffixes = [
        ".safetensors", ".onnx", ".bin", ".pt", ".pth", ".jit", ".gguf", ".h5", ".tflite", ".pb", ".mlmodel", ".ckpt", ".npz",
        ".msgpack", ".pickle", ".pkl", ".zip", ".tar", ".gz", ".parquet", ".model",
    ]

    /// Above this many bytes every file is large (the Hub's own limit, 10 MB).
    static let largeSize: Int64 = 10_000_000

    static func isLarge(_ name: Substring, size: Int64) -> Bool {
        guard size > 0 else { return false }
        let lower = name.lowercased()
        return size > largeSize || lower.contains(".data-0") || largeSuffixes.contains { lower.hasSuffix($0) }
    }

    /// Hashes what has to be hashed. `digest` saves the reading where it is known.
    init(path: RepoPath, size: Int64, content: FileContent, digest known: Digest? = nil) throws {
        self.path = path
        self.size = size
        self.content = content
        if Self.isLarge(path.name, size: size) {
            let sum = try known ?? content.sha256()
            digest = sum
            object = GitObjects.blob(GitObjects.pointer(to: sum, size: size))
        } else {
            digest = nil
            object = GitObjects.blob(try content.prefix(Int(size)))
        }
    }

    /// What proves the content.
    var contentID: ContentID { digest.map { .sha256($0) } ?? .gitBlob(object) }

    var pointerSize: Int? { digest.map { GitObjects.pointer(to: $0, size: size).count } }

    /// A second name of the content that is neither hash of it, as the Hub's `xetHash`: 64 digits, derived from the SHA-256.
    var xetHash: String? {
        guard let digest else { return nil }
        return Digest(bytes: Sums.sha256(Array("xet:\(digest.hex)".utf8)))?.hex
    }
}

/// A commit with all its files.
struct Snapshot: Sendable {
    let label: String
    let commit: CommitID
    let title: String
    let date: Timestamp
    /// In order of path.
    let files: [SampleFile]
    /// Every folder by its path, with git's name of its tree.
    let folders: [String: GitObjectID]

    init(
        label: String, files: [SampleFile], parent: CommitID?, author: String, date: Timestamp, title: String, commit known: CommitID? = nil
    ) {
        self.label = label
        self.title = title
        self.date = date
        self.files = files.sorted { $0.path < $1.path }
        var folders: [String: GitObjectID] = [:]
        let root = Self.tree("", self.files[...], &folders)
        self.folders = folders
        let object = GitObjects.commit(
            tree: root, parent: parent.flatMap { GitObjectID($0.description) }, author: author, seconds: date.milliseconds / 1_000,
            message: title)
        commit = known ?? CommitID(object.description).unsafelyUnwrapped  // Safety: an object id is 40 hex digits.
    }

    func file(_ path: String) -> SampleFile? {
        var low = 0
        var high = files.count
        while low < high {
            let middle = (low + high) / 2
            if files[middle].path.description < path { low = middle + 1 } else { high = middle }
        }
        return low < files.count && files[low].path.description == path ? files[low] : nil
    }

    /// The tree of the folder `prefix` (empty, or ending in a slash), whose files are `files`.
    private static func tree(_ prefix: String, _ files: ArraySlice<SampleFile>, _ folders: inout [String: GitObjectID]) -> GitObjectID {
        var entries: [GitObjects.TreeEntry] = []
        var groups: [Substring: [SampleFile]] = [:]
        for file in files {
            let rest = file.path.description.dropFirst(prefix.count)
            if let slash = rest.firstIndex(of: "/") {
                groups[rest[..<slash], default: []].append(file)
            } else {
                entries.append(.init(name: String(rest), object: file.object, isDirectory: false))
            }
        }
        for (name, members) in groups {
            let object = tree("\(prefix)\(name)/", members[...], &folders)
            folders["\(prefix)\(name)"] = object
            entries.append(.init(name: String(name), object: object, isDirectory: true))
        }
        return GitObjects.tree(entries)
    }
}
