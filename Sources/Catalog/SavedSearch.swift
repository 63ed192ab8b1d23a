public import Vocabulary

/// A search that somebody keeps, to be told what comes to match it.
public struct SavedSearch: Sendable, Hashable {
    public let id: Int64
    public let name: String
    /// The search as the JSON API's query string.
    public let query: String
    public let createdAt: Timestamp
    /// The catalog's count of changes when its matches were compared last; nil: never.
    public let comparedChanges: Int64?
    public let comparedAt: Timestamp?
    /// More models match than are followed: nothing is noted until there are fewer.
    public let isTooWide: Bool
    /// Models that matched when it was compared last.
    public let matches: Int
}

/// A model that came to match a saved search, or stopped to.
public struct SavedSearchEvent: Sendable, Hashable {
    /// Grows with every event of the catalog.
    public let id: Int64
    public let model: ModelID
    /// Whether it came to match; false: it stopped to.
    public let matches: Bool
    public let notedAt: Timestamp
    /// First sentences of its card, as plain text.
    public let summary: String?
    public let task: String?
    /// When it was found to be gone upstream.
    public let vanishedAt: Timestamp?
}
