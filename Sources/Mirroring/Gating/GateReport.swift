public import Vocabulary

/// What the gate said of a revision's files.
public struct GateReport: Sendable {
    /// A file that is held and not served.
    public struct HeldBack: Hashable, Sendable {
        public let path: RepoPath
        public let blob: Digest
        /// The worst reason.
        public let reason: String
        /// Held back by this look, not by an earlier one.
        public let isNew: Bool
    }

    /// All that were looked into, in order of path.
    public internal(set) var files: [JudgedFile] = []
    /// In order of path.
    public internal(set) var heldBack: [HeldBack] = []
    /// Why the revision is not to be published; empty: it may be.
    public internal(set) var refusals: [MirrorError] = []

    public init() {}

    /// Files by `GateVerdict.word`.
    public var counts: [String: Int] { files.reduce(into: [:]) { $0[$1.verdict.word, default: 0] += 1 } }
}
