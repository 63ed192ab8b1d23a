import Licensing
import Testing

@Suite("Lineage")
struct LineageTests {
    private let lineage = Lineage(VerdictFixtures.catalogue)

    private func node(_ id: LicenseID?, _ parents: [(String, Relation?)] = [], statesNothing: Bool = false) -> LineageNode {
        LineageNode(
            expression: id.map { .license($0) } ?? .noAssertion, confidence: id == nil ? .none : .high, statesNothing: statesNothing,
            parents: parents.map { LineageNode.Parent($0, $1) })
    }

    private func effective(_ model: String, in models: [String: LineageNode]) throws -> EffectiveTerms {
        let own = try #require(models[model])
        return lineage.effective(model, own) { models[$0].map(LineageLookup.found) ?? .unknown }
    }

    private func verdict(_ terms: EffectiveTerms, _ scenario: Scenario) -> Verdict {
        VerdictFixtures.maker.verdict(
            on: Conclusion(model: "m", expression: terms.own, confidence: .high), lineage: terms, scenario: scenario)
    }

    @Test("an Apache tag on a quantized copy of a research model grants no business: C4")
    func pixtral() throws {
        let terms = try effective(
            "copy", in: ["copy": node("Apache-2.0", [("base", .quantized)]), "base": node("LicenseRef-research")])
        #expect(terms.expression == .both("Apache-2.0", "LicenseRef-research"))
        #expect(terms.conflicts.map(\.code) == [.childAgainstBase])
        #expect(terms.conflicts.first?.severity == .high)
        #expect(terms.conflicts.first?.sides.map(\.locator) == ["copy", "base"])
        #expect(verdict(terms, VerdictFixtures.product).level == .block)
    }

    @Test("a merge of three has the terms of all three, and reports each that its label is looser than")
    func merge() throws {
        let terms = try effective(
            "merged",
            in: [
                "merged": node("MIT", [("a", .merge), ("b", .merge), ("c", .merge)]), "a": node("LicenseRef-llama"),
                "b": node("LicenseRef-rail"), "c": node("CC-BY-NC-4.0"),
            ])
        #expect(terms.expression == .both("MIT", "LicenseRef-llama", "LicenseRef-rail", "CC-BY-NC-4.0"))
        #expect(terms.chain.map(\.model) == ["a", "b", "c"])
        #expect(terms.conflicts.map(\.code) == [.childAgainstBase, .childAgainstBase, .childAgainstBase])
        #expect(verdict(terms, VerdictFixtures.internalTool).level == .block)
        let shipped = verdict(terms, VerdictFixtures.redistribution).obligations
        #expect(shipped.contains { $0.text == "Built with Llama" })
    }

    @Test("a model that is its own ancestor is met once, and named")
    func cycle() throws {
        let models = [
            "a": node("MIT", [("b", .finetune)]), "b": node("LicenseRef-rail", [("c", .merge)]), "c": node("MIT", [("a", .finetune)]),
        ]
        let terms = try effective("a", in: models)
        #expect(terms.expression == .both("MIT", "LicenseRef-rail"))
        #expect(terms.cycles == ["a", "b", "c"])
        #expect(terms.confidence == .low)
        let own = try effective("x", in: ["x": node("MIT", [("x", .finetune)])])
        #expect(own.expression == .license("MIT"))
        #expect(own.cycles == ["x"])
    }

    @Test("a diamond is no cycle")
    func diamond() throws {
        let terms = try effective(
            "d",
            in: [
                "d": node("MIT", [("b", .merge), ("c", .merge)]), "b": node("MIT", [("a", .finetune)]),
                "c": node("MIT", [("a", .finetune)]), "a": node("MIT"),
            ])
        #expect(terms.cycles.isEmpty)
        #expect(terms.confidence == .high)
        #expect(terms.chain.count == 3)
    }

    @Test("a gated, deleted or unseen parent is unknown with its reason, and what was last known still counts")
    func unknownParents() {
        let own = node("MIT", [("gated", .finetune), ("gone", .finetune), ("unseen", .finetune)])
        let terms = lineage.effective("m", own) { model in
            switch model {
            case "gated": .gated(lastKnown: .license("CC-BY-NC-4.0"))
            case "gone": .deleted(lastKnown: nil)
            default: .unknown
            }
        }
        #expect(terms.unknowns.map(\.reason) == [.gated, .deleted, .unresolved])
        #expect(terms.expression == .all(of: [.license("MIT"), .license("CC-BY-NC-4.0"), .noAssertion]))
        // A no of what was last known stays a no; without it, nothing is known.
        #expect(verdict(terms, VerdictFixtures.internalTool).level == .block)
        let unseen = lineage.effective("m", node("MIT", [("unseen", .finetune)])) { _ in .unknown }
        let unknown = verdict(unseen, VerdictFixtures.internalTool)
        #expect(unknown.level == .unknown)
        #expect(unknown.reasons.first?.sentence.contains("unseen") == true)
    }

    @Test("a chain that is too deep is unknown, not endless")
    func depth() throws {
        var models: [String: LineageNode] = [:]
        for index in 0..<100 { models["m\(index)"] = node("MIT", [("m\(index + 1)", .finetune)]) }
        let terms = try effective("m0", in: models)
        #expect(terms.unknowns.map(\.reason) == [.tooDeep])
        #expect(terms.chain.count == Lineage.depthLimit)
    }

    @Test("an adapter needs its base to run; handed on alone it has its own terms, unless the base binds adapters")
    func adapter() throws {
        let free = try effective(
            "lora", in: ["lora": node("MIT", [("base", .adapter)]), "base": node("LicenseRef-research")])
        #expect(free.expression == .both("MIT", "LicenseRef-research"))
        #expect(free.filesAlone == .license("MIT"))
        #expect(free.conflicts.map(\.severity) == [.low])
        #expect(verdict(free, VerdictFixtures.internalTool).level == .block)
        #expect(verdict(free, VerdictFixtures.redistribution).expression == .license("MIT"))
        let bound = try effective("lora", in: ["lora": node("MIT", [("base", .adapter)]), "base": node("LicenseRef-rail")])
        #expect(bound.filesAlone == .both("MIT", "LicenseRef-rail"))
    }

    @Test("a relation that nobody stated counts as a fine-tune, with less confidence")
    func unstatedRelation() throws {
        let terms = try effective("m", in: ["m": node("MIT", [("base", nil)]), "base": node("LicenseRef-rail")])
        #expect(terms.expression == .both("MIT", "LicenseRef-rail"))
        #expect(terms.confidence == .medium)
    }

    @Test("a model that states nothing has the terms of its base, with little confidence; one that says 'other' has not")
    func silent() throws {
        let silent = try effective(
            "m", in: ["m": node(nil, [("base", .quantized)], statesNothing: true), "base": node("Apache-2.0")])
        #expect(silent.isInherited)
        #expect(silent.expression == .license("Apache-2.0"))
        let gap = Conclusion(model: "m", expression: .noAssertion, confidence: .none, gap: .absent)
        #expect(VerdictFixtures.maker.verdict(on: gap, lineage: silent, scenario: VerdictFixtures.internalTool).level == .review)
        let other = try effective("m", in: ["m": node(nil, [("base", .quantized)]), "base": node("Apache-2.0")])
        #expect(other.expression == .all(of: [.noAssertion, .license("Apache-2.0")]))
        #expect(verdict(other, VerdictFixtures.internalTool).level == .unknown)
    }

    @Test("C10: a copy still says what its base said before")
    func stale() throws {
        let base = LineageNode(expression: .license("MIT"), confidence: .high, former: [.license("LicenseRef-research")])
        let terms = try effective("gguf", in: ["gguf": node("LicenseRef-research", [("base", .quantized)]), "base": base])
        #expect(terms.conflicts.map(\.code) == [.staleDerivative])
        #expect(terms.conflicts.first?.sides.map(\.expression) == [.license("LicenseRef-research"), .license("MIT")])
    }

    @Test("a stricter child, and an equal one, launder nothing")
    func noLaundering() throws {
        let stricter = try effective(
            "m", in: ["m": node("LicenseRef-research", [("base", .finetune)]), "base": node("LicenseRef-research")])
        #expect(stricter.conflicts.isEmpty)
        let narrower = try effective("m", in: ["m": node("Apache-2.0", [("base", .finetune)]), "base": node("MIT")])
        #expect(narrower.conflicts.isEmpty)
    }

    @Test("another parent never makes any verdict better", arguments: 0..<40)
    func parentsAreMonotone(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let ids = VerdictFixtures.facts.map(\.id)
        var models: [String: LineageNode] = [:]
        for index in 0..<8 {
            let parents = (0..<Int.random(in: 0...2, using: &generator)).map { _ in
                ("m\(Int.random(in: 0..<9, using: &generator))", Relation.allCases.randomElement(using: &generator))
            }
            models["m\(index)"] = node(ids.randomElement(using: &generator), parents)
        }
        func terms(_ node: LineageNode) -> EffectiveTerms {
            lineage.effective("new", node) { models[$0].map(LineageLookup.found) ?? .unknown }
        }
        var own = node(ids.randomElement(using: &generator))
        let organisation = Organisation(seat: "US", countries: ["US"], figures: [.init(.mau, 5)], competitorOf: [])
        var before = terms(own)
        for parent in 0..<8 {
            own.parents.append(LineageNode.Parent("m\(parent)", .merge))
            let after = terms(own)
            for scenario in VerdictFixtures.scenarios {
                let conclusion = Conclusion(model: "new", expression: own.expression, confidence: .high)
                let old = VerdictFixtures.maker.verdict(on: conclusion, lineage: before, scenario: scenario, organisation: organisation)
                let new = VerdictFixtures.maker.verdict(on: conclusion, lineage: after, scenario: scenario, organisation: organisation)
                #expect(new.level >= old.level, "m\(parent) in \(scenario.id)")
            }
            before = after
        }
    }
}
