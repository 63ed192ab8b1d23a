public import Variants
public import Vocabulary

/// A listing entry with what was read from it: the claim as the hub made it, and the facets that follow from it.
public struct ListingEntry: Sendable, Hashable {
    public let claim: ModelClaim
    public var variant: VariantRecord
    /// Results that its card claims, as far as the listing gives them.
    public var evaluations: [EvaluationRecord]
    /// Of the claim: reckoned where an entry is made, which may be on any core, and not where it is written.
    let fingerprint: Int64
    let tags: TagList

    public init(_ claim: ModelClaim, variant: VariantRecord = VariantRecord(), evaluations: [EvaluationRecord] = []) {
        self.claim = claim
        self.evaluations = evaluations
        fingerprint = ClaimFingerprint(claim).value
        tags = TagList(claim.tags)
        self.variant = variant
    }
}

/// A model's facets and downloads as the catalog keeps them.
public struct VariantRecord: Sendable, Hashable {
    public var variant: Variant
    /// Alternative downloads, in the order in which they are to be shown.
    public var sets: [WeightSetRecord]
    /// Bytes that a key-value cache of 16-bit values takes a token; nil: not known.
    public var cachePerToken: Int64?
    /// The commit whose files were read; nil: from the listing alone.
    public var commit: CommitID?

    public init(
        _ variant: Variant = Variant(), sets: [WeightSetRecord] = [], cachePerToken: Int64? = nil, commit: CommitID? = nil
    ) {
        self.variant = variant
        self.sets = sets
        self.cachePerToken = cachePerToken
        self.commit = commit
    }
}

/// One of the ways to download a model.
public struct WeightSetRecord: Sendable, Hashable {
    public var format: WeightFormat
    /// `Q4_K_M`; nil: not quantized, or not said.
    public var label: String?
    /// Bits a weight takes, measured or nominal.
    public var bits: Double?
    /// nil: only the names of its files are known.
    public var bytes: Int64?
    public var files: Int

    public init(format: WeightFormat, label: String? = nil, bits: Double? = nil, bytes: Int64? = nil, files: Int = 1) {
        self.format = format
        self.label = label
        self.bits = bits
        self.bytes = bytes
        self.files = files
    }
}

/// A weight file of a visited model.
public struct WeightFileRecord: Sendable, Hashable {
    public var path: RepoPath
    public var bytes: Int64
    public var format: WeightFormat
    /// `weights`, `adapter`, `optimizer`, …
    public var role: String
    public var label: String?
    public var bits: Double?
    /// Its number and how many there are, where the weights are cut up.
    public var shard: Int?
    public var shards: Int?
    /// JSON of what its header says; nil: not read.
    public var facts: String?

    public init(
        path: RepoPath, bytes: Int64, format: WeightFormat, role: String, label: String? = nil, bits: Double? = nil, shard: Int? = nil,
        shards: Int? = nil, facts: String? = nil
    ) {
        self.path = path
        self.bytes = bytes
        self.format = format
        self.role = role
        self.label = label
        self.bits = bits
        self.shard = shard
        self.shards = shards
        self.facts = facts
    }
}

extension VariantSource {
    /// Its letter in the column `sources`.
    var letter: UInt8 {
        switch self {
        case .header: UInt8(ascii: "h")
        case .config: UInt8(ascii: "c")
        case .listing: UInt8(ascii: "l")
        case .files: UInt8(ascii: "f")
        case .card: UInt8(ascii: "d")
        case .tag: UInt8(ascii: "t")
        case .name: UInt8(ascii: "n")
        }
    }

    init?(letter: UInt8) {
        guard let source = Self.allCases.first(where: { $0.letter == letter }) else { return nil }
        self = source
    }
}
