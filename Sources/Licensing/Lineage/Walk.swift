/// Follows a model's ancestry, nearest first, without recursion.
struct Walk {
    let model: String
    private(set) var chain: [EffectiveTerms.Step] = []
    private(set) var unknowns: [EffectiveTerms.Unknown] = []
    private(set) var former: [String: [LicenseExpression]] = [:]
    private(set) var hasUnstatedRelation = false
    /// Of the least sure ancestor.
    private(set) var confidence = Confidence.high
    private var parents: [String: [String]] = [:]
    private var expressions: [String: LicenseExpression] = [:]

    init(model: String) { self.model = model }

    mutating func run(from node: LineageNode, lookup: (String) -> LineageLookup) {
        var queue: [(parent: LineageNode.Parent, child: String, depth: Int)] = node.parents.map { ($0, model, 1) }
        parents[model] = node.parents.map(\.model)
        var met: Set<String> = [model]
        var next = 0
        while next < queue.count {
            let (parent, child, depth) = queue[next]
            next += 1
            if parent.relation == nil { hasUnstatedRelation = true }
            guard met.insert(parent.model).inserted else { continue }
            guard depth <= Lineage.depthLimit else {
                unknowns.append(EffectiveTerms.Unknown(parent.model, .tooDeep))
                continue
            }
            guard met.count <= Lineage.ancestorLimit else {
                unknowns.append(EffectiveTerms.Unknown(parent.model, .tooMany))
                return
            }
            func step(_ expression: LicenseExpression) -> EffectiveTerms.Step {
                EffectiveTerms.Step(model: parent.model, child: child, relation: parent.relation, expression: expression, depth: depth)
            }
            switch lookup(parent.model) {
            case .found(let found):
                chain.append(step(found.expression))
                expressions[parent.model] = found.expression
                former[parent.model] = found.former
                parents[parent.model] = found.parents.map(\.model)
                let inherits = found.statesNothing && !found.parents.isEmpty
                confidence = min(confidence, inherits ? .low : found.expression == .noAssertion ? confidence : found.confidence)
                if found.expression == .noAssertion, !inherits {
                    unknowns.append(EffectiveTerms.Unknown(parent.model, .unlicensed))
                }
                queue += found.parents.map { ($0, parent.model, depth + 1) }
            case .gated(let lastKnown): miss(.gated, lastKnown, step(lastKnown ?? .noAssertion))
            case .deleted(let lastKnown): miss(.deleted, lastKnown, step(lastKnown ?? .noAssertion))
            case .unknown: miss(.unresolved, nil, step(.noAssertion))
            }
        }
    }

    private mutating func miss(_ reason: EffectiveTerms.Unknown.Reason, _ lastKnown: LicenseExpression?, _ step: EffectiveTerms.Step) {
        chain.append(step)
        if let lastKnown { expressions[step.model] = lastKnown }
        unknowns.append(EffectiveTerms.Unknown(step.model, reason, lastKnown: lastKnown))
    }

    /// What is known of a model of the ancestry and of all that it was made of in turn.
    func closure(of start: String) -> [LicenseExpression] {
        var stack = [start]
        // The model whose ancestry this is doesn't bind itself.
        var met: Set<String> = [start, model]
        var found: [LicenseExpression] = []
        while let current = stack.popLast() {
            if let expression = expressions[current], expression != .noAssertion { found.append(expression) }
            for parent in parents[current] ?? [] where met.insert(parent).inserted { stack.append(parent) }
        }
        return found
    }

    /// Models of the ancestry that are their own ancestors, by name: what remains when those without parents left are taken away,
    /// from both ends.
    var cycles: [String] {
        var remaining = Set(parents.keys)
        while true {
            let kept = remaining.filter { model in
                parents[model]?.contains(where: remaining.contains) == true
                    && remaining.contains { other in parents[other]?.contains(model) == true }
            }
            if kept.count == remaining.count { return remaining.sorted() }
            remaining = kept
        }
    }
}
