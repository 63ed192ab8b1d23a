public import Vocabulary

/// `mirror.lock`: which commits and which bytes a declaration stood for when it was locked.
public struct MirrorLock: Hashable, Sendable {
    /// One revision of one model.
    public struct Item: Hashable, Sendable {
        public let model: ModelID
        /// What was asked for: a branch, a tag, a commit.
        public let revision: Revision
        public let commit: CommitID
        /// Full names that stand for the commit, in order.
        public let refs: [String]
        /// What is held, in order of path.
        public let files: [File]
        /// What else the commit has, in order of path.
        public let leftOut: [FileClaim]
        /// File names of the commit that can't be held.
        public let refused: [RefusedItem]

        public init(
            model: ModelID, revision: Revision, commit: CommitID, refs: [String], files: [File], leftOut: [FileClaim],
            refused: [RefusedItem]
        ) {
            self.model = model
            self.revision = revision
            self.commit = commit
            self.refs = refs.sorted()
            self.files = files.sorted { $0.claim.path < $1.claim.path }
            self.leftOut = leftOut.sorted { $0.path < $1.path }
            self.refused = refused
        }
    }

    /// A file that is held.
    public struct File: Hashable, Sendable {
        public let claim: FileClaim
        /// Of the bytes; nil: not known, for the hub names them otherwise and they were not held.
        public let blob: Digest?

        /// A file that its hub names by its SHA-256 needs no other.
        public init(_ claim: FileClaim, blob: Digest?) {
            self.claim = claim
            if case .sha256(let digest) = claim.content { self.blob = digest } else { self.blob = blob }
        }
    }

    /// Of the declaration that it was made for.
    public let declaration: Digest
    /// In order of model and revision.
    public let items: [Item]

    public init(declaration: Digest, items: [Item]) {
        self.declaration = declaration
        self.items = items.sorted { ($0.model.description, $0.revision.description) < ($1.model.description, $1.revision.description) }
    }

    /// In what another lock says something else, a line each. Names of a commit, and digests that one of them does not know, are no
    /// difference.
    public func differences(from other: MirrorLock) -> [String] {
        var lines = declaration == other.declaration ? [] : ["mirror.yaml has changed since"]
        let theirs = Dictionary(
            other.items.map { (ModelReference($0.model, revision: $0.revision), $0) }, uniquingKeysWith: { first, _ in first })
        var seen: Set<ModelReference> = []
        for item in items {
            let reference = ModelReference(item.model, revision: item.revision)
            seen.insert(reference)
            guard let their = theirs[reference] else {
                lines.append("\(reference) is not declared any more")
                continue
            }
            if item.commit != their.commit {
                lines.append("\(reference) was \(item.commit), and is \(their.commit)")
            } else if item.files.map(\.claim) != their.files.map(\.claim) || item.leftOut != their.leftOut {
                lines.append("\(reference) has other files")
            }
        }
        return lines
            + other.items.map { ModelReference($0.model, revision: $0.revision) }.filter { !seen.contains($0) }.map { "\($0) is new" }
    }
}

extension MirrorLock.Item {
    /// What of the revision is on the shelf.
    init(_ manifest: RevisionContent, revision: Revision, refs: [RefClaim]) {
        self.init(
            model: manifest.model, revision: revision, commit: manifest.commit, refs: refs.map(\.ref), files: manifest.files,
            leftOut: manifest.leftOut, refused: manifest.refused)
    }
}

/// Files of a commit, wherever they were read.
struct RevisionContent {
    let model: ModelID
    let commit: CommitID
    let files: [MirrorLock.File]
    let leftOut: [FileClaim]
    let refused: [RefusedItem]
}
