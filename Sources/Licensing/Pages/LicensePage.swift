/// What we know of one licence as a page of Markdown: for a terminal, a folder of pages, the web.
///
/// The same facts give the same page, byte for byte.
public struct LicensePage: Sendable {
    private let fact: LicenseFact
    private let listed: LicenseCatalogue.ListedLicense?

    /// - Parameter listed: its row of the SPDX list, where it has one.
    public init(_ fact: LicenseFact, listed: LicenseCatalogue.ListedLicense?) {
        self.fact = fact
        self.listed = listed
    }

    /// The file name of the page: the id with what no file name should have replaced.
    public static func fileName(of id: LicenseID) -> String {
        String(id.text.map { $0.isASCII && ($0.isLetter || $0.isNumber || "-.+".contains($0)) ? $0 : "_" }) + ".md"
    }

    /// The whole page, ending with a line break.
    public var markdown: String {
        var parts = ["# \(Self.escaped(fact.name))", summary.joined(separator: "  \n"), rights]
        if !fact.duties.isEmpty { parts.append("## In return\n\n" + fact.duties.map { "- " + Self.sentence($0) }.joined(separator: "\n")) }
        if !fact.limits.isEmpty { parts.append("## Limits\n\n" + fact.limits.map { "- " + Self.sentence($0) }.joined(separator: "\n")) }
        parts.append("## Other terms\n\n" + terms.map { "- " + $0 }.joined(separator: "\n"))
        if let notes = fact.notes { parts.append("## To know\n\n" + Self.escaped(notes)) }
        parts.append("## How we know\n\n" + sources.map { "- " + $0 }.joined(separator: "\n"))
        return parts.joined(separator: "\n\n") + "\n"
    }

    private var summary: [String] {
        var lines = ["`\(fact.id)` · family \(fact.family) · confidence \(fact.confidence.rawValue)"]
        if let listed {
            var flags = [listed.isDeprecated ? "on the SPDX list (deprecated)" : "on the SPDX list"]
            if listed.isOSIApproved { flags.append("approved by the OSI") }
            if listed.isFSFLibre { flags.append("free by the FSF's list") }
            lines.append(flags.joined(separator: " · "))
        } else {
            lines.append("not on the SPDX list")
        }
        if let previous = fact.supersedes { lines.append("follows `\(previous)`") }
        return lines
    }

    private var rights: String {
        let rows = Right.allCases.map { right in
            let clause = fact.rights[right] ?? Clause(.unknown)
            let conditions = clause.conditions.map(\.text).joined(separator: ", ")
            let cells = [right.rawValue, clause.grant.rawValue, conditions, Self.cell(clause.note), Self.cell(clause.section)]
            return "| \(cells.joined(separator: " | ")) |"
        }
        return "## Rights\n\n| right | grant | if | note | section |\n|---|---|---|---|---|\n" + rows.joined(separator: "\n")
    }

    private var terms: [String] {
        var terms = [
            "Patents: \(fact.patent.grant.rawValue); ends on a suit: \(fact.patent.endsOnSuit.rawValue)" + Self.tail(fact.patent.note),
            "Must be accepted first: \(fact.acceptance.rawValue)" + Self.tail(fact.acceptanceNote),
            "May be withdrawn: \(fact.revocable.rawValue)", "May be changed by the licensor: \(fact.unilateralChange.rawValue)",
        ]
        if let law = fact.governingLaw { terms.append("Governing law: \(Self.escaped(law))") }
        terms += fact.policies.map { "Policy that is part of it: \(Self.escaped($0))" }
        return terms
    }

    private var sources: [String] {
        fact.evidence.map { Self.escaped($0.document) + ($0.read.map { ", read \($0)" } ?? "") }
            + fact.aliases.sorted { $0.key < $1.key }.map { hub, names in
                "Called on \(hub == "any" ? "any hub" : hub): " + names.sorted().map { "`\($0)`" }.joined(separator: ", ")
            } + fact.links.sorted().map { "Text at \(Self.escaped($0))" }
    }

    private static func sentence(_ duty: Duty) -> String {
        var text = "**\(duty.kind.rawValue)**"
        if let words = duty.text { text += " “\(escaped(words))”" }
        if let scope = duty.scope { text += " (reaches: \(scope.rawValue))" }
        if !duty.on.isEmpty { text += " on " + duty.on.map(\.rawValue).joined(separator: ", ") }
        if let limit = duty.beyond { text += ", once the limit `\(limit)` is exceeded" }
        return text + tail(duty.note) + place(duty.section)
    }

    private static func sentence(_ limit: Limit) -> String {
        var text = "**\(limit.name)**: "
        switch limit.rule {
        case .threshold(let threshold): text += sentence(threshold)
        case .territory(let territory):
            text += "not for \(territory.excluded.joined(separator: ", ")) (\(territory.subjects.map(\.rawValue).joined(separator: ", ")))"
        case .field(let purposes): text += "not for " + purposes.joined(separator: ", ")
        case .competitor(let licensor): text += "not for competitors of \(escaped(licensor))"
        }
        if let circumstance = limit.onlyIf { text += ", only if \(circumstance.rawValue)" }
        return text + " → \(limit.effect.rawValue)" + tail(limit.note) + place(limit.section)
    }

    private static func sentence(_ threshold: Threshold) -> String {
        var text = "\(threshold.metric.rawValue) \(threshold.comparison.rawValue) \(threshold.value)"
        if let currency = threshold.currency { text += " \(currency)" }
        if let window = threshold.window { text += " a \(window.rawValue)" }
        if threshold.scope != .unknown { text += " of the \(threshold.scope.rawValue)" }
        switch threshold.asOf {
        case .ongoing: text += ", at any time"
        case .release(let day): text += ", on the release date" + (day.map { " (\($0))" } ?? "")
        }
        return text
    }

    private static func tail(_ note: String?) -> String { note.map { ": \(escaped($0))" } ?? "" }

    private static func place(_ section: String?) -> String { section.map { " (\(escaped($0)))" } ?? "" }

    private static func cell(_ text: String?) -> String { text.map { escaped($0).replacing("|", with: "\\|") } ?? "" }

    /// Facts are ours, names of documents are not: nothing of them may become markup.
    private static func escaped(_ text: String) -> String {
        text.replacing("\n", with: " ").replacing("<", with: "&lt;")
    }
}
