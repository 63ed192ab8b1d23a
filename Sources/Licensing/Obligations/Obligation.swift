/// One thing to ship, show or do in return for a use.
public struct Obligation: Hashable, Sendable {
    /// What has to be done: a duty of a licence, or keeping to what it bars.
    public enum Action: Hashable, Sendable {
        case duty(Duty.Kind)
        /// Do not use it for these purposes.
        case observeRestrictions

        /// The name in reports and JSON: that of the data files, or `use.restrictions`.
        public var code: String {
            switch self {
            case .duty(let kind): kind.rawValue
            case .observeRestrictions: "use.restrictions"
            }
        }
    }

    /// Which licence asks it, and where.
    public struct Origin: Hashable, Sendable, Codable, CustomStringConvertible {
        public var license: LicenseID
        public var section: String?

        public init(_ license: LicenseID, section: String? = nil) {
            self.license = license
            self.section = section
        }

        public var description: String { section.map { "\(license), \($0)" } ?? license.text }
    }

    public var action: Action
    /// What to do, in one sentence.
    public var instruction: String
    /// The exact words to ship, show or begin a name with.
    public var text: String?
    /// How far share-alike reaches.
    public var scope: Duty.Scope?
    /// The acts of the scenario that bring it about.
    public var on: [Duty.Trigger]
    /// Only if this limit is exceeded, which the organisation's profile leaves open.
    public var onlyBeyond: String?
    public var origins: [Origin]
    /// What else the licences say of it.
    public var notes: [String]

    public init(
        _ action: Action, instruction: String, text: String? = nil, scope: Duty.Scope? = nil, on: [Duty.Trigger] = [],
        onlyBeyond: String? = nil, origins: [Origin], notes: [String] = []
    ) {
        self.action = action
        self.instruction = instruction
        self.text = text
        self.scope = scope
        self.on = on
        self.onlyBeyond = onlyBeyond
        self.origins = origins
        self.notes = notes
    }
}

extension Obligation.Action {
    /// The opposite of `code`.
    public init?(code: String) {
        if code == Self.observeRestrictions.code {
            self = .observeRestrictions
        } else if let kind = Duty.Kind(rawValue: code) {
            self = .duty(kind)
        } else {
            return nil
        }
    }
}

extension Obligation.Action: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let action = Self(code: text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no obligation")
        }
        self = action
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(code)
    }
}

extension Obligation: Codable {
    private enum CodingKeys: String, CodingKey {
        case action, instruction, text, scope, on
        case onlyBeyond = "only_beyond"
        case origins, notes
    }
}
