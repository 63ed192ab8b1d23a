public import Blobs
public import Reports
public import Shelves
public import Vocabulary

/// Where a server gets what its library does not hold. A library that has one is asked only after it.
public protocol PullThrough: Sendable {
    /// Returns when the library answers for the revision as well as it can: because it held it, or because it was asked for now. Throws
    /// `.notFound` or `.noRevision` where nobody has it; what the library knows of the model it then says in its own words.
    func admit(_ model: ModelID, _ revision: Revision) async throws(PullFault)
    /// Throws what is against a file that is not held. Quick: asks nobody.
    func check(_ file: ManifestFile, of model: ModelID) throws(PullFault)
    /// Joins, or begins, the fetch of a file that is not held.
    func open(_ file: ManifestFile, of manifest: RevisionManifest) async throws(PullFault) -> any ArrivingFile
    /// Whether somebody was given wrong bytes of this content: whoever asks for a part of it gets the whole, so that nobody completes them.
    func isSpoiled(_ content: ContentID) -> Bool
    /// What was pulled through since the start.
    var measurements: MetricsPage { get }
}

/// A file on its way in, as one client sees it; the client waits for it as long as this lives.
public protocol ArrivingFile: Sendable {
    /// What may be sent from `offset` on, waiting a few seconds for it. `isBegun`: the answer's head is out.
    func next(from offset: Int64, isBegun: Bool) async throws(PullFault) -> ArrivingPart
}

/// What may be sent of a file that is on its way in.
public enum ArrivingPart: Sendable {
    /// These bytes, by that reader.
    case bytes(Range<Int64>, any BlobReader)
    /// All of it: it is in the store now.
    case held(Digest)
    /// Nothing yet, and it goes on.
    case nothing
    /// Nothing yet, and whoever should send it fails to.
    case trouble
}

/// Why something can't be pulled through. The words are for whoever asked.
public enum PullFault: Error, Sendable {
    case notFound
    /// The model is there, and has no such revision.
    case noRevision
    case refused(String)
    case unavailable(String, retryAfter: Int)
    /// There is no room for it.
    case full(String)
}
