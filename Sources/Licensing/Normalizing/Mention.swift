/// A licence, or a restriction, found within a claim.
struct Mention {
    var expression: LicenseExpression
    /// Tokens it was read from.
    var tokens: Range<Int>
    /// The rule or alias.
    var rule: String
    var step: NormalizedLicense.Step = .mention
    var confidence: Confidence = .high
    /// Family, in which a vaguer mention beside a clearer one is the same licence: `gpl`, `cc-by`, `bsd`.
    var kin: String { ownKin ?? expression.licenses.first.map(LicenseKin.kin) ?? "" }
    private var ownKin: String?
    /// The family is named, the version or variant isn't.
    var isVague = false
    /// Only a plain word: counts where it stands alone.
    var isWeak = false
    /// Not a licence by itself: "non-commercial", "research only".
    var isRestriction = false
    var findings: [NormalizedLicense.Finding] = []

    init(_ expression: LicenseExpression, _ tokens: Range<Int>, rule: String, kin: String?) {
        self.expression = expression
        self.tokens = tokens
        self.rule = rule
        ownKin = kin
    }

    mutating func belong(to kin: String) { ownKin = kin }

    init(_ id: LicenseID, _ tokens: Range<Int>, rule: String) {
        self.init(.license(id), tokens, rule: rule, kin: nil)
        isVague = LicenseKin.isVague(id)
        isRestriction = LicenseKin.restrictions.contains(id)
        if isVague {
            confidence = .medium
            findings.append(.versionMissing(id))
        }
    }
}

/// Which licences are versions and variants of one another, by their ids.
enum LicenseKin {
    /// What forbids without permitting: no licence by themselves.
    static let restrictions: Set<LicenseID> = [
        "LicenseRef-Weighbridge-non-commercial-unspecified", "LicenseRef-Weighbridge-research-only-unspecified",
    ]

    static func isVague(_ id: LicenseID) -> Bool {
        id.text.hasSuffix("-unspecified") || id.text.hasSuffix("-unversioned")
    }

    /// `GPL-3.0-only` is `gpl`, `CC-BY-NC-4.0` is `cc-by-nc`, `LicenseRef-Weighbridge-cc-by-unversioned` is `cc-by`, `BSD-3-Clause` is `bsd`.
    static func kin(of id: LicenseID) -> String {
        var text = Substring(id.text.lowercased())
        for prefix in ["licenseref-weighbridge-", "licenseref-scancode-"] where text.hasPrefix(prefix) {
            text = text.dropFirst(prefix.count)
        }
        for suffix in ["-unspecified", "-unversioned", "-unlisted"] where text.hasSuffix(suffix) { text = text.dropLast(suffix.count) }
        if text == "0bsd" { return "bsd" }
        if text.hasPrefix("cc0") { return "cc0" }
        let parts = text.split(separator: "-")
        var kin: [Substring] = []
        for part in parts {
            guard let first = part.utf8.first, !(0x30...0x39).contains(first) else { break }
            kin.append(part)
        }
        return kin.isEmpty ? String(text) : kin.joined(separator: "-")
    }

    /// Whether the vague one says nothing that the other doesn't: `cc` beside `cc-by-nc`, `openrail` beside any RAIL.
    static func covers(_ vague: String, _ other: String) -> Bool {
        if vague == other || other.hasPrefix(vague + "-") { return true }
        switch vague {
        case "cc": return other.hasPrefix("cc")
        case "openrail": return other.contains("rail") || other.hasPrefix("stable-diffusion")
        case "public-domain":
            return other == "cc0" || other.hasPrefix("cc-pd") || other == "unlicense" || other == "pddl" || other.contains("public-domain")
                || other == "us-gov-works"
        case "modified-mit": return other.contains("modified-mit") || other.hasPrefix("kimi")
        case "gpl": return false
        default: return false
        }
    }
}
