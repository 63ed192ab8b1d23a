/// All licences we know: our facts, and the SPDX list's names.
public struct LicenseCatalogue: Sendable {
    /// One row of the SPDX list of licences.
    public struct ListedLicense: Hashable, Sendable {
        public let id: LicenseID
        public let name: String
        public let isDeprecated: Bool
        public let isOSIApproved: Bool
        public let isFSFLibre: Bool
        /// The expression to write instead of a deprecated id, where there is one: `GPL-2.0-only WITH Classpath-exception-2.0`.
        public let replacement: String?

        public init(
            id: LicenseID, name: String, isDeprecated: Bool, isOSIApproved: Bool, isFSFLibre: Bool, replacement: String? = nil
        ) {
            self.id = id
            self.name = name
            self.isDeprecated = isDeprecated
            self.isOSIApproved = isOSIApproved
            self.isFSFLibre = isFSFLibre
            self.replacement = replacement
        }
    }

    private let facts: [LicenseID: LicenseFact]
    private let listed: [String: ListedLicense]
    private let exceptions: [String: String]
    private let folded: [String: LicenseID]
    /// By hub, then by folded name.
    let aliases: [String: [String: LicenseID]]
    /// By folded address.
    let links: [String: LicenseID]
    /// Ids of our facts, and ids and names of the SPDX list, folded as aliases are.
    let byFoldedID: [String: LicenseID]

    /// - Parameters:
    ///   - facts: aliases folded by `Alias.fold`, links by `LicenseLink.fold`.
    ///   - exceptions: ids of the SPDX list of exceptions, in their own case.
    public init(facts: [LicenseFact], listed: [ListedLicense], exceptions: [String]) {
        self.facts = Dictionary(facts.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        self.listed = Dictionary(listed.map { ($0.id.text.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        self.exceptions = Dictionary(exceptions.map { ($0.lowercased(), $0) }, uniquingKeysWith: { first, _ in first })
        folded = Dictionary(facts.map { ($0.id.text.lowercased(), $0.id) }, uniquingKeysWith: { first, _ in first })
        var aliases: [String: [String: LicenseID]] = [:]
        var links: [String: LicenseID] = [:]
        for fact in facts {
            for (hub, names) in fact.aliases {
                for name in names { aliases[hub, default: [:]][name] = fact.id }
            }
            for link in fact.links { links[link] = fact.id }
        }
        self.aliases = aliases
        self.links = links
        // A deprecated id often has the name of what replaced it, which goes before.
        let current = listed.filter { !$0.isDeprecated }
        let names = facts.map { ($0.id.text, $0.id) } + listed.map { ($0.id.text, $0.id) } + current.map { ($0.name, $0.id) }
        byFoldedID = Dictionary(names.map { (Alias.fold($0), $1) }, uniquingKeysWith: { first, _ in first })
    }

    /// nil: we know no rights of it, which never means that there are none.
    public func fact(_ id: LicenseID) -> LicenseFact? { facts[id] }

    /// The canonical spelling of an id in any case; nil for what is neither listed by SPDX nor among our facts.
    public func canonical(_ text: String) -> LicenseID? {
        let key = text.lowercased()
        return folded[key] ?? listed[key]?.id
    }

    public func listed(_ id: LicenseID) -> ListedLicense? { listed[id.text.lowercased()] }

    /// The canonical spelling of an SPDX exception id in any case.
    public func exception(_ text: String) -> String? { exceptions[text.lowercased()] }

    /// By id.
    public var allFacts: [LicenseFact] { facts.values.sorted { $0.id < $1.id } }
    /// By id.
    public var allListed: [ListedLicense] { listed.values.sorted { $0.id < $1.id } }
}
