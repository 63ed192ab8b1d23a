import Licensing
import Testing

@Suite("BulkLineage")
struct BulkLineageTests {
    private typealias Graph = BulkLineage.Graph

    private func graph(_ models: [(expression: Int32, parents: [Int32])]) -> Graph {
        var offsets: [Int32] = [0]
        for model in models { offsets.append((offsets.last ?? 0) + Int32(model.parents.count)) }
        return Graph(expressions: models.map(\.expression), offsets: offsets, parents: models.flatMap(\.parents))
    }

    private func bulk(_ graph: Graph) throws -> BulkLineage {
        try BulkLineage(graph) { child, parent in !parent.allSatisfy { $0 <= child } }
    }

    private func set(_ bulk: BulkLineage, _ model: Int) -> [Int32] { bulk.sets[Int(bulk.setOf[model])] }

    @Test("every model has its own expression and those of all ancestors")
    func closure() throws {
        let bulk = try bulk(graph([(0, [1, 2]), (1, [3]), (2, [3]), (3, []), (5, [])]))
        #expect(set(bulk, 0) == [0, 1, 2, 3])
        #expect(set(bulk, 1) == [1, 3])
        #expect(set(bulk, 4) == [5])
        #expect(bulk.hasUnknown == [false, false, false, false, false])
    }

    @Test("models that are each other's ancestors share their terms, and their descendants learn of it")
    func cycles() throws {
        let bulk = try bulk(graph([(0, [1]), (1, [2]), (2, [0]), (3, [0]), (4, [4])]))
        #expect(set(bulk, 0) == [0, 1, 2])
        #expect(set(bulk, 2) == [0, 1, 2])
        #expect(set(bulk, 3) == [0, 1, 2, 3])
        for model in 0..<5 { #expect(bulk.findings[model].contains(.cycle)) }
    }

    @Test("an absent parent or a parent without a licence is unknown for all below")
    func unknowns() throws {
        let bulk = try bulk(graph([(0, [1]), (1, [Graph.absent]), (2, [3]), (Graph.unknownExpression, []), (Graph.statesNothing, [0])]))
        #expect(bulk.hasUnknown == [true, true, true, true, true])
        #expect(bulk.findings[0].contains(.unknownParent))
        #expect(bulk.findings[2].contains(.unknownParent))
    }

    @Test("a model that states nothing inherits, and is marked so")
    func inherited() throws {
        let bulk = try bulk(graph([(Graph.statesNothing, [1]), (7, []), (Graph.statesNothing, [])]))
        #expect(set(bulk, 0) == [7])
        #expect(bulk.findings[0].contains(.inherited))
        #expect(bulk.hasUnknown == [false, false, true])
    }

    @Test("a child that is looser than a parent is found")
    func looser() throws {
        let bulk = try bulk(graph([(0, [1]), (9, []), (9, [1])]))
        #expect(bulk.findings.map { $0.contains(.looserThanParent) } == [true, false, false])
    }

    @Test("a chain of 100,000 models is no problem for the stack, and unknown beyond the depth limit")
    func longChain() throws {
        let count: Int32 = 100_000
        let chain = graph((0..<count).map { (0, $0 + 1 < count ? [$0 + 1] : []) })
        let bulk = try bulk(chain)
        #expect(!bulk.hasUnknown[Int(count) - 1 - Lineage.depthLimit])
        #expect(bulk.hasUnknown[Int(count) - 2 - Lineage.depthLimit])
        #expect(bulk.hasUnknown[0])
    }

    @Test("a graph that is none is refused")
    func faults() {
        #expect(throws: BulkLineage.Fault.self) { try bulk(Graph(expressions: [0], offsets: [0], parents: [])) }
        #expect(throws: BulkLineage.Fault.self) { try bulk(Graph(expressions: [0], offsets: [0, 1], parents: [1])) }
        #expect(throws: BulkLineage.Fault.self) { try bulk(Graph(expressions: [0, 0], offsets: [0, 2, 1], parents: [0])) }
        #expect(throws: BulkLineage.Fault.self) {
            try bulk(Graph(expressions: [0], offsets: [0, 1], parents: [0], relations: [.merge, .merge]))
        }
    }

    @Test("it says the same as the function for one model", arguments: 0..<50)
    func agreesWithOne(seed: Int) throws {
        var generator = SeededGenerator(seed: UInt64(seed))
        let ids = VerdictFixtures.facts.map(\.id)
        let count: Int32 = 12
        let models = (0..<count).map { _ in
            (
                expression: Int32.random(in: -2..<Int32(ids.count), using: &generator),
                parents: (0..<Int.random(in: 0...2, using: &generator)).map { _ in Int32.random(in: -1..<count, using: &generator) }
            )
        }
        let bulk = try bulk(graph(models))
        func node(_ model: (expression: Int32, parents: [Int32])) -> LineageNode {
            LineageNode(
                expression: model.expression < 0 ? .noAssertion : .license(ids[Int(model.expression)]), confidence: .high,
                statesNothing: model.expression == Graph.statesNothing, parents: model.parents.map { LineageNode.Parent("\($0)", .merge) })
        }
        for index in 0..<Int(count) {
            let one = Lineage(VerdictFixtures.catalogue).effective("\(index)", node(models[index])) { name in
                guard let parent = Int(name), parent >= 0 else { return .unknown }
                return .found(node(models[parent]))
            }
            #expect(Set(one.expression.licenses) == Set(set(bulk, index).map { ids[Int($0)] }), "model \(index)")
            #expect(!one.cycles.isEmpty == bulk.findings[index].contains(.cycle), "model \(index)")
        }
    }
}
