/// Under which terms a model's weights are, as far as its own repository tells, and how we know.
public struct Conclusion: Hashable, Sendable {
    /// Why nothing can be concluded: different states, none of which means that something is allowed.
    public enum Gap: Hashable, Sendable {
        /// No licence is stated anywhere. By default copyright grants nothing.
        case absent
        /// The tag says `unknown`.
        case unknown
        /// The tag says `other`; the name means nothing to us.
        case otherNamed(String)
        /// The tag says `other`, and nothing else.
        case otherUnnamed
        /// There is a text, and we do not know it.
        case unreadText(String)
        /// Something is stated, and we can't tell what it means.
        case unclear(String)
    }

    public var model: String
    public var commit: String?
    /// `noAssertion` where nothing can be concluded; `gap` says why.
    public var expression: LicenseExpression
    public var confidence: Confidence
    /// Strongest first.
    public var evidence: [Evidence]
    /// By code.
    public var conflicts: [Conflict]
    public var gap: Gap?
    /// Policies that add terms we have not read: paths or addresses.
    public var unreadPolicies: [String]
    public var gate: LicenseDossier.Gate.Kind
    public var isMultimodal: Bool?
    /// What it was trained on, with its terms: an axis of its own, for whether they bind the weights is disputed.
    public var datasets: [LicenseDossier.Relative]

    public init(
        model: String, commit: String? = nil, expression: LicenseExpression, confidence: Confidence, evidence: [Evidence] = [],
        conflicts: [Conflict] = [], gap: Gap? = nil, unreadPolicies: [String] = [], gate: LicenseDossier.Gate.Kind = .open,
        isMultimodal: Bool? = nil, datasets: [LicenseDossier.Relative] = []
    ) {
        self.model = model
        self.commit = commit
        self.expression = expression
        self.confidence = confidence
        self.evidence = evidence
        self.conflicts = conflicts
        self.gap = gap
        self.unreadPolicies = unreadPolicies
        self.gate = gate
        self.isMultimodal = isMultimodal
        self.datasets = datasets
    }
}

extension Conclusion {
    /// Adds conflicts that were found later, in their places.
    public mutating func add(_ conflicts: [Conflict]) { self.conflicts = (self.conflicts + conflicts).inOrder }
}

extension [Conflict] {
    /// By code, then by weight; otherwise as they were found.
    var inOrder: [Conflict] {
        enumerated()
            .sorted { ($0.element.code.order, $1.element.severity, $0.offset) < ($1.element.code.order, $0.element.severity, $1.offset) }
            .map(\.element)
    }
}

extension Conclusion.Gap {
    /// The state's name, for storage and JSON.
    public var code: String {
        switch self {
        case .absent: "absent"
        case .unknown: "unknown"
        case .otherNamed: "other-named"
        case .otherUnnamed: "other-unnamed"
        case .unreadText: "unread-text"
        case .unclear: "unclear"
        }
    }

    /// What that means, in one sentence.
    public var sentence: String {
        switch self {
        case .absent: "No licence is stated: without one, copyright grants nothing."
        case .unknown: "The licence tag says 'unknown'."
        case .otherNamed(let name): "The licence tag says 'other', and we know no licence named '\(name)'."
        case .otherUnnamed: "The licence tag says 'other', and nothing says which licence that is."
        case .unreadText(let path): "\(path) holds a text that we do not know: a person has to read it."
        case .unclear(let text): "'\(text)' names no licence that we know."
        }
    }
}
