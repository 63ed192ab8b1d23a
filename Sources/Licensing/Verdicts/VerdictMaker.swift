/// Decides whether a model may be used in a scenario by an organisation. Pure: the same facts give the same verdict.
///
/// A silence is never a yes. Of a choice (OR) the branch with the best verdict for the scenario is taken. A missing fact of the
/// profile makes the verdict `unknown` only if a limit hangs on it. Little confidence, an unread policy or an open conflict makes
/// it `review` at best.
public struct VerdictMaker: Sendable {
    /// What the terms of training data mean for the weights.
    public enum TrainingData: String, Hashable, Sendable, Codable, CaseIterable {
        case ignore
        /// Reported (C8), and binding nothing.
        case warn
        /// Data that is not for commerce makes weights that are not.
        case inheritNonCommercial = "inherit-NC"
        /// All terms of the data bind the weights.
        case inheritAll = "inherit-all"
    }

    private let evaluator: RightsEvaluator

    public init(_ catalogue: LicenseCatalogue) { evaluator = RightsEvaluator(catalogue) }

    /// The verdict on a bare expression, as if a model were surely under it.
    public func verdict(
        of expression: LicenseExpression, scenario: Scenario, organisation: Organisation = .unknown, isMultimodal: Bool? = nil
    ) -> Verdict {
        verdict(
            on: Conclusion(model: "", expression: expression, confidence: .high, isMultimodal: isMultimodal), scenario: scenario,
            organisation: organisation)
    }

    /// - Parameter lineage: what the model inherits; nil: it was made of no other.
    public func verdict(
        on conclusion: Conclusion, lineage: EffectiveTerms? = nil, scenario: Scenario, organisation: Organisation = .unknown,
        trainingData: TrainingData = .warn
    ) -> Verdict {
        var expression = lineage.map { scenario.runsModel ? $0.expression : $0.filesAlone } ?? conclusion.expression
        let inherited = trainingTerms(conclusion, scenario, trainingData)
        expression = .all(of: [expression] + inherited).simplified
        let judge = AlternativeJudge(scenario: scenario, organisation: organisation, isMultimodal: conclusion.isMultimodal)
        let judged = evaluator.alternatives(of: expression).map { ($0, judge.judgement($0)) }
        // The first of the best: the order of the expression is the licensor's.
        let best = judged.min { $0.1.level < $1.1.level }
        guard let (alternative, first) = best else {
            return Verdict(
                model: conclusion.model, commit: conclusion.commit, scenario: scenario.id, level: .unknown, expression: expression,
                chosen: expression, confidence: .none)
        }
        var judgement = first
        let conflicts = conclusion.conflicts + (lineage?.conflicts ?? [])
        let confidence = Self.confidence(conclusion, lineage, alternative)
        addGaps(conclusion, lineage, to: &judgement)
        addDoubts(conclusion, conflicts, confidence, to: &judgement)
        addGate(conclusion, to: &judgement)
        if judgement.level == .allow { judgement.add(Verdict.Reason(.allow, "Every right that is needed is granted, and no duty arises.")) }
        return Verdict(
            model: conclusion.model, commit: conclusion.commit, scenario: scenario.id, level: judgement.level, expression: expression,
            chosen: alternative.expression, confidence: confidence,
            reasons: judgement.reasons.enumerated().sorted { ($1.element.level, $0.offset) < ($0.element.level, $1.offset) }.map(\.element),
            rights: Self.rights(alternative), obligations: judgement.obligations, limits: judgement.limits, conflicts: conflicts,
            evidence: conclusion.evidence, chain: lineage?.chain ?? [], missing: judgement.missing, assumptions: judgement.assumptions,
            changes: judgement.changes)
    }

    private func trainingTerms(_ conclusion: Conclusion, _ scenario: Scenario, _ knob: TrainingData) -> [LicenseExpression] {
        switch knob {
        case .ignore, .warn: []
        case .inheritAll: conclusion.datasets.map(\.expression)
        case .inheritNonCommercial:
            conclusion.datasets.map(\.expression).filter { evaluator.profile(of: $0)[.useCommercial].grant == .no }
        }
    }

    /// Never surer than the least sure part.
    private static func confidence(
        _ conclusion: Conclusion, _ lineage: EffectiveTerms?, _ alternative: LicenseAlternative
    ) -> Confidence {
        let facts = alternative.shares.map { $0.fact?.confidence ?? .none }
        let own = lineage?.isInherited == true ? .high : conclusion.confidence
        return min(min(own, lineage?.confidence ?? .high), facts.min() ?? .none)
    }

    private func addGaps(_ conclusion: Conclusion, _ lineage: EffectiveTerms?, to judgement: inout AlternativeJudge.Judgement) {
        let isInherited = lineage?.isInherited == true
        if let gap = conclusion.gap {
            let sentence = isInherited ? "\(gap.sentence) What it was made of is taken for its terms." : gap.sentence
            judgement.add(Verdict.Reason(isInherited ? .review : .unknown, sentence), change: gap.remedy)
        }
        for unknown in lineage?.unknowns ?? [] {
            judgement.add(Verdict.Reason(.unknown, unknown.sentence), change: "Learn the terms of \(unknown.model).")
        }
        // The sentences above say which part it is.
        if conclusion.gap != nil || lineage?.unknowns.isEmpty == false {
            judgement.reasons.removeAll { $0.license == nil && $0.sentence == "The licence, or a part of it, is not known." }
        }
    }

    private func addDoubts(
        _ conclusion: Conclusion, _ conflicts: [Conflict], _ confidence: Confidence, to judgement: inout AlternativeJudge.Judgement
    ) {
        if confidence < .medium, judgement.level < .review {
            judgement.add(
                Verdict.Reason(.review, "The confidence in the licence is \(confidence.rawValue)."),
                change: "A licence text in the repository.")
        }
        for policy in conclusion.unreadPolicies {
            judgement.add(Verdict.Reason(.review, "\(policy) adds terms that nobody read yet."), change: "Read \(policy).")
        }
        for conflict in conflicts where !conflict.isSettled && conflict.severity > .low {
            judgement.add(
                Verdict.Reason(.review, "\(conflict.code.rawValue): \(conflict.sentence)"), change: "Ask the author which one holds.")
        }
    }

    private func addGate(_ conclusion: Conclusion, to judgement: inout AlternativeJudge.Judgement) {
        guard conclusion.gate == .automatic || conclusion.gate == .manual else { return }
        guard !judgement.obligations.contains(where: { $0.action == .duty(.acceptGate) }) else { return }
        let step = conclusion.gate == .manual ? "Ask for access to the files at their hub." : "Accept the terms of the gate at its hub."
        judgement.obligations.append(Obligation(.duty(.acceptGate), instruction: step, on: [.use], origins: []))
        judgement.add(Verdict.Reason(.allowWithDuties, "The files are behind a gate."))
    }

    private static func rights(_ alternative: LicenseAlternative) -> [Verdict.RightState] {
        Right.allCases.map { right in
            let clause = alternative.profile[right]
            return Verdict.RightState(
                right, clause.grant, conditions: clause.conditions, licenses: alternative.deciding(right).compactMap(\.id),
                section: clause.section)
        }
    }
}

extension Scenario {
    /// Whether the model runs in it; otherwise only its files are handed on.
    var runsModel: Bool {
        needs.contains { right in
            switch right {
            case .useResearch, .useCommercial, .hostThirdParty, .outputCommercial, .outputTrain: true
            case .modify, .distributeWeights, .distributeDerivative, .sublicense: false
            }
        }
    }
}

extension Conclusion.Gap {
    /// What would close it.
    var remedy: String {
        switch self {
        case .absent, .unknown, .otherUnnamed, .otherNamed, .unclear: "A statement of the licence by the author."
        case .unreadText(let path): "Read \(path) and record what it says."
        }
    }
}

extension EffectiveTerms.Unknown {
    /// Why its terms are not known.
    public var sentence: String {
        switch reason {
        case .unresolved: "The base model \(model) was never seen: its terms are not known."
        case .gated: "The base model \(model) is behind a gate: its terms are not known."
        case .deleted: "The base model \(model) is gone: its terms are not known."
        case .unlicensed: "The base model \(model) states no licence that we know."
        case .tooDeep: "The ancestry of \(model) is too deep to follow."
        case .tooMany: "The ancestry of \(model) is too wide to follow."
        }
    }
}
