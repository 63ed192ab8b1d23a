/// The permission flags of a Civitai model. They add to the licence of the base model, which may still say no.
///
/// `allowCommercialUse` comes as a string (`Sell`, 2023), a list (`["Image","Rent"]`, 2025) or the text form of a database array
/// (`{Image,RentCivit}`, 2026).
public struct CivitaiPermissions: Hashable, Sendable {
    /// A commercial use that the uploader may permit.
    public enum Use: String, Hashable, Sendable, CaseIterable {
        case none = "None"
        /// Sell what it produces.
        case image = "Image"
        /// Offer it on Civitai's own generator.
        case rentCivit = "RentCivit"
        /// Offer it on any generation service.
        case rent = "Rent"
        /// Sell the model or merges of it.
        case sell = "Sell"
    }

    /// Empty: none allowed. nil: not stated.
    public var commercial: Set<Use>?
    public var noCredit: Bool?
    public var derivatives: Bool?
    public var differentLicense: Bool?

    public static let license: LicenseID = "LicenseRef-Weighbridge-civitai-flags"

    public init(commercial: Set<Use>? = nil, noCredit: Bool? = nil, derivatives: Bool? = nil, differentLicense: Bool? = nil) {
        self.commercial = commercial
        self.noCredit = noCredit
        self.derivatives = derivatives
        self.differentLicense = differentLicense
    }

    /// nil: no member of the object is one of the four flags.
    init?(_ fields: [RawLicense.Field]) {
        var found = false
        for field in fields {
            switch (field.key, field.value) {
            case ("allowCommercialUse", let value):
                found = true
                commercial = Self.uses(value)
            case ("allowNoCredit", .bool(let value)):
                found = true
                noCredit = value
            case ("allowDerivatives", .bool(let value)):
                found = true
                derivatives = value
            case ("allowDifferentLicense", .bool(let value)):
                found = true
                differentLicense = value
            default: break
            }
        }
        guard found else { return nil }
    }

    /// A text that can be nothing else: `{Image,RentCivit}`; bare words (`Sell`) only where they come from Civitai.
    init?(text: String, hub: String?) {
        guard text.utf8.count <= 64, text.hasPrefix("{") || hub == "civitai", let uses = Self.uses(.text(text)) else { return nil }
        if text != "{}" || hub == "civitai" { commercial = uses } else { return nil }
    }

    /// A list is the same as its text form. nil where any word is no use.
    private static func uses(_ value: RawLicense) -> Set<Use>? {
        var names: [Substring] = []
        switch value {
        case .text(let text):
            guard text.utf8.count <= 256 else { return nil }
            var inner = Substring(text)
            if inner.hasPrefix("{"), inner.hasSuffix("}") { inner = inner.dropFirst().dropLast() }
            names = inner.split(separator: ",")
        case .list(let items):
            for item in items.prefix(16) {
                guard case .text(let name) = item else { return nil }
                names.append(Substring(name))
            }
        case .null, .number, .bool, .object: return nil
        }
        var uses: Set<Use> = []
        for name in names {
            let bare = name.drop { $0 == " " || $0 == "\"" }.prefix { $0 != " " && $0 != "\"" }
            guard let use = Use(rawValue: String(bare)) else { return nil }
            if use != .none { uses.insert(use) }
        }
        return uses
    }

    /// What the flags alone say; what they don't is unknown.
    public var profile: RightsProfile {
        var rights: [Right: Clause] = [:]
        if let commercial {
            let any = !commercial.isEmpty
            rights[.useCommercial] = Clause(any ? .conditional : .no, if: any ? [.reading] : [], section: "allowCommercialUse")
            rights[.outputCommercial] = Clause(commercial.contains(.image) ? .yes : .no, section: "allowCommercialUse: Image")
            let hosts = commercial.contains(.rent)
            let civit = commercial.contains(.rentCivit)
            rights[.hostThirdParty] = Clause(
                hosts ? .yes : civit ? .conditional : .no, if: !hosts && civit ? [.reading] : [],
                note: civit && !hosts ? "only on Civitai itself" : nil,
                section: "allowCommercialUse: Rent, RentCivit")
        }
        if let derivatives {
            let clause = Clause(derivatives ? .yes : .no, section: "allowDerivatives")
            rights[.distributeDerivative] = clause
        }
        if let differentLicense { rights[.sublicense] = Clause(differentLicense ? .yes : .no, section: "allowDifferentLicense") }
        var duties: [Duty] = []
        if noCredit == false { duties.append(Duty(.attribution, on: [.use, .distributeWeights], section: "allowNoCredit")) }
        if differentLicense == false { duties.append(Duty(.shareAlike, on: [.distributeDerivative], section: "allowDifferentLicense")) }
        return RightsProfile(rights: rights, duties: duties)
    }
}
