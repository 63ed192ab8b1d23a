internal import Blobs
public import Vocabulary

/// What became of an export.
public struct ExportReport: Sendable {
    /// A commit that was written.
    public struct Line: Sendable, Hashable {
        public let model: ModelID
        public let commit: CommitID
        public var files = 0
        /// Blobs that got a name there by a link, by a copy, and that had one.
        public var linked = 0
        public var copied = 0
        public var present = 0
        public var copiedBytes: Int64 = 0
        /// Files that are upstream and not held: a selection left them out.
        public var leftOut = 0

        init(_ model: ModelID, _ commit: CommitID) {
            self.model = model
            self.commit = commit
        }

        mutating func count(_ outcome: BlobPlacement.Outcome, size: Int64) {
            switch outcome {
            case .linked: linked += 1
            case .present: present += 1
            case .copied:
                copied += 1
                copiedBytes += size
            }
        }
    }

    public var lines: [Line] = []
    /// Models and files that were not written, with the reason. The rest is complete.
    public var refused: [RefusedItem] = []

    public init() {}
}
