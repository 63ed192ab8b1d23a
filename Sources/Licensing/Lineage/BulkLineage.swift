/// Effective terms of a whole catalog at once, in numbers: models are positions, expressions are interned.
///
/// Time and memory grow with models plus relations. Models that are each other's ancestors share their terms. No recursion, so no
/// chain is too long for the stack; sets of expressions are kept once.
public struct BulkLineage: Sendable {
    /// What the ancestry of one model has.
    public struct Findings: OptionSet, Hashable, Sendable {
        public let rawValue: UInt8
        public init(rawValue: UInt8) { self.rawValue = rawValue }

        /// A part of it is not in the catalog, states nothing, or lies too deep: its terms are unknown.
        public static let unknownParent = Findings(rawValue: 1)
        /// A model is its own ancestor.
        public static let cycle = Findings(rawValue: 2)
        /// The model grants more than a parent, or drops a duty or limit of one (C4).
        public static let looserThanParent = Findings(rawValue: 4)
        /// The model states nothing; what it was made of stands for it.
        public static let inherited = Findings(rawValue: 8)
        /// A relation is not stated.
        public static let unstatedRelation = Findings(rawValue: 16)
    }

    /// The graph. Parents of model `i` are `parents[offsets[i]..<offsets[i + 1]]`.
    public struct Graph: Sendable {
        /// A parent that is not in the catalog.
        public static let absent: Int32 = -1
        /// A model whose repository states nothing that we know; and one that states nothing at all.
        public static let unknownExpression: Int32 = -1
        public static let statesNothing: Int32 = -2

        /// Of each model: the number of its expression.
        public var expressions: [Int32]
        /// One more than models.
        public var offsets: [Int32]
        public var parents: [Int32]
        /// Beside `parents`; nil: not stated. Empty: all stated.
        public var relations: [Relation?]

        public init(expressions: [Int32], offsets: [Int32], parents: [Int32], relations: [Relation?] = []) {
            self.expressions = expressions
            self.offsets = offsets
            self.parents = parents
            self.relations = relations
        }

        /// What is wrong with it; nil: nothing. Everything below trusts it.
        public var fault: String? {
            guard offsets.count == expressions.count + 1, offsets.first == 0, Int(offsets.last ?? 0) == parents.count else {
                return "offsets must begin with 0, end with the number of parents, and be one more than the models"
            }
            guard relations.isEmpty || relations.count == parents.count else { return "there must be as many relations as parents" }
            for index in expressions.indices where offsets[index] > offsets[index + 1] { return "offsets must not fall, at model \(index)" }
            let count = Int32(clamping: expressions.count)
            guard parents.allSatisfy({ $0 >= Self.absent && $0 < count }) else { return "a parent is out of range" }
            return nil
        }
    }

    /// Of each model: the number of its set of expressions, all of which apply.
    public let setOf: [Int32]
    public let findings: [Findings]
    /// Each set: numbers of expressions, ascending. `NOASSERTION` is not among them; see `Findings.unknownParent` and `hasUnknown`.
    public let sets: [[Int32]]
    /// Of each model: whether its own terms or those of an ancestor are unknown.
    public let hasUnknown: [Bool]

    /// What is wrong with a graph.
    public struct Fault: Error, Hashable, Sendable, CustomStringConvertible {
        public let description: String
    }

    /// - Parameter isLooser: whether expression `child` alone grants more than the set `parent`, or drops something of it. Asked once a pair.
    public init(_ graph: Graph, isLooser: (_ child: Int32, _ parent: [Int32]) -> Bool) throws(Fault) {
        if let fault = graph.fault { throw Fault(description: fault) }
        let components = Components(graph)
        var table = SetTable()
        let count = graph.expressions.count
        var setOf = [Int32](repeating: 0, count: count)
        var findings = [Findings](repeating: [], count: count)
        var hasUnknown = [Bool](repeating: false, count: count)
        var depth = [Int32](repeating: 0, count: count)
        // Components come parents first, so that whatever a model inherits is there already.
        for component in 0..<components.count {
            let members = components.members(component)
            let isCycle = members.count > 1 || components.isOwnParent(members[members.startIndex], graph)
            var set = SetTable.empty
            var found: Findings = isCycle ? .cycle : []
            var deepest: Int32 = 0
            var isUnknown = false
            for member in members {
                let model = Int(member)
                let own = graph.expressions[model]
                let range = Int(graph.offsets[model])..<Int(graph.offsets[model + 1])
                if own >= 0 { set = table.inserting(own, into: set) }
                if own == Graph.unknownExpression || (own == Graph.statesNothing && range.isEmpty) { isUnknown = true }
                for edge in range {
                    if !graph.relations.isEmpty, graph.relations[edge] == nil { found.insert(.unstatedRelation) }
                    let parent = graph.parents[edge]
                    guard parent >= 0 else {
                        found.insert(.unknownParent)
                        isUnknown = true
                        continue
                    }
                    guard components.componentOf[Int(parent)] != Int32(component) else { continue }
                    set = table.union(set, setOf[Int(parent)])
                    found.formUnion(findings[Int(parent)].intersection([.unknownParent, .cycle, .unstatedRelation]))
                    if hasUnknown[Int(parent)] {
                        found.insert(.unknownParent)
                        isUnknown = true
                    }
                    deepest = max(deepest, depth[Int(parent)] + 1)
                }
            }
            if deepest > Int32(Lineage.depthLimit) {
                found.insert(.unknownParent)
                isUnknown = true
            }
            for member in members {
                let model = Int(member)
                setOf[model] = set
                findings[model] = found
                if graph.expressions[model] == Graph.statesNothing, !table.sets[Int(set)].isEmpty { findings[model].insert(.inherited) }
                hasUnknown[model] = isUnknown
                depth[model] = deepest
            }
        }
        var judged: [Int64: Bool] = [:]
        for model in 0..<count where graph.expressions[model] >= 0 {
            let own = graph.expressions[model]
            for edge in Int(graph.offsets[model])..<Int(graph.offsets[model + 1]) where graph.parents[edge] >= 0 {
                let set = setOf[Int(graph.parents[edge])]
                let key = Int64(own) << 32 | Int64(set)
                let looser =
                    judged[key]
                    ?? {
                        let answer = isLooser(own, table.sets[Int(set)])
                        judged[key] = answer
                        return answer
                    }()
                if looser { findings[model].insert(.looserThanParent) }
            }
        }
        self.setOf = setOf
        self.findings = findings
        self.hasUnknown = hasUnknown
        sets = table.sets
    }
}
