/// How much of what a reader needs a card says: 0…1, and what is missing.
///
/// The score is the share of the weights of what is there, among what is asked for. It says that something is written, not that it is true.
public struct CardCompleteness: Sendable, Hashable {
    /// What a card can say. The raw values are stored and shown; they never change.
    public enum Item: String, Sendable, Hashable, CaseIterable {
        /// `license` of the front matter, or a section about it.
        case license
        /// `language` of the front matter.
        case language
        case library
        case task
        /// `base_model` or `datasets`: what the model was made from.
        case lineage
        case description
        case intendedUse = "intended-use"
        case limitations
        case trainingData = "training-data"
        case trainingProcedure = "training-procedure"
        /// A section with results, or rows in `model-index`.
        case evaluation
        case usage
        case citation
        /// No section that only holds what the template has there. Not given to a card without any section that was filled.
        case noLeftovers = "no-leftovers"

        /// Of 100. The licence weighs most, for without it nothing may be used; then what a choice rests on: what it is, what it can't do,
        /// how well it does. A citation weighs least.
        public var weight: Int {
            switch self {
            case .license: 14
            case .language: 5
            case .library: 6
            case .task: 7
            case .lineage: 8
            case .description: 10
            case .intendedUse: 7
            case .limitations: 9
            case .trainingData: 7
            case .trainingProcedure: 5
            case .evaluation: 9
            case .usage: 7
            case .citation: 2
            case .noLeftovers: 4
            }
        }
    }

    /// 0…1.
    public let score: Double
    /// In the order of `Item`.
    public let missing: [Item]
    /// Kinds of sections that only hold what the template has there.
    public let leftovers: Set<CardSection.Kind>

    /// `notAsked`: what makes no sense for this model, as a language for one that sees.
    public init(of card: ModelCard, outline: CardOutline, index: ModelIndex, notAsked: Set<Item> = []) {
        let filled = outline.filledKinds
        leftovers = Set(outline.sections.lazy.filter { $0.state == .leftover }.map(\.kind)).subtracting(filled)
        let hasLeftovers = !leftovers.isEmpty
        func has(_ keys: String...) -> Bool { keys.contains { card.frontMatter?[$0].map(Self.says) ?? false } }
        func isThere(_ item: Item) -> Bool {
            switch item {
            case .license: has("license") || filled.contains(.license)
            case .language: has("language")
            case .library: has("library_name")
            case .task: has("pipeline_tag")
            case .lineage: has("base_model", "datasets")
            case .description: filled.contains(.description)
            case .intendedUse: !filled.isDisjoint(with: [.intendedUse, .directUse, .downstreamUse])
            case .limitations: !filled.isDisjoint(with: [.limitations, .outOfScopeUse])
            case .trainingData: filled.contains(.trainingData)
            case .trainingProcedure: filled.contains(.trainingProcedure)
            case .evaluation: filled.contains(.evaluation) || !index.rows.isEmpty
            case .usage: filled.contains(.usage)
            case .citation: filled.contains(.citation)
            case .noLeftovers: !hasLeftovers && !filled.isEmpty
            }
        }
        let asked = Item.allCases.filter { !notAsked.contains($0) }
        missing = asked.filter { !isThere($0) }
        let whole = asked.reduce(0) { $0 + $1.weight }
        let lost = missing.reduce(0) { $0 + $1.weight }
        score = whole == 0 ? 1 : Double(whole - lost) / Double(whole)
    }

    /// Whether a value says anything: not nothing, "unknown", an empty text or list.
    private static func says(_ value: CardValue) -> Bool {
        switch value {
        case .null: false
        case .string(let text): !text.isEmpty && text != "unknown" && !text.lowercased().contains("more information needed")
        case .list(let values): values.contains { $0 != .null && $0 != .string("") }
        case .map(let members): !members.isEmpty
        case .bool, .number: true
        }
    }
}
