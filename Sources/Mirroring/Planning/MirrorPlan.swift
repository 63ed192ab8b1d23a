public import Vocabulary

/// What one revision of one model needs: a value, made before anything is fetched, that can be printed.
public struct MirrorPlan: Hashable, Sendable {
    /// One file and what becomes of it.
    public struct Step: Hashable, Sendable {
        /// What a sync does about the file.
        public enum Action: Hashable, Sendable {
            case fetch
            /// Bytes that an earlier sync left.
            case resume(from: Int64)
            /// Held already, by this model or another.
            case reuse(Digest)
            /// Held, and known to be damaged: so many bytes of it are fetched anew.
            case mend(Digest, bytes: Int64)
            /// Not selected.
            case leaveOut
        }

        public let file: FileClaim
        public let action: Action

        /// Bytes that must come over the network.
        public var bytesToFetch: Int64 {
            switch action {
            case .fetch: file.size
            case .resume(let start): max(0, file.size - start)
            case .mend(_, let bytes): bytes
            case .reuse, .leaveOut: 0
            }
        }
    }

    public let model: ModelID
    public let revision: Revision
    public let commit: CommitID
    /// In order of path.
    public let steps: [Step]
    /// File names that can't be held.
    public let refused: [RefusedItem]
    /// What a lock file says of it; nil: it is as the hub says.
    let lock: Lock?

    /// What a lock file adds to a plan.
    struct Lock: Hashable, Sendable {
        /// Names under which the commit is published.
        let refs: [RefClaim]
        /// What the bytes of a content must be.
        let digests: [ContentID: Digest]
    }

    public init(model: ModelID, revision: Revision, commit: CommitID, steps: [Step], refused: [RefusedItem]) {
        self.init(model: model, revision: revision, commit: commit, steps: steps, refused: refused, lock: nil)
    }

    init(model: ModelID, revision: Revision, commit: CommitID, steps: [Step], refused: [RefusedItem], lock: Lock?) {
        self.lock = lock
        self.model = model
        self.revision = revision
        self.commit = commit
        self.steps = steps
        self.refused = refused
    }

    /// Content that occurs twice in the revision counts once.
    public var bytesToFetch: Int64 {
        var seen: Set<ContentID> = []
        return steps.reduce(0) { seen.insert($1.file.content).inserted ? $0 + $1.bytesToFetch : $0 }
    }

    /// Room the disk must still have. What an earlier sync began has its room already: it was reserved as a whole.
    public var bytesToReserve: Int64 {
        var seen: Set<ContentID> = []
        return steps.reduce(0) { $1.action == .fetch && seen.insert($1.file.content).inserted ? $0 + $1.file.size : $0 }
    }

    /// Bytes of the selected files.
    public var bytesWanted: Int64 { steps.reduce(0) { $1.action == .leaveOut ? $0 : $0 + $1.file.size } }

    public var filesToFetch: Int { steps.count { $0.bytesToFetch > 0 || $0.action == .fetch } }
}
