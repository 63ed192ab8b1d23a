/// Whether a model may be used in a scenario by an organisation, and why.
public struct Verdict: Hashable, Sendable {
    /// The answer, best first.
    public enum Level: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        case allow
        case allowWithDuties = "allow-with-duties"
        /// A person has to decide.
        case review
        /// A fact is missing that decides it.
        case unknown
        case block

        private var rank: Int {
            switch self {
            case .allow: 0
            case .allowWithDuties: 1
            case .review: 2
            case .unknown: 3
            case .block: 4
            }
        }

        /// Better ones come first: the worst of several is their maximum.
        public static func < (left: Level, right: Level) -> Bool { left.rank < right.rank }
    }

    /// One thing that brought the level about.
    public struct Reason: Hashable, Sendable {
        /// The level that it alone would give.
        public var level: Level
        public var right: Right?
        public var license: LicenseID?
        /// Of that licence's text.
        public var section: String?
        public var sentence: String

        public init(_ level: Level, right: Right? = nil, license: LicenseID? = nil, section: String? = nil, _ sentence: String) {
            self.level = level
            self.right = right
            self.license = license
            self.section = section
            self.sentence = sentence
        }
    }

    /// What one right comes to, over all licences that apply.
    public struct RightState: Hashable, Sendable {
        public var right: Right
        public var grant: Grant
        public var conditions: [Condition]
        /// The licences whose clause this is.
        public var licenses: [LicenseID]
        public var section: String?

        public init(_ right: Right, _ grant: Grant, conditions: [Condition] = [], licenses: [LicenseID] = [], section: String? = nil) {
            self.right = right
            self.grant = grant
            self.conditions = conditions
            self.licenses = licenses
            self.section = section
        }
    }

    /// How an organisation stands to one limit.
    public struct LimitState: Hashable, Sendable {
        /// Where the organisation stands.
        public enum Standing: String, Hashable, Sendable, Codable, CaseIterable {
            case within
            /// Within, with less than a fifth of the bound to spare.
            case near
            case exceeded
            case unknown
            /// The circumstance that it applies in is not given.
            case notApplicable = "not-applicable"
            /// A bar on purposes, which no figure decides: it has to be observed.
            case observe
        }

        public var license: LicenseID
        public var limit: Limit
        public var standing: Standing
        /// In one sentence, with the figures.
        public var sentence: String

        public init(_ license: LicenseID, _ limit: Limit, _ standing: Standing, _ sentence: String) {
            self.license = license
            self.limit = limit
            self.standing = standing
            self.sentence = sentence
        }
    }

    /// A fact that would decide the verdict.
    public struct Missing: Hashable, Sendable, Codable {
        /// The profile's key (`mau`, `seat`), or `license` for what the model does not tell.
        public var field: String
        /// "monthly active users on 2024-07-23".
        public var sentence: String
        /// The licence that asks.
        public var license: LicenseID?

        public init(_ field: String, _ sentence: String, license: LicenseID? = nil) {
            self.field = field
            self.sentence = sentence
            self.license = license
        }
    }

    public var model: String
    public var commit: String?
    public var scenario: String
    public var level: Level
    /// What applies: own terms and those inherited.
    public var expression: LicenseExpression
    /// What was chosen where the licence leaves a choice: the branch that serves the scenario best. Equal to `expression` without one.
    public var chosen: LicenseExpression
    public var confidence: Confidence
    /// Worst first. The first is the one that decided.
    public var reasons: [Reason]
    /// All rights, in the order of `Right.allCases`.
    public var rights: [RightState]
    public var obligations: [Obligation]
    public var limits: [LimitState]
    public var conflicts: [Conflict]
    public var evidence: [Evidence]
    public var chain: [EffectiveTerms.Step]
    public var missing: [Missing]
    /// What was taken for granted: an undated figure, an unstated circumstance.
    public var assumptions: [String]
    /// What would make the answer better.
    public var changes: [String]

    public init(
        model: String, commit: String? = nil, scenario: String, level: Level, expression: LicenseExpression,
        chosen: LicenseExpression, confidence: Confidence, reasons: [Reason] = [], rights: [RightState] = [],
        obligations: [Obligation] = [], limits: [LimitState] = [], conflicts: [Conflict] = [], evidence: [Evidence] = [],
        chain: [EffectiveTerms.Step] = [], missing: [Missing] = [], assumptions: [String] = [], changes: [String] = []
    ) {
        self.model = model
        self.commit = commit
        self.scenario = scenario
        self.level = level
        self.expression = expression
        self.chosen = chosen
        self.confidence = confidence
        self.reasons = reasons
        self.rights = rights
        self.obligations = obligations
        self.limits = limits
        self.conflicts = conflicts
        self.evidence = evidence
        self.chain = chain
        self.missing = missing
        self.assumptions = assumptions
        self.changes = changes
    }
}
