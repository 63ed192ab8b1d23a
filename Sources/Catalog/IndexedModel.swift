/// A model's row as an index is made of it. Bytes are valid only in the call that hands it out; empty bytes and nil are "not known".
public struct IndexedModel {
    /// Text of a column, as it lies in SQLite's page.
    public typealias Text = UnsafeBufferPointer<UInt8>

    /// Names the model in every other call about rows; rows ascend.
    public let row: Int64
    public let hub: Text
    public let path: Text
    public let author: Text
    public let task: Text
    public let library: Text
    /// One a line.
    public let tags: Text
    public let gate: Text
    public let isPrivate: Bool
    public let isDisabled: Bool
    public let isVanished: Bool
    public let created: Int64?
    public let modified: Int64?
    public let downloads: Int64?
    public let likes: Int64?
    public let trending: Double?
    public let downloadSize: Int64?
    /// Of the variant, else of the listing.
    public let parameters: Int64?
    public let cachePerToken: Int64?
    public let family: Text
    public let tuning: Text
    public let artifact: Text
    /// Separated by commas.
    public let languages: Text
    public let quantLabel: Text
    public let quantBits: Int64?
    /// Names the conclusion on its licence, among `IndexScan.conclusions`.
    public let conclusion: Int64?
    public let completeness: Double?
    public let evaluations: Int64
    public let sets: [WeightSetRecord]
    public let bases: [IndexedBase]
    /// Licences as written, in the listing and the card.
    public let licenses: [String]
}

/// A model that another was made from.
public struct IndexedBase: Sendable, Hashable {
    public let path: String
    public let relation: String?
}

/// A conclusion on licences: what many models share.
public struct IndexedConclusion: Sendable, Hashable {
    public let row: Int64
    public let effective: String
    public let confidence: String
    /// By scenario.
    public let verdicts: [String: String]
}

/// The counters of a model some time ago.
public struct IndexedSample: Sendable, Hashable {
    public let row: Int64
    public let downloads: Int64?
    public let likes: Int64?
    public let takenAt: Int64
}
