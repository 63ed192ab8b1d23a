internal import Blobs
public import Vocabulary

/// Everything a snapshot holds, as its own text. Nothing is converted until it is asked for: 100,000 models are ready in the time it
/// takes to hash 30 MB and to look for line ends.
///
///     weighbridge listing 1
///     model huggingface:org/name
///     ref refs/heads/main <commit>
///     commit <commit> <digest of the manifest>
///
/// Models in order of their bytes, refs in order of their names, commits in order of their digits. Its SHA-256 is the snapshot's root.
public struct SnapshotListing: Sendable {
    /// One model of a snapshot.
    public struct Entry: Hashable, Sendable {
        public let model: ModelID
        public let refs: [RefClaim]
        /// Each with the digest of its manifest.
        public let commits: [Commit]

        public init(model: ModelID, refs: [RefClaim], commits: [Commit]) {
            self.model = model
            self.refs = refs
            self.commits = commits
        }
    }

    /// A commit and its manifest.
    public struct Commit: Hashable, Sendable {
        public let id: CommitID
        public let manifest: Digest

        public init(id: CommitID, manifest: Digest) {
            self.id = id
            self.manifest = manifest
        }
    }

    /// Largest listing that is read.
    static let limit = 512 << 20
    private static let head = Array("weighbridge listing 1\n".utf8)
    private static let modelWord = Array("model ".utf8)

    let bytes: [UInt8]
    /// Where each `model ` line begins, and the end.
    private let starts: [Int]

    /// How many models.
    public var count: Int { starts.count - 1 }
    public var root: Digest { Digest(hashing: bytes) }

    /// A listing of these models, whatever their order.
    init(_ entries: [Entry]) {
        var bytes = Self.head
        var starts: [Int] = []
        let sorted = entries.map { (key: Array($0.model.description.utf8), entry: $0) }.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        for (key, entry) in sorted {
            starts.append(bytes.count)
            bytes += Self.modelWord + key + [0x0A]
            for ref in entry.refs.sorted(by: { $0.ref < $1.ref }) { bytes += Array("ref \(ref.ref) \(ref.commit)\n".utf8) }
            for commit in entry.commits.sorted(by: { $0.id.description < $1.id.description }) {
                bytes += Array("commit \(commit.id) \(commit.manifest.hex)\n".utf8)
            }
        }
        self.bytes = bytes
        self.starts = starts + [bytes.count]
    }

    /// Reads a listing of that root. Throws `.damaged` where it has another or breaks the form.
    init(_ bytes: [UInt8], root: Digest, key: String) throws(ShelfError) {
        guard Digest(hashing: bytes) == root else { throw .damaged(path: key, reason: "its SHA-256 is not the root \(root.hex)") }
        guard bytes.starts(with: Self.head), bytes.last == 0x0A else { throw .damaged(path: key, reason: "not a listing") }
        var starts: [Int] = []
        var position = Self.head.count
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "m") { starts.append(position) }
            guard let end = bytes[position...].firstIndex(of: 0x0A) else { break }
            position = end + 1
        }
        guard starts.first ?? Self.head.count == Self.head.count else { throw .damaged(path: key, reason: "it begins without a model") }
        self.bytes = bytes
        self.starts = starts + [bytes.count]
    }

    /// The model at a place, with its refs and commits; nil where a line is not what it should be.
    public func entry(at index: Int) -> Entry? {
        var model: ModelID?
        var refs: [RefClaim] = []
        var commits: [Commit] = []
        for line in bytes[starts[index]..<starts[index + 1]].split(separator: 0x0A) {
            let words = line.split(separator: 0x20, maxSplits: 2).map { String(decoding: $0, as: UTF8.self) }
            switch (words.first, words.count) {
            case ("model", 2): model = ModelID(words[1])
            case ("ref", 3):
                guard words[1].hasPrefix("refs/"), let commit = CommitID(words[2]) else { return nil }
                refs.append(RevisionNames.claim(words[1], commit))
            case ("commit", 3):
                guard let commit = CommitID(words[1]), let digest = Digest(hex: words[2]) else { return nil }
                commits.append(Commit(id: commit, manifest: digest))
            default: return nil
            }
        }
        return model.map { Entry(model: $0, refs: refs, commits: commits) }
    }

    /// The model's place, by binary search.
    func index(of model: ModelID) -> Int? { index(ofName: Array(model.description.utf8)[...]) }

    func index(ofName key: ArraySlice<UInt8>) -> Int? {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if name(at: middle).lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return low < count && name(at: low).elementsEqual(key) ? low : nil
    }

    func name(at index: Int) -> ArraySlice<UInt8> {
        let start = starts[index] + Self.modelWord.count
        let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.endIndex
        return bytes[start..<end]
    }

    /// The lines of a model, equal where nothing about it changed.
    func lines(at index: Int) -> ArraySlice<UInt8> { bytes[starts[index]..<starts[index + 1]] }

    /// Digests of all manifests, in order of the lines. Throws `.damaged` for a line that has none.
    public func manifests() throws(ShelfError) -> [Digest] {
        var all: [Digest] = []
        for index in 0..<count {
            guard let entry = entry(at: index) else { throw .damaged(path: "listing \(root.hex)", reason: "model \(index) is unreadable") }
            all += entry.commits.map(\.manifest)
        }
        return all
    }
}
