public import Vocabulary

/// What changes for clients from one state of a mirror to another.
public struct SnapshotDiff: Hashable, Sendable {
    /// A ref that stands for another commit, is new (`before` nil) or is gone (`after` nil).
    public struct Move: Hashable, Sendable {
        public let ref: String
        public let before: CommitID?
        public let after: CommitID?
    }

    /// How a file of a ref changed.
    public enum Change: String, Hashable, Sendable, CaseIterable {
        case added, removed, changed
    }

    /// One model that is not the same in both.
    public struct Model: Hashable, Sendable {
        public let model: ModelID
        /// Added, removed, or changed.
        public let change: Change
        public let moves: [Move]
        /// Commits that are there without before, or were.
        public let commitsAdded: [CommitID]
        public let commitsRemoved: [CommitID]
        /// Of refs that moved and of commits that are held wider or narrower than before, by path; of models that are in both.
        public let files: [File]
    }

    /// A file that is not the same.
    public struct File: Hashable, Sendable {
        public let ref: String
        public let path: RepoPath
        public let change: Change
        public let sizeBefore: Int64?
        public let sizeAfter: Int64?
    }

    /// In order of their names.
    public let models: [Model]
    /// Bytes of blobs of the changed models that only the later, and only the earlier state has; each blob once.
    public let bytesAdded: Int64
    public let bytesRemoved: Int64

    /// Compares two states. Models whose lines are equal in both snapshots cost nothing.
    public init(from before: any ShelfView, to after: any ShelfView) async throws(ShelfError) {
        var models: [Model] = []
        var (old, new): ([Digest: Int64], [Digest: Int64]) = ([:], [:])
        let (left, right) = (Set(try await before.models()), Set(try await after.models()))
        for model in left.union(right).sorted(by: { $0.description < $1.description }) {
            if let before = before as? SnapshotView, let after = after as? SnapshotView, before.isSame(model, as: after) { continue }
            let (one, two) = (try await State(model, before), try await State(model, after))
            guard one.refs != two.refs || one.manifests.mapValues(\.digest) != two.manifests.mapValues(\.digest) else { continue }
            for blob in one.blobs { old[blob.digest] = blob.size }
            for blob in two.blobs { new[blob.digest] = blob.size }
            models.append(Self.compare(model, one, two, isIn: (left.contains(model), right.contains(model))))
        }
        self.models = models
        bytesAdded = new.reduce(0) { old[$1.key] == nil ? $0 + $1.value : $0 }
        bytesRemoved = old.reduce(0) { new[$1.key] == nil ? $0 + $1.value : $0 }
    }

    private struct State {
        var refs: [String: CommitID] = [:]
        var manifests: [CommitID: RevisionManifest] = [:]

        init(_ model: ModelID, _ view: any ShelfView) async throws(ShelfError) {
            for ref in try await view.refs(of: model) { refs[ref.ref] = ref.commit }
            for commit in try await view.commits(of: model) { manifests[commit] = try await view.manifest(of: model, at: commit) }
        }

        var blobs: [(digest: Digest, size: Int64)] {
            manifests.values.flatMap { manifest in manifest.files.compactMap { file in file.blob.map { ($0, file.size) } } }
        }
    }

    private static func compare(_ model: ModelID, _ one: State, _ two: State, isIn: (Bool, Bool)) -> Model {
        let change: Change = !isIn.0 ? .added : !isIn.1 ? .removed : .changed
        var moves: [Move] = []
        var files: [File] = []
        for ref in Set(one.refs.keys).union(two.refs.keys).sorted() {
            let move = Move(ref: ref, before: one.refs[ref], after: two.refs[ref])
            if move.before != move.after { moves.append(move) }
            guard change == .changed, let old = move.before.flatMap({ one.manifests[$0] }),
                let new = move.after.flatMap({ two.manifests[$0] })
            else { continue }
            files += compare(ref, old, new)
        }
        let (before, after) = (Set(one.manifests.keys), Set(two.manifests.keys))
        return Model(
            model: model, change: change, moves: moves, commitsAdded: sorted(after.subtracting(before)),
            commitsRemoved: sorted(before.subtracting(after)), files: files)
    }

    private static func sorted(_ commits: Set<CommitID>) -> [CommitID] { commits.sorted { $0.description < $1.description } }

    private static func compare(_ ref: String, _ old: RevisionManifest, _ new: RevisionManifest) -> [File] {
        guard old.files != new.files else { return [] }
        var before = Dictionary(old.files.map { ($0.path, $0) }) { $1 }
        var files: [File] = []
        for file in new.files {
            // Held or not is a difference too: clients of one state can take it.
            let was = before.removeValue(forKey: file.path)
            if was?.blob == nil, file.blob == nil { continue }
            if was?.content == file.content, was?.blob == file.blob { continue }
            let change: Change = was?.blob == nil ? .added : file.blob == nil ? .removed : .changed
            files.append(File(ref: ref, path: file.path, change: change, sizeBefore: was?.size, sizeAfter: file.size))
        }
        for file in before.values where file.blob != nil {
            files.append(File(ref: ref, path: file.path, change: .removed, sizeBefore: file.size, sizeAfter: nil))
        }
        return files.sorted { $0.path < $1.path }
    }
}

extension SnapshotView {
    /// Whether refs, commits and manifests of a model are equal in another snapshot.
    func isSame(_ model: ModelID, as other: SnapshotView) -> Bool {
        guard let here = listing.index(of: model), let there = other.listing.index(of: model) else { return false }
        return listing.lines(at: here).elementsEqual(other.listing.lines(at: there))
    }
}
