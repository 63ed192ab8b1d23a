/// What one wants to do with a model: the rights that needs, and the acts that make duties arise.
///
/// One file of `catalog/scenarios/`.
public struct Scenario: Hashable, Sendable, Codable {
    /// Why it is done, where a licence makes a difference of that.
    public enum Purpose: String, Hashable, Sendable, Codable, CaseIterable {
        case commercial
        /// Not commercial, and for study only.
        case research
        /// The scenario does not say.
        case either
    }

    /// What a user types: `internal-tool`, `product`, `api`, `research`, `redistribution`.
    public var id: String
    /// Other names for the same: `commercial-product`.
    public var aliases: [String]
    public var name: String
    /// What it is, in one sentence.
    public var sentence: String
    public var purpose: Purpose
    /// All of them must be granted.
    public var needs: [Right]
    /// The acts that make duties arise.
    public var acts: [Duty.Trigger]
    /// Circumstances that always hold here. The others do not, save for those that depend on the model or the organisation.
    public var circumstances: [Limit.Circumstance]

    public init(
        id: String, aliases: [String] = [], name: String, sentence: String, purpose: Purpose, needs: [Right], acts: [Duty.Trigger],
        circumstances: [Limit.Circumstance] = []
    ) {
        self.id = id
        self.aliases = aliases
        self.name = name
        self.sentence = sentence
        self.purpose = purpose
        self.needs = needs
        self.acts = acts
        self.circumstances = circumstances
    }

    /// Whether a user who typed this means it. Case does not matter.
    public func isNamed(_ text: String) -> Bool {
        let typed = text.lowercased()
        return id == typed || aliases.contains(typed)
    }
}
