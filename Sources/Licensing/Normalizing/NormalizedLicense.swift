/// What a claim was understood as, how, and what stayed open.
public struct NormalizedLicense: Hashable, Sendable {
    /// Simplified; `NOASSERTION` where nothing can be concluded.
    public var expression: LicenseExpression
    public var state: State
    public var confidence: Confidence
    /// Each step that contributed, in the order taken.
    public var evidence: [Evidence]
    public var findings: [Finding]
    /// Civitai's flags, where the claim was such: they say more than any id (`CivitaiPermissions.profile`).
    public var permissions: CivitaiPermissions?

    public init(
        expression: LicenseExpression, state: State = .stated, confidence: Confidence, evidence: [Evidence] = [],
        findings: [Finding] = [], permissions: CivitaiPermissions? = nil
    ) {
        self.expression = expression
        self.state = state
        self.confidence = confidence
        self.evidence = evidence
        self.findings = findings
        self.permissions = permissions
    }

    /// What kind of answer it is. Only `stated` names a licence, and none of the others ever means "allowed".
    public enum State: Hashable, Sendable {
        /// A licence, or several, or `NONE`.
        case stated
        /// No field, `null`, an empty text or list.
        case absent
        /// Said to be unknown.
        case unknown
        /// `other` or "custom" with a name or a link that we don't know.
        case otherNamed(String)
        /// `other` without any name.
        case otherUnnamed
        /// Something was said that we can't read.
        case unread(String)
        /// Only an address or a file was given, whose text has to be read.
        case textElsewhere(String)
    }

    /// A step of the reading that contributed, with what it used.
    public struct Evidence: Hashable, Sendable {
        public let step: Step
        /// The part of the claim.
        public let fragment: String
        /// The rule, alias or address behind it.
        public let rule: String

        public init(_ step: Step, fragment: String, rule: String) {
            self.step = step
            self.fragment = fragment
            self.rule = rule
        }
    }

    /// The steps, in the order tried.
    public enum Step: String, Hashable, Sendable, Codable, CaseIterable {
        /// The shape: list, object, fields.
        case shape
        /// Words that say that nothing is said.
        case placeholder
        case permissionFlags = "permission-flags"
        /// The whole claim is an alias or id.
        case alias
        case expression
        case link
        /// A licence named within a text.
        case mention
        /// A misspelt word was read as its neighbour.
        case spelling
    }

    /// What a person should know about the reading.
    public enum Finding: Hashable, Sendable, CustomStringConvertible {
        /// Several licences, and nothing says whether all apply or one may be chosen. Read as AND unless the notation is a known choice.
        case operatorUnknown(String)
        /// The family is clear, the version isn't.
        case versionMissing(LicenseID)
        /// A version or variant was supplied by convention: the claim doesn't say it.
        case byConvention(String)
        /// A national port without an id of its own; read as the unported licence.
        case portDropped(String)
        case spelling(String, readAs: String)
        /// Words that the reading took no notice of.
        case unreadWords(String)
        /// Two parts of the claim say different things.
        case conflict(String, String)
        /// Something named in the claim is denied or weakened there ("not MIT", "MIT-like", "modified MIT").
        case qualified(String)
        /// A restriction is stated beside a licence that has none.
        case addedRestriction(LicenseID)
        /// The text behind this address or file name has to be read.
        case readText(String)
        /// Only this many bytes or entries of the claim were read.
        case truncated(Int)

        public var description: String {
            switch self {
            case .operatorUnknown(let notation): "the claim does not say whether all of these apply or one may be chosen: '\(notation)'"
            case .versionMissing(let id): "no version is stated: \(id)"
            case .byConvention(let what): "by convention, not by statement: \(what)"
            case .portDropped(let port): "national version '\(port)' has no id of its own"
            case .spelling(let word, let other): "'\(word)' was read as '\(other)'"
            case .unreadWords(let words): "not understood: '\(words)'"
            case .conflict(let one, let other): "contradiction: '\(one)' and '\(other)'"
            case .qualified(let words): "the claim takes something back: '\(words)'"
            case .addedRestriction(let id): "restriction beside the licence: \(id)"
            case .readText(let place): "the text has to be read: \(place)"
            case .truncated(let count): "only the first \(count) were read"
            }
        }
    }

    static func nothing(_ state: State, _ evidence: [Evidence] = [], _ findings: [Finding] = []) -> NormalizedLicense {
        NormalizedLicense(expression: .noAssertion, state: state, confidence: .none, evidence: evidence, findings: findings)
    }
}
