/// What one may want to do with a model's weights. The names are those of the policy files, the order that of every report.
public enum Right: String, Hashable, Sendable, Codable, CodingKeyRepresentable, CaseIterable {
    /// Study it: research, teaching, evaluation.
    case useResearch = "use.research"
    /// Run it in the course of a business, inside or for customers.
    case useCommercial = "use.commercial"
    /// Fine-tune, quantize, merge.
    case modify
    /// Hand out the weights as they are.
    case distributeWeights = "distribute.weights"
    /// Hand out what was made of them.
    case distributeDerivative = "distribute.derivative"
    /// Let others use it over a network.
    case hostThirdParty = "host.thirdParty"
    /// Use what it produces in the course of a business.
    case outputCommercial = "output.commercial"
    /// Train another model on what it produces.
    case outputTrain = "output.train"
    /// Grant these rights to others in one's own name.
    case sublicense
}

/// What a licence says about one right.
public struct Clause: Hashable, Sendable, Codable {
    public var grant: Grant
    /// What must hold for a `conditional` grant; empty for the others. All of them must hold.
    public var conditions: [Condition]
    /// In our words, one sentence.
    public var note: String?
    /// Where the text says so: "section 2", "Attachment A".
    public var section: String?

    public init(_ grant: Grant, if conditions: [Condition] = [], note: String? = nil, section: String? = nil) {
        self.grant = grant
        self.conditions = conditions
        self.note = note
        self.section = section
    }
}

/// What a conditional grant hangs on. Written `duty:licence.copy`, `limit:mau`, `non-commercial` in the data files.
public enum Condition: Hashable, Sendable {
    /// Fulfil the duties of this kind that the licence lists.
    case duty(Duty.Kind)
    /// Stay within the limit of this name that the licence lists.
    case limit(String)
    /// Only for purposes that are not commercial.
    case nonCommercial
    /// Only for research, teaching or evaluation.
    case researchOnly
    /// Only as long as the result is not handed on: adapted material under a licence without derivatives.
    case privateOnly
    /// Ask, register or accept first.
    case acceptance
    /// Sign a contract with the licensor.
    case contract
    /// A person has to read the text: no fact of a profile decides it.
    case reading

    public init?(_ text: String) {
        if text.hasPrefix("duty:") {
            guard let kind = Duty.Kind(rawValue: String(text.dropFirst(5))) else { return nil }
            self = .duty(kind)
        } else if text.hasPrefix("limit:") {
            self = .limit(String(text.dropFirst(6)))
        } else {
            switch text {
            case "non-commercial": self = .nonCommercial
            case "research-only": self = .researchOnly
            case "private-only": self = .privateOnly
            case "acceptance": self = .acceptance
            case "contract": self = .contract
            case "reading": self = .reading
            default: return nil
            }
        }
    }

    public var text: String {
        switch self {
        case .duty(let kind): "duty:\(kind.rawValue)"
        case .limit(let name): "limit:\(name)"
        case .nonCommercial: "non-commercial"
        case .researchOnly: "research-only"
        case .privateOnly: "private-only"
        case .acceptance: "acceptance"
        case .contract: "contract"
        case .reading: "reading"
        }
    }
}

extension Condition: Codable {
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let condition = Condition(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "'\(text)' is no condition")
        }
        self = condition
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }
}
