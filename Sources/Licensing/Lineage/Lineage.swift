/// Finds the terms that bind a model through what it was made of.
///
/// Nothing inherited is ever dropped: the effective terms are the model's own AND those of all its ancestors, so that another parent
/// never grants more. A model that is its own ancestor is met once. What can't be learnt of an ancestor is `unknown`, with the reason.
public struct Lineage: Sendable {
    /// How far up it follows: a bound against mischief, far above what cards of real models name.
    public static let depthLimit = 32
    /// How many ancestors it follows, for the same reason.
    public static let ancestorLimit = 4_096

    private let evaluator: RightsEvaluator

    public init(_ catalogue: LicenseCatalogue) { evaluator = RightsEvaluator(catalogue) }

    /// Families whose texts call an adapter a derivative of its base, so that it is bound even where it is handed on alone
    /// (RAIL-M texts, definition of "Derivatives of the Model"; Gemma terms, "Model Derivatives"; LTX-2, "Derivatives").
    private static let bindsAdapters: Set<String> = ["openrail", "rail", "gemma", "ltx"]

    /// - Parameters:
    ///   - model: what `lookup` knows it by.
    ///   - node: what its own repository says.
    ///   - lookup: asked once for each ancestor.
    public func effective(_ model: String, _ node: LineageNode, lookup: (String) -> LineageLookup) -> EffectiveTerms {
        var walk = Walk(model: model)
        walk.run(from: node, lookup: lookup)
        let inherited = walk.chain.filter { $0.expression != .noAssertion }.map(\.expression)
        let doubts: [LicenseExpression] = walk.unknowns.isEmpty ? [] : [.noAssertion]
        let isInherited = node.statesNothing && !node.parents.isEmpty && !inherited.isEmpty
        let own: [LicenseExpression] = isInherited ? [] : [node.expression]
        let expression = LicenseExpression.all(of: own + inherited + doubts).simplified
        let onlyAdapts = !node.parents.isEmpty && node.parents.allSatisfy { $0.relation == .adapter }
        let alone = onlyAdapts && !isInherited ? filesAlone(node.expression, inheriting: walk.chain.map(\.expression)) : expression
        return EffectiveTerms(
            own: node.expression, isInherited: isInherited, expression: expression, filesAlone: alone,
            confidence: confidence(node, walk, isInherited: isInherited), chain: walk.chain, unknowns: walk.unknowns, cycles: walk.cycles,
            conflicts: conflicts(model, node, walk))
    }

    /// What binds the files of an adapter where they are handed on without their base: its own terms, and those of the ancestors whose
    /// texts call an adapter a derivative.
    public func filesAlone(_ own: LicenseExpression, inheriting inherited: [LicenseExpression]) -> LicenseExpression {
        let binding = inherited.filter { expression in
            evaluator.alternatives(of: expression).contains { alternative in
                alternative.shares.contains { Self.bindsAdapters.contains($0.fact?.family ?? "") }
            }
        }
        return .all(of: [own] + binding).simplified
    }

    private func confidence(_ node: LineageNode, _ walk: Walk, isInherited: Bool) -> Confidence {
        var confidence = isInherited ? Confidence.low : node.confidence
        if !walk.cycles.isEmpty { confidence = min(confidence, .low) }
        if walk.hasUnstatedRelation { confidence = min(confidence, .medium) }
        return min(confidence, walk.confidence)
    }

    /// C4 and C10 for the parents themselves: what is wrong further up is their matter.
    private func conflicts(_ model: String, _ node: LineageNode, _ walk: Walk) -> [Conflict] {
        guard node.expression != .noAssertion else { return [] }
        let own = evaluator.profile(of: node.expression)
        let side = Conflict.Side(.tag, at: model, node.expression)
        var found: [Conflict] = []
        for step in walk.chain where step.depth == 1 && step.expression != .noAssertion {
            let base = Conflict.Side(.baseModel, at: step.model, step.expression)
            // The base's own terms count for whether it became freer; all it inherits counts for whether the child drops something.
            let inherited = LicenseExpression.all(of: walk.closure(of: step.model)).simplified
            let isCopy = step.relation == .quantized || step.relation == .duplicate
            if walk.former[step.model]?.contains(where: { $0.simplified == node.expression.simplified }) == true,
                step.expression.simplified != node.expression.simplified
            {
                found.append(
                    Conflict(
                        .staleDerivative, .medium, [side, base],
                        "\(model) says \(node.expression), which \(step.model) was under before; it is under \(step.expression) now."))
                continue
            }
            let difference = TermsComparison(from: evaluator.profile(of: inherited), to: own)
            guard difference.isLooser else {
                if isCopy, !difference.isEmpty {
                    found.append(
                        Conflict(
                            .staleDerivative, .low, [side, base],
                            "\(model) is a copy of \(step.model) and says \(node.expression), not \(step.expression): "
                                + "the label may be an old one."))
                }
                continue
            }
            // An adapter may carry its own licence; it needs its base only to run.
            let severity: Conflict.Severity = step.relation == .adapter ? .low : difference.isMateriallyLooser ? .high : .low
            found.append(
                Conflict(
                    .childAgainstBase, severity, [side, Conflict.Side(.baseModel, at: step.model, inherited)],
                    "\(model) says \(node.expression) and was made of \(step.model), which is under \(inherited): "
                        + "\(Self.words(difference))."))
        }
        return found
    }

    private static func words(_ difference: TermsComparison) -> String {
        var parts: [String] = []
        if !difference.gained.isEmpty {
            parts.append("it grants more (\(difference.gained.map(\.rawValue).sorted().joined(separator: ", ")))")
        }
        if !difference.droppedDuties.isEmpty {
            parts.append("drops duties (\(difference.droppedDuties.map(\.rawValue).sorted().joined(separator: ", ")))")
        }
        if !difference.droppedBounds.isEmpty { parts.append("drops limits (\(difference.droppedBounds.sorted().joined(separator: ", ")))") }
        if !difference.droppedBars.isEmpty { parts.append("drops use restrictions") }
        return parts.joined(separator: ", ")
    }
}
