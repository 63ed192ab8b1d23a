/// One thing that says under which terms a model is: a file, a link, a tag.
public struct Evidence: Hashable, Sendable {
    /// What kind of thing, strongest first: a weaker one never overrules a stronger one.
    public enum Source: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
        /// The text of a LICENSE-like file of the repository, at the commit.
        case file = "license-file"
        /// The text that the card links to.
        case link = "license-link"
        /// The licence section of the card.
        case section = "card-section"
        /// The card's `license_name`.
        case name = "license-name"
        /// The card's or the hub's licence tag.
        case tag
        /// The terms of the model that this one was made of.
        case baseModel = "base-model"
        /// Not about the weights' licence itself, but adds to or speaks against it.
        case policy, gate, sibling, dataset

        private var rank: Int {
            switch self {
            case .file: 0
            case .link: 1
            case .section: 2
            case .name: 3
            case .tag: 4
            case .baseModel: 5
            case .policy, .gate, .sibling, .dataset: 6
            }
        }

        /// Stronger sources come first.
        public static func < (left: Source, right: Source) -> Bool { left.rank < right.rank }
    }

    public var source: Source
    /// Where: a path in the repository, an address, the name of a field or of another model.
    public var locator: String
    /// What it said, as it was written; nil for a whole text.
    public var raw: String?
    /// What that means.
    public var expression: LicenseExpression
    public var confidence: Confidence
    /// Whether it decided.
    public var isDeciding: Bool
    /// One sentence, where there is more to say.
    public var note: String?

    public init(
        _ source: Source, at locator: String, raw: String? = nil, expression: LicenseExpression, confidence: Confidence,
        isDeciding: Bool = false, note: String? = nil
    ) {
        self.source = source
        self.locator = locator
        self.raw = raw
        self.expression = expression
        self.confidence = confidence
        self.isDeciding = isDeciding
        self.note = note
    }
}
