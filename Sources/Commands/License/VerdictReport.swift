import Licensing
import Weighing

/// A verdict for a person or a program.
struct VerdictReport {
    let reference: String
    let verdict: Verdict
    let conclusion: Conclusion

    var document: Document { Document(json: .object(fields), table: Table(["field", "value"], rows: rows)) }

    private var fields: [(key: String, value: Datum)] {
        [
            ("reference", .text(reference)), ("commit", .text(verdict.commit)), ("scenario", .text(verdict.scenario)),
            ("verdict", .text(verdict.level.rawValue)), ("expression", .text(verdict.expression)), ("chosen", .text(verdict.chosen)),
            ("confidence", .text(verdict.confidence.rawValue)),
            (
                "gap",
                conclusion.gap.map { .object([("code", .text($0.code)), ("sentence", .text($0.sentence))]) } ?? .null
            ),
            ("reasons", .list(verdict.reasons.map(Self.reason))), ("rights", .object(verdict.rights.map(Self.right))),
            ("duties", .list(verdict.obligations.map(Self.obligation))), ("limits", .list(verdict.limits.map(Self.limit))),
            ("conflicts", .json(ConclusionDetail.json(verdict.conflicts))), ("evidence", .json(ConclusionDetail.json(verdict.evidence))),
            ("lineage", .list(verdict.chain.map(Self.step))), ("missing", .list(verdict.missing.map(Self.missing))),
            ("assumptions", .texts(verdict.assumptions)), ("changes", .texts(verdict.changes)),
        ]
    }

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

    private static func reason(_ reason: Verdict.Reason) -> Datum {
        .object([
            ("level", .text(reason.level.rawValue)), ("right", .text(reason.right?.rawValue)), ("license", .text(reason.license)),
            ("section", .text(reason.section)), ("sentence", .text(reason.sentence)),
        ])
    }

    private static func right(_ state: Verdict.RightState) -> (key: String, value: Datum) {
        (
            state.right.rawValue,
            .object([
                ("grant", .text(state.grant.rawValue)), ("conditions", .texts(state.conditions.map(\.text))),
                ("licenses", .texts(state.licenses)), ("section", .text(state.section)),
            ])
        )
    }

    private static func obligation(_ obligation: Obligation) -> Datum {
        .object([
            ("kind", .text(obligation.action.code)), ("instruction", .text(obligation.instruction)), ("text", .text(obligation.text)),
            ("scope", .text(obligation.scope?.rawValue)), ("on", .texts(obligation.on.map(\.rawValue))),
            ("only_beyond", .text(obligation.onlyBeyond)),
            (
                "origins",
                .list(obligation.origins.map { .object([("license", .text($0.license)), ("section", .text($0.section))]) })
            ),
        ])
    }

    private static func limit(_ state: Verdict.LimitState) -> Datum {
        .object([
            ("license", .text(state.license)), ("standing", .text(state.standing.rawValue)), ("sentence", .text(state.sentence)),
            ("limit", LicenseReport.limit(state.limit)),
        ])
    }

    private static func step(_ step: EffectiveTerms.Step) -> Datum {
        .object([
            ("model", .text(step.model)), ("child", .text(step.child)), ("relation", .text(step.relation?.rawValue)),
            ("expression", .text(step.expression)), ("depth", .int(step.depth)),
        ])
    }

    private static func missing(_ missing: Verdict.Missing) -> Datum {
        .object([("field", .text(missing.field)), ("sentence", .text(missing.sentence)), ("license", .text(missing.license))])
    }
}

extension String {
    /// The sentence with this before it, if there is any.
    fileprivate func prefixed(_ sentence: String) -> String { isEmpty ? sentence : "\(self): \(sentence)" }
}
