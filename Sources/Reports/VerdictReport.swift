public import Licensing
internal import Weighing

/// A verdict with everything that it rests on, as the contract's JSON.
public struct VerdictReport: Sendable {
    public let reference: String
    public let verdict: Verdict
    public let conclusion: Conclusion

    public init(reference: String, verdict: Verdict, conclusion: Conclusion) {
        self.reference = reference
        self.verdict = verdict
        self.conclusion = conclusion
    }

    public var fields: Fields {
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
