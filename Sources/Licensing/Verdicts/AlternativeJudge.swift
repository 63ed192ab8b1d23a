/// Judges one way to accept a licence expression: whether all licences that then apply permit the scenario.
struct AlternativeJudge {
    let scenario: Scenario
    let organisation: Organisation
    let isMultimodal: Bool?

    /// What one alternative comes to.
    struct Judgement: Hashable {
        var level = Verdict.Level.allow
        var reasons: [Verdict.Reason] = []
        var limits: [Verdict.LimitState] = []
        var obligations: [Obligation] = []
        var missing: [Verdict.Missing] = []
        var assumptions: [String] = []
        var changes: [String] = []

        mutating func add(_ reason: Verdict.Reason, change: String? = nil) {
            level = max(level, reason.level)
            if !reasons.contains(reason) { reasons.append(reason) }
            if let change, !changes.contains(change) { changes.append(change) }
        }

        mutating func miss(_ facts: [Verdict.Missing]) {
            for fact in facts where !missing.contains(fact) {
                missing.append(fact)
                let change = "Tell '\(fact.field)' in the organisation's profile: \(fact.sentence)."
                if fact.field != Self.ofModel, !changes.contains(change) { changes.append(change) }
            }
        }

        /// The field of facts that the model, not the profile, fails to tell.
        static let ofModel = "license"
    }

    func judgement(_ alternative: LicenseAlternative) -> Judgement {
        var judgement = Judgement()
        for share in alternative.shares { judge(share, into: &judgement) }
        judgement.obligations = ObligationList(merging: judgement.obligations).items
        if !judgement.obligations.isEmpty {
            let count = judgement.obligations.count
            judgement.add(Verdict.Reason(.allowWithDuties, "\(count) \(count == 1 ? "duty arises" : "duties arise")."))
        }
        return judgement
    }

    private func judge(_ share: LicenseShare, into judgement: inout Judgement) {
        switch share.leaf {
        case .none:
            let reason = Verdict.Reason(.block, "There is no licence: nothing is granted.")
            return judgement.add(reason, change: "Get a licence from the author.")
        case .noAssertion, .and, .or:
            judgement.miss([Verdict.Missing(Judgement.ofModel, "the licence, or a part of it")])
            return judgement.add(Verdict.Reason(.unknown, "The licence, or a part of it, is not known."))
        case .license, .with:
            break
        }
        guard let id = share.id else { return }
        guard share.fact != nil else {
            judgement.miss([Verdict.Missing(Judgement.ofModel, "what \(share.leaf) permits", license: id)])
            let reason = Verdict.Reason(.unknown, license: id, "We have no facts about \(share.leaf).")
            return judgement.add(reason, change: "Read \(share.leaf) and record what it says.")
        }
        let limits = LimitJudge(scenario: scenario, organisation: organisation, isMultimodal: isMultimodal)
        var findings: [String: LimitJudge.Finding] = [:]
        for limit in share.profile.limits {
            let finding = limits.finding(limit, of: id)
            findings[limit.name] = finding
            judgement.limits.append(Verdict.LimitState(id, limit, finding.standing, finding.sentence))
        }
        for limit in share.profile.limits where matters(limit, in: share.profile) {
            if let finding = findings[limit.name] { judge(limit, finding, share, id, into: &judgement) }
        }
        for right in scenario.needs { judge(right, share, id, into: &judgement) }
        judgement.obligations += ObligationMaker(scenario: scenario, organisation: organisation).obligations(of: share, findings: findings)
    }

    /// A limit that a clause refers to bounds that right; one that no clause refers to bounds the whole licence.
    private func matters(_ limit: Limit, in profile: RightsProfile) -> Bool {
        let condition = Condition.limit(limit.name)
        if scenario.needs.contains(where: { profile[$0].conditions.contains(condition) }) { return true }
        return !Right.allCases.contains { profile[$0].conditions.contains(condition) }
    }

    private func judge(
        _ limit: Limit, _ finding: LimitJudge.Finding, _ share: LicenseShare, _ id: LicenseID, into judgement: inout Judgement
    ) {
        if let assumption = finding.assumption {
            let sentence = "\(id): \(assumption)."
            if !judgement.assumptions.contains(sentence) { judgement.assumptions.append(sentence) }
        }
        let hasContract = organisation.contracts.contains(id)
        func reason(_ level: Verdict.Level, _ more: String = "") -> Verdict.Reason {
            Verdict.Reason(level, license: id, section: limit.section, finding.sentence + more)
        }
        switch (finding.standing, limit.effect) {
        case (.within, _), (.near, _), (.notApplicable, _), (.observe, _):
            break
        case (.unknown, .duty):
            // The duty is listed with its bound; the grant does not hang on it.
            judgement.miss(finding.missing)
        case (.unknown, _) where hasContract, (.exceeded, .licenseRequired) where hasContract:
            judgement.add(reason(.review, " A contract is stated: check that it covers this."))
        case (.unknown, _):
            judgement.miss(finding.missing)
            judgement.add(reason(.unknown))
        case (.exceeded, .noGrant):
            judgement.add(reason(.block), change: "Another model: \(id) grants nothing beyond this limit.")
        case (.exceeded, .licenseRequired):
            judgement.add(reason(.block, " A separate licence is needed."), change: "A contract with the licensor of \(id).")
        case (.exceeded, .registration):
            if !organisation.accepted.contains(id) {
                judgement.add(reason(.review, " Register first."), change: Self.register(id))
            }
        case (.exceeded, .royalty):
            judgement.add(reason(.review, " A royalty is due."))
        case (.exceeded, .review):
            judgement.add(reason(.review))
        case (.exceeded, .duty):
            break
        }
    }

    private func judge(_ right: Right, _ share: LicenseShare, _ id: LicenseID, into judgement: inout Judgement) {
        let clause = share.profile[right]
        func reason(_ level: Verdict.Level, _ sentence: String) -> Verdict.Reason {
            let note = clause.note.map { ": \($0)" } ?? ""
            return Verdict.Reason(level, right: right, license: id, section: clause.section, sentence + note + ".")
        }
        switch clause.grant {
        case .yes:
            break
        case .no where organisation.contracts.contains(id):
            judgement.add(reason(.review, "\(share.leaf) does not grant \(right.rawValue), and a contract is stated"))
        case .no:
            judgement.add(
                reason(.block, "\(share.leaf) does not grant \(right.rawValue)"),
                change: "A contract with the licensor of \(id), or another model.")
        case .unknown:
            judgement.miss([Verdict.Missing(Judgement.ofModel, "whether \(share.leaf) grants \(right.rawValue)", license: id)])
            judgement.add(reason(.unknown, "\(share.leaf) does not say whether it grants \(right.rawValue)"))
        case .conditional:
            if clause.conditions.isEmpty { judge(.reading, reason, share, id, into: &judgement) }
            for condition in clause.conditions { judge(condition, reason, share, id, into: &judgement) }
        }
    }

    private func judge(
        _ condition: Condition, _ reason: (Verdict.Level, String) -> Verdict.Reason, _ share: LicenseShare, _ id: LicenseID,
        into judgement: inout Judgement
    ) {
        switch condition {
        case .limit(let name):
            // Judged with the limits; a name that no limit has can't be judged.
            if !share.profile.limits.contains(where: { $0.name == name }) {
                judgement.add(reason(.review, "\(id) sets a limit '\(name)' that we have no figures for"))
            }
        case .duty(let kind):
            // Listed with the obligations where the scenario brings it about.
            if !share.profile.duties.contains(where: { $0.kind == kind }) {
                judgement.add(reason(.review, "\(id) asks for \(kind.rawValue), and we do not know when"))
            }
        case .nonCommercial:
            switch scenario.purpose {
            case .research: break
            case .commercial:
                judgement.add(
                    reason(.block, "\(id) is for purposes that are not commercial"),
                    change: "A commercial licence from the licensor of \(id)."
                )
            case .either: judgement.add(reason(.review, "\(id) is for purposes that are not commercial"))
            }
        case .researchOnly:
            switch scenario.purpose {
            case .research: break
            case .commercial:
                judgement.add(reason(.block, "\(id) is for research only"), change: "A commercial licence from the licensor of \(id).")
            case .either: judgement.add(reason(.review, "\(id) is for research only"))
            }
        case .privateOnly:
            guard scenario.acts.contains(.distributeDerivative) else { return }
            judgement.add(reason(.block, "\(id) lets nobody hand on what was made of it"))
        case .acceptance:
            guard !organisation.accepted.contains(id) else { return }
            // A click-through that nobody gets the files without is a duty done once; anything more is a step somebody has to take.
            if share.fact?.acceptance == .yes { return }
            judgement.add(reason(.review, "\(id) asks to register or to ask first"), change: Self.register(id))
        case .contract:
            guard !organisation.contracts.contains(id) else { return }
            judgement.add(reason(.block, "\(id) asks for a contract"), change: "A contract with the licensor of \(id).")
        case .reading:
            judgement.add(reason(.review, "\(id): a person has to read the text"))
        }
    }

    private static func register(_ id: LicenseID) -> String { "Register with the licensor of \(id), then list it under 'accepted'." }
}
