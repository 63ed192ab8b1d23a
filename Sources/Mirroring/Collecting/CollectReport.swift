public import Vocabulary

/// What a collection removed, or would remove.
public struct CollectReport: Sendable {
    /// Blobs of a model that last referred to them; each blob is counted with one model.
    public struct Share: Hashable, Sendable {
        /// nil: nothing that is left says whose they were.
        public let model: ModelID?
        public var blobs = 0
        public var bytes: Int64 = 0
    }

    /// Models that a rule took off the shelf.
    public var retired: [Retirement] = []
    /// By model, the largest first.
    public var shares: [Share] = []
    public var blobs = 0
    public var bytes: Int64 = 0
    /// Unmarked, and within the grace period.
    public var young = 0
    /// Blobs that are held, before anything went.
    public var held = 0
    public var marked = 0
    public var partials = 0
    public var partialBytes: Int64 = 0
    public var links = 0
    public var companions = 0
    /// Kept verdicts on blobs that are gone. A dry run does not look for them.
    public var verdicts = 0
    /// Manifests and listings that no snapshot or pin stood on.
    public var documents = 0
    /// Nothing that changed since is touched.
    public var cut = Timestamp(milliseconds: 0)
    public var isDryRun = false
}
