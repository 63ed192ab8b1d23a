public import Shelves
public import Vocabulary

/// Why a mirror could not be pushed, or a bucket not be pruned.
public enum PushError: Error, Sendable, CustomStringConvertible {
    /// Nothing is published here, and no snapshot was named.
    case nothingPublished
    /// The published snapshot was dropped and made anew under the same name.
    case renamed(SnapshotName)
    /// Blobs that did not get there, each with the reason; what else was missing is there now, and nothing was published.
    case blobs([(digest: Digest, reason: String)])
    /// Something that was there at the beginning was not at the end: somebody prunes at the same time.
    case vanished(Digest)
    case snapshot(SnapshotError)
    case store(S3Error)
    case cancelled

    public var description: String {
        switch self {
        case .nothingPublished: "nothing is published here; publish a snapshot, or name one with --snapshot"
        case .renamed(let name): "snapshot \(name) is another than the one that is published; publish it, or name another with --snapshot"
        case .blobs(let failures):
            "\(failures.count) blobs did not reach the bucket, so nothing was published there: "
                + failures.prefix(3).map { "\($0.digest.hex.prefix(12)): \($0.reason)" }.joined(separator: "; ")
        case .vanished(let digest): "blob \(digest) was in the bucket and is gone; is somebody pruning it now? Push again"
        case .snapshot(.exists(let name)): "the bucket has another snapshot under the name \(name); give this one another name"
        case .snapshot(.lost(let documents)): SnapshotError.lost(documents).description + "\n(here, or the same file in the bucket)"
        case .snapshot(let error): error.description
        case .store(let error): error.description
        case .cancelled: "interrupted"
        }
    }
}
