/// What a card's prose and results were read as.
public struct CardReading: Sendable, Hashable {
    /// From 0 to 1; nil: no card was read, only what a listing gives of it.
    public var completeness: Double?
    /// What would make it complete.
    public var missing: [String]
    /// First sentences, as plain text.
    public var summary: String?
    public var sections: [CardSectionRecord]
    public var evaluations: [EvaluationRecord]

    public init(
        completeness: Double? = nil, missing: [String] = [], summary: String? = nil, sections: [CardSectionRecord] = [],
        evaluations: [EvaluationRecord] = []
    ) {
        self.completeness = completeness
        self.missing = missing
        self.summary = summary
        self.sections = sections
        self.evaluations = evaluations
    }
}

/// A part of a card's prose, by what it speaks of.
public struct CardSectionRecord: Sendable, Hashable {
    /// `description`, `intended-use`, `limitations`, …
    public var kind: String
    /// As the author wrote it.
    public var heading: String
    public var text: String

    public init(kind: String, heading: String, text: String) {
        self.kind = kind
        self.heading = heading
        self.text = text
    }
}

/// One value of `model-index` that is a number.
public struct EvaluationRecord: Sendable, Hashable {
    public var task: String?
    public var dataset: String?
    public var config: String?
    public var split: String?
    public var metric: String
    public var name: String?
    public var value: Double
    /// Whether the hub vouches for it.
    public var isVerified: Bool

    public init(
        task: String? = nil, dataset: String? = nil, config: String? = nil, split: String? = nil, metric: String, name: String? = nil,
        value: Double, isVerified: Bool = false
    ) {
        self.task = task
        self.dataset = dataset
        self.config = config
        self.split = split
        self.metric = metric
        self.name = name
        self.value = value
        self.isVerified = isVerified
    }
}
