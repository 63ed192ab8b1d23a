/// One side of a change: what a LICENSE-like file was at a commit.
public struct LicenseState: Hashable, Sendable {
    public var path: String
    /// What it applies to.
    public var component: LicenseDossier.Component
    /// nil: the file is not there.
    public var expression: LicenseExpression?
    /// What was last known under this path, where the file is not there.
    public var lastKnown: LicenseExpression?
    /// Other LICENSE-like files of the same commit, with what they are: to see what was only moved.
    public var others: [String: LicenseExpression]

    public init(
        _ path: String, component: LicenseDossier.Component = .all, expression: LicenseExpression?, lastKnown: LicenseExpression? = nil,
        others: [String: LicenseExpression] = [:]
    ) {
        self.path = path
        self.component = component
        self.expression = expression
        self.lastKnown = lastKnown
        self.others = others
    }
}

/// How two texts of one file differ, as far as that is known.
public enum TextChange: String, Hashable, Sendable, Codable, CaseIterable {
    /// Byte for byte, or after normalizing: only wrapping, quotes, case or dressing differ.
    case same
    /// Nothing that binds: addresses, dates, typing errors, numbers of sections, copyright lines, notices of others appended.
    case dressing
    /// One name is replaced by another throughout.
    case name
    /// Words that may bind.
    case words
    /// The texts are not at hand.
    case unknown
}

/// How much a change of terms matters, and why.
public struct Drift: Hashable, Sendable {
    public var level: DriftLevel
    /// In sentences; the first decided.
    public var reasons: [String]

    public init(_ level: DriftLevel, _ reasons: [String]) {
        self.level = level
        self.reasons = reasons
    }
}
