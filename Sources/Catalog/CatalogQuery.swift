public import Vocabulary

/// What somebody searches for. Filters narrow (AND); nil and empty mean "any".
public struct CatalogQuery: Sendable, Hashable {
    /// What comes first; largest or latest first, `id` alphabetically. Ties go by downloads, then by id.
    public enum Sort: String, Sendable, Hashable, CaseIterable {
        case relevance, downloads, likes, trending, modified, created, size, parameters, id
    }

    /// Words to find in id, tags and card; any text is legal.
    public var text: String?
    /// A part of the model's name, letter case ignored: what `search` means in the Hub's own listing.
    public var idContains: String?
    public var hub: HubID?
    public var author: String?
    public var task: String?
    /// As written by the hub or card, or as concluded; letter case ignored.
    public var license: String?
    /// A scenario in which the model may be used, with duties or without.
    public var scenario: String?
    /// All of them.
    public var tags: [String] = []
    public var library: String?
    public var gate: Gate?
    /// Gated in any way, or not at all.
    public var isGated: Bool?
    public var parameters: ClosedRange<Int64>?
    /// Bytes of the current revision's files; models whose size is unknown do not match.
    public var maximumSize: Int64?
    public var mirroredOnly = false
    /// Tombstones are left out unless asked for.
    public var includesVanished = false
    public var sort: Sort = .relevance
    public var limit = 20
    public var offset = 0

    public init() {}
}

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

    public init(
        claim: ModelClaim, downloadSize: Int64?, mirroredCommit: CommitID?, firstSeen: Timestamp, lastSeen: Timestamp,
        vanishedAt: Timestamp?, license: String? = nil
    ) {
        self.claim = claim
        self.downloadSize = downloadSize
        self.mirroredCommit = mirroredCommit
        self.firstSeen = firstSeen
        self.lastSeen = lastSeen
        self.vanishedAt = vanishedAt
        self.license = license
    }
}

/// A page of search results.
public struct CatalogPage: Sendable {
    public let total: Int
    public let entries: [CatalogEntry]

    public init(total: Int, entries: [CatalogEntry]) {
        self.total = total
        self.entries = entries
    }
}
