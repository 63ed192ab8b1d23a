/// Two things that say different of one model's terms, or one that hides them.
public struct Conflict: Hashable, Sendable {
    /// What disagrees with what.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// The tag and the LICENSE text.
        case tagAgainstText = "C1"
        /// `license_name` and the linked text.
        case nameAgainstLink = "C2"
        /// A permissive tag, and restrictive terms for the weights.
        case tagAgainstWeights = "C3"
        /// A model grants more than what it was made of, or drops its duties or limits.
        case childAgainstBase = "C4"
        /// Models of one family are under different terms.
        case siblingsDiffer = "C5"
        /// A gate or a use policy adds terms to a plain tag.
        case addedTerms = "C6"
        /// The tag says `other`, and neither name nor link say what.
        case unnamedOther = "C7"
        /// A data set's terms are narrower than the model's.
        case datasetAgainstModel = "C8"
        /// A permissive tag without any licence text or copyright notice.
        case permissionWithoutText = "C9"
        /// A derivative or mirror still says what its base said before.
        case staleDerivative = "C10"
        /// Two language versions differ.
        case languagesDiffer = "C11"
    }

    /// How much hangs on it.
    public enum Severity: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        /// Worth knowing; the rights are the same.
        case low
        /// A person should look.
        case medium
        /// Following the wrong side would break a licence.
        case high

        private var rank: Int {
            switch self {
            case .low: 0
            case .medium: 1
            case .high: 2
            }
        }

        public static func < (left: Severity, right: Severity) -> Bool { left.rank < right.rank }
    }

    /// One of the two that disagree.
    public struct Side: Hashable, Sendable {
        public var source: Evidence.Source
        public var locator: String
        public var expression: LicenseExpression

        public init(_ source: Evidence.Source, at locator: String, _ expression: LicenseExpression) {
            self.source = source
            self.locator = locator
            self.expression = expression
        }
    }

    public var code: Code
    public var severity: Severity
    /// Both sides; one only where the other is missing (C7, C9).
    public var sides: [Side]
    /// What is the matter, in one sentence.
    public var sentence: String
    /// The terms that were concluded are at least as strict as either side, so following them breaks neither.
    public var isSettled: Bool

    public init(_ code: Code, _ severity: Severity, _ sides: [Side], _ sentence: String, isSettled: Bool = true) {
        self.code = code
        self.severity = severity
        self.sides = sides
        self.sentence = sentence
        self.isSettled = isSettled
    }
}
