public import Catalog
public import Vocabulary

/// What somebody searches for. Filters narrow (AND), several values of one filter widen it (OR); nil and empty mean "any".
public struct SearchQuery: Sendable, Hashable {
    /// What comes first. Largest or latest first, except size and parameters, where the smallest is. What is not known comes last; equals go by name.
    public enum Sort: String, Sendable, Hashable, CaseIterable, Codable {
        case relevance, downloads, likes, trending, modified, created, size, parameters, id
        /// By a score of how well a model suits a job: see `Fitness`.
        case fitness
        /// Downloads gained in the last seven days.
        case growth
        /// What the hub itself calls trending.
        case hubTrending = "hub-trending"
        /// By the result on `evaluation`'s data set.
        case evaluation
    }

    /// A result on a data set that a card must claim.
    public struct Evaluation: Sendable, Hashable {
        public var dataset: String
        public var metric: String?
        public var atLeast: Double?

        public init(dataset: String, metric: String? = nil, atLeast: Double? = nil) {
            self.dataset = dataset
            self.metric = metric
            self.atLeast = atLeast
        }
    }

    /// Words to find in names, tags and cards; any text is legal.
    public var text: String?
    /// A part of the model's name, letter case ignored: what `search` means in the Hub's own listing.
    public var nameContains: String?
    /// Values of facets, as they are counted.
    public var values: [Facet: [String]] = [:]
    /// All of them, as the hub writes them.
    public var tags: [String] = []
    /// A scenario in which the model may be used, with duties or without.
    public var scenario: String?
    public var parameters: ClosedRange<Int64>?
    /// Bytes to download; models whose size is unknown do not match.
    public var maximumSize: Int64?
    /// Bytes of memory that one of the model's downloads must fit in, with a cache of `context` tokens.
    public var fits: Int64?
    public var context: Int64?
    /// Milliseconds since 1970.
    public var modifiedSince: Timestamp?
    /// Models made from this one, directly: a model's name on the same hub.
    public var base: ModelID?
    /// Only originals: models that are not made from another.
    public var originalsOnly = false
    /// Gated in any way, or not at all.
    public var isGated: Bool?
    public var evaluation: Evaluation?
    public var mirroredOnly = false
    /// Tombstones are left out unless asked for.
    public var includesVanished = false
    public var sort: Sort = .relevance
    public var limit = 20
    public var offset = 0
    /// Whether every facet's values are counted.
    public var countsFacets = false

    public init() {}

    /// One value of one facet.
    public mutating func narrow(_ facet: Facet, to value: String?) {
        if let value { values[facet, default: []].append(value) }
    }

    /// The most entries a page can have.
    public static let pageLimit = 1_000
}

/// A page of results.
public struct SearchPage: Sendable {
    public let total: Int
    public let results: [SearchResult]
    /// In the order of `Facet.counted`, then scenarios; empty unless asked for.
    public let facets: [FacetCount]

    public init(total: Int, results: [SearchResult], facets: [FacetCount]) {
        self.total = total
        self.results = results
        self.facets = facets
    }
}

/// A model that was found, and why.
public struct SearchResult: Sendable {
    public let entry: CatalogEntry
    public let facts: SearchFacts
    /// Where the words were found, as a person would say it.
    public let matches: [String]
    /// From 0 to 1, where results are sorted by it.
    public let fitness: Fitness?
}

/// What the index knows of a model besides its entry.
public struct SearchFacts: Sendable, Hashable {
    public var parameters: Int64?
    public var quantizations: [String]
    public var formats: [String]
    public var languages: [String]
    public var family: String?
    public var tuning: String?
    /// Bytes in memory at the query's context: of the smallest download that fits it, else of the smallest.
    public var memory: Int64?
    /// Gained in 7 and in 30 days; nil: there is no sample of that age.
    public var downloadGrowth7: Int?
    public var downloadGrowth30: Int?
    public var likeGrowth7: Int?
    public var likeGrowth30: Int?
    /// From 0 to 1; nil: no card is held.
    public var completeness: Double?
    public var evaluations: Int
    /// By scenario: `allow`, `allow-with-duties`, `review`, `block` or `unknown`.
    public var verdicts: [String: String]
}

/// How many of the models that match (but for this facet's own filter) have each value.
public struct FacetCount: Sendable, Hashable {
    /// One value and how many models have it.
    public struct Value: Sendable, Hashable {
        public let value: String
        public let count: Int
    }

    /// `task`, `license`, …; `scenario` counts models that may be used in each.
    public let name: String
    /// The most frequent first.
    public let values: [Value]
}
