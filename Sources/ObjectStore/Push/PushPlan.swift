public import Shelves
public import Vocabulary

/// What a bucket lacks of a snapshot.
public struct PushPlan: Sendable {
    /// A blob and its bytes.
    public struct Blob: Sendable, Hashable {
        public let digest: Digest
        public let size: Int64
    }

    public let snapshot: Snapshot
    /// Of the snapshot, each once.
    public internal(set) var blobs = 0
    public internal(set) var bytes: Int64 = 0
    /// Not in the bucket, or of another size there; the largest first.
    public internal(set) var missing: [Blob] = []
    /// Trees that are missing beside blobs that are there.
    var trees: [Digest] = []
    /// Names by which hubs call small files.
    var links: [(object: GitObjectID, digest: Digest)] = []
    public internal(set) var manifests: [Digest] = []
    public internal(set) var lacksListing = false
    /// What was there when the plan was made, and is relied on.
    var present: [Digest: Int64] = [:]
    /// Whether the bucket publishes this snapshot already.
    public internal(set) var isPublished = false

    public var missingBytes: Int64 { missing.reduce(0) { $0 + $1.size } }

    init(snapshot: Snapshot) { self.snapshot = snapshot }
}
