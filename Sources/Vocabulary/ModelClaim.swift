/// Who may fetch a model's bytes.
public enum Gate: String, Hashable, Sendable, Codable, CaseIterable {
    case open
    /// Access is granted at once to whoever asks.
    case automatic = "auto"
    /// The owner decides on each request.
    case manual
}

/// What somebody wrote about a licence, and where: as written, without our reading of it.
public struct LicenseClaim: Hashable, Sendable, Codable {
    /// Where a claim was found.
    public enum Field: String, Hashable, Sendable, Codable, CaseIterable {
        /// `license` of the card's front matter.
        case license
        case licenseName = "license_name"
        case licenseLink = "license_link"
        /// A tag of the hub: `license:mit`.
        case tag
        /// The card's prose below a heading that names the licence.
        case section
    }

    public let field: Field
    /// Text as it stands; what was not text (a list, null, a number, a mapping) as JSON.
    public let raw: String
    /// Whether `raw` is JSON of something that was not text.
    public let isJSON: Bool

    public init(_ field: Field, raw: String, isJSON: Bool = false) {
        self.field = field
        self.raw = raw
        self.isJSON = isJSON
    }
}

/// A model that another was made from, and how.
public struct BaseModelClaim: Hashable, Sendable, Codable {
    public let path: String
    /// `finetune`, `quantized`, `adapter`, `merge` as the hub writes it; nil where it says only "base model".
    public let relation: String?

    public init(path: String, relation: String?) {
        self.path = path
        self.relation = relation
    }
}

/// What a hub read from the headers of a model's weights.
public struct WeightsClaim: Hashable, Sendable, Codable {
    /// Elements of all tensors of its safetensors files; packed ones count as one.
    public var safetensorsTotal: Int64?
    public var ggufTotal: Int64?
    public var ggufArchitecture: String?
    public var ggufContextLength: Int64?

    public init(
        safetensorsTotal: Int64? = nil, ggufTotal: Int64? = nil, ggufArchitecture: String? = nil, ggufContextLength: Int64? = nil
    ) {
        self.safetensorsTotal = safetensorsTotal
        self.ggufTotal = ggufTotal
        self.ggufArchitecture = ggufArchitecture
        self.ggufContextLength = ggufContextLength
    }
}

/// What a hub says of a model in its listing, in our words and without our opinion. nil: the hub did not say.
public struct ModelClaim: Hashable, Sendable, Codable {
    public var id: ModelID
    public var author: String?
    public var commit: CommitID?
    public var createdAt: Timestamp?
    public var lastModified: Timestamp?
    public var gate: Gate
    public var isPrivate: Bool
    public var isDisabled: Bool
    /// In the last 30 days.
    public var downloads: Int64?
    public var downloadsAllTime: Int64?
    public var likes: Int64?
    public var trendingScore: Double?
    public var library: String?
    /// The hub's own word for it: `pipeline_tag` on Hugging Face.
    public var task: String?
    /// In the hub's order, without repeats.
    public var tags: [String]
    public var licenses: [LicenseClaim]
    public var baseModels: [BaseModelClaim]
    /// Count of weights, where the hub read it from a header.
    public var parameters: Int64?
    public var weights: WeightsClaim
    /// Names of its files, where the listing gives them.
    public var files: [String]
    /// Bytes the repository takes on the hub with its history.
    public var storage: Int64?
    /// Front matter of the card as the hub parsed it: JSON text of an object.
    public var cardData: String?

    public init(
        id: ModelID, author: String? = nil, commit: CommitID? = nil, createdAt: Timestamp? = nil, lastModified: Timestamp? = nil,
        gate: Gate = .open, isPrivate: Bool = false, isDisabled: Bool = false, downloads: Int64? = nil,
        downloadsAllTime: Int64? = nil, likes: Int64? = nil, trendingScore: Double? = nil, library: String? = nil, task: String? = nil,
        tags: [String] = [], licenses: [LicenseClaim] = [], baseModels: [BaseModelClaim] = [], parameters: Int64? = nil,
        weights: WeightsClaim = WeightsClaim(), files: [String] = [], storage: Int64? = nil, cardData: String? = nil
    ) {
        self.id = id
        self.author = author
        self.commit = commit
        self.createdAt = createdAt
        self.lastModified = lastModified
        self.gate = gate
        self.isPrivate = isPrivate
        self.isDisabled = isDisabled
        self.downloads = downloads
        self.downloadsAllTime = downloadsAllTime
        self.likes = likes
        self.trendingScore = trendingScore
        self.library = library
        self.task = task
        self.tags = tags
        self.licenses = licenses
        self.baseModels = baseModels
        self.parameters = parameters
        self.weights = weights
        self.files = files
        self.storage = storage
        self.cardData = cardData
    }
}
