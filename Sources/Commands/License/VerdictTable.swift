import Licensing
import Reports

extension VerdictReport {
    /// A verdict for a person or a program.
    var document: Document { Document(json: .object(fields), table: Table(["field", "value"], rows: rows)) }

    private var rows: [[String]] {
        var rows = [
            ["model", reference], ["scenario", verdict.scenario], ["verdict", verdict.level.rawValue],
            ["license", verdict.expression.description],
        ]
        if verdict.chosen != verdict.expression { rows.append(["chosen", verdict.chosen.description]) }
        rows.append(["confidence", verdict.confidence.rawValue])
        if let gap = conclusion.gap { rows.append(["gap", gap.sentence]) }
        rows += verdict.reasons.map {
            ["reason", [$0.license?.text, $0.section].compactMap(\.self).joined(separator: ", ").prefixed($0.sentence)]
        }
        rows += verdict.rights.map { ["right", "\($0.right.rawValue): \($0.grant.rawValue)" + Self.list($0.conditions.map(\.text))] }
        rows += verdict.obligations.map { ["duty", $0.instruction + Self.list($0.origins.map(\.license.text))] }
        rows += verdict.limits.map { ["limit", "\($0.license) \($0.limit.name): \($0.standing.rawValue). \($0.sentence)"] }
        rows += verdict.conflicts.map { ["conflict", "\($0.code.rawValue) (\($0.severity.rawValue)): \($0.sentence)"] }
        rows += verdict.evidence.map { item in
            [
                "evidence",
                "\(item.source.rawValue) \(item.locator): \(item.expression) (\(item.confidence.rawValue)\(item.isDeciding ? ", decides" : ""))"
                    + (item.note.map { "; \($0)" } ?? ""),
            ]
        }
        rows += verdict.chain.map { ["made of", "\($0.model) (\($0.relation?.rawValue ?? "relation not stated")): \($0.expression)"] }
        rows += verdict.missing.map { ["needs", $0.sentence + ($0.license.map { " (\($0))" } ?? "")] }
        rows += verdict.assumptions.map { ["assumed", $0] } + verdict.changes.map { ["would change it", $0] }
        return rows
    }

    private static func list(_ texts: [String]) -> String { texts.isEmpty ? "" : " [\(texts.joined(separator: ", "))]" }
}

extension String {
    /// The sentence with this before it, if there is any.
    fileprivate func prefixed(_ sentence: String) -> String { isEmpty ? sentence : "\(self): \(sentence)" }
}
