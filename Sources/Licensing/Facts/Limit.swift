/// A bound of the grant: a size, a place, a purpose, a competitor.
public struct Limit: Hashable, Sendable, Codable {
    /// Unique within the licence: what `limit:NAME` of a clause and `beyond` of a duty refer to.
    public var name: String
    public var rule: Rule
    /// Applies only in this circumstance; nil: always.
    public var onlyIf: Circumstance?
    /// What exceeding it means.
    public var effect: Effect
    public var note: String?
    public var section: String?

    public init(
        name: String, rule: Rule, onlyIf: Circumstance? = nil, effect: Effect = .noGrant, note: String? = nil, section: String? = nil
    ) {
        self.name = name
        self.rule = rule
        self.onlyIf = onlyIf
        self.effect = effect
        self.note = note
        self.section = section
    }

    /// What is bounded.
    public enum Rule: Hashable, Sendable, Codable {
        case threshold(Threshold)
        case territory(Territory)
        /// Purposes that are barred: codes such as `military`, `surveillance`, `medical-advice`, `illegal`.
        case field([String])
        /// Whose competitors get no grant.
        case competitor(String)
    }

    /// What exceeding a limit brings about.
    public enum Effect: String, Hashable, Sendable, Codable, CaseIterable {
        case noGrant = "no-grant"
        case licenseRequired = "license-required"
        case registration
        case royalty
        case review
        /// Nothing is lost, but the duties that name this limit in `beyond` arise.
        case duty
    }

    /// What must be true of the use for the limit to apply.
    public enum Circumstance: String, Hashable, Sendable, Codable, CaseIterable {
        case multimodal
        case modelAsAService = "model-as-a-service"
        case imageGenerationBusiness = "image-generation-business"
        case commercial
    }
}

/// A size beyond which the grant ends. `mau > 700000000` holds at 700,000,001 and not at 700,000,000.
public struct Threshold: Hashable, Sendable, Codable {
    /// What is counted.
    public enum Metric: String, Hashable, Sendable, Codable, CaseIterable {
        /// Active users a month.
        case mau
        /// Unique users a month.
        case muu
        /// Active users a day.
        case dau
        case visits
        case revenue
        /// Recurring revenue a year.
        case arr
        case staff
    }

    /// "more than", or "or more".
    public enum Comparison: String, Hashable, Sendable, Codable, CaseIterable {
        case greater = ">"
        case atLeast = ">="
    }

    /// The time over which it is counted.
    public enum Window: String, Hashable, Sendable, Codable, CaseIterable {
        case day, month, year
    }

    /// Whose size counts.
    public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
        case entity, affiliates, group, product, unknown
    }

    /// When the size is taken.
    public enum Moment: Hashable, Sendable {
        case ongoing
        /// Once, on the release date of that version (`2024-07-23`); nil where the text names no date.
        case release(String?)
    }

    public var metric: Metric
    public var comparison: Comparison
    public var value: Int64
    /// ISO 4217, for revenue.
    public var currency: String?
    public var window: Window?
    public var scope: Scope
    public var asOf: Moment

    public init(
        _ metric: Metric, _ comparison: Comparison, _ value: Int64, currency: String? = nil, window: Window? = nil,
        scope: Scope = .unknown, asOf: Moment = .ongoing
    ) {
        self.metric = metric
        self.comparison = comparison
        self.value = value
        self.currency = currency
        self.window = window
        self.scope = scope
        self.asOf = asOf
    }

    /// Whether this size is beyond the threshold.
    public func isExceeded(by size: Int64) -> Bool {
        switch comparison {
        case .greater: size > value
        case .atLeast: size >= value
        }
    }
}

extension Threshold.Moment: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        if text == "ongoing" { self = .ongoing } else { self = .release(text == "release" ? nil : text) }
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .ongoing: try container.encode("ongoing")
        case .release(let date): try container.encode(date ?? "release")
        }
    }
}

/// Where the grant does not reach.
public struct Territory: Hashable, Sendable, Codable {
    /// Whose place counts.
    public enum Subject: String, Hashable, Sendable, Codable, CaseIterable {
        /// Where the licensee lives or has its principal place of business.
        case seat
        /// Where the model runs or is offered.
        case use
        case output
    }

    /// ISO 3166-1 alpha-2 codes, and `EU` for all its members.
    public var excluded: [String]
    public var subjects: [Subject]

    public init(excluded: [String], subjects: [Subject]) {
        self.excluded = excluded
        self.subjects = subjects
    }
}
