public import Vocabulary

/// A model as the catalog holds it.
public struct CatalogEntry: Sendable, Hashable {
    public var claim: ModelClaim
    /// Bytes of the current revision's files, once its file list was crawled.
    public var downloadSize: Int64?
    /// The commit that is published on the shelf.
    public var mirroredCommit: CommitID?
    public var firstSeen: Timestamp
    public var lastSeen: Timestamp
    /// When it was found to be gone upstream.
    public var vanishedAt: Timestamp?
    /// The SPDX expression that was concluded for the current commit, with what it inherits; nil: not weighed yet.
    public var license: String?
    /// First sentences of its card, as plain text.
    public var summary: String?

    public init(
        claim: ModelClaim, downloadSize: Int64?, mirroredCommit: CommitID?, firstSeen: Timestamp, lastSeen: Timestamp,
        vanishedAt: Timestamp?, license: String? = nil, summary: String? = nil
    ) {
        self.claim = claim
        self.downloadSize = downloadSize
        self.mirroredCommit = mirroredCommit
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.vanishedAt = vanishedAt
        self.license = license
        self.summary = summary
    }
}
