import Licensing
import Testing

@Suite("VerdictMaker")
struct VerdictMakerTests {
    private typealias F = VerdictFixtures

    @Test("a permissive licence allows inside use, and handing on with duties")
    func permissive() {
        #expect(F.maker.verdict(of: .license("MIT"), scenario: F.internalTool).level == .allow)
        #expect(F.maker.verdict(of: .license("MIT"), scenario: F.redistribution).level == .allowWithDuties)
    }

    @Test("a licence for study only blocks business and names the clause")
    func nonCommercial() {
        let verdict = F.maker.verdict(of: .license("CC-BY-NC-4.0"), scenario: F.product)
        #expect(verdict.level == .block)
        #expect(verdict.reasons.first?.license == "CC-BY-NC-4.0")
        #expect(verdict.reasons.first?.section == "2(a)(1)")
        #expect(verdict.reasons.first?.right == .useCommercial)
        #expect(F.maker.verdict(of: .license("CC-BY-NC-4.0"), scenario: F.research).level == .allow)
        #expect(F.maker.verdict(of: .license("CC-BY-NC-4.0"), scenario: F.redistribution).level == .review)
    }

    @Test("of a choice the branch that serves the scenario best is taken and named")
    func choice() {
        let expression = LicenseExpression.any(of: [.license("CC-BY-NC-4.0"), .license("MIT")])
        let verdict = F.maker.verdict(of: expression, scenario: F.product)
        #expect(verdict.chosen == .license("MIT"))
        #expect(verdict.level == .allowWithDuties)
        #expect(verdict.expression == expression)
        #expect(F.maker.verdict(of: expression, scenario: F.research).chosen == .license("CC-BY-NC-4.0"))
    }

    @Test("NONE blocks, NOASSERTION and unknown licences are unknown, and a no beside an unknown is a no", arguments: F.scenarios)
    func unknowns(scenario: Scenario) {
        #expect(F.maker.verdict(of: .none, scenario: scenario).level == .block)
        #expect(F.maker.verdict(of: .noAssertion, scenario: scenario).level == .unknown)
        #expect(F.maker.verdict(of: .license("LicenseRef-nobody"), scenario: scenario).level == .unknown)
        #expect(F.maker.verdict(of: .all(of: [.license("MIT"), .noAssertion]), scenario: scenario).level == .unknown)
        #expect(F.maker.verdict(of: .all(of: [.none, .noAssertion]), scenario: scenario).level == .block)
    }

    @Test("no scenario is ever allowed by a model that states nothing", arguments: F.scenarios)
    func fourStatesOfMissing(scenario: Scenario) {
        func reading(_ raw: String) -> LicenseDossier.Reading { LicenseDossier.Reading(raw, expression: .noAssertion, confidence: .none) }
        let states = [
            LicenseDossier(model: "m"), LicenseDossier(model: "m", tag: reading("unknown")),
            LicenseDossier(model: "m", name: reading("own-terms"), tag: reading("other")),
            LicenseDossier(model: "m", tag: reading("other")),
        ]
        let conclusions = states.map { F.conclusions.conclusion(on: $0) }
        #expect(conclusions.map(\.gap) == [.absent, .unknown, .otherNamed("own-terms"), .otherUnnamed])
        for conclusion in conclusions {
            let verdict = F.maker.verdict(on: conclusion, scenario: scenario)
            #expect(verdict.level == .unknown)
            #expect(verdict.reasons.contains { $0.sentence == conclusion.gap?.sentence })
        }
    }

    @Test("little confidence in the facts or in the conclusion makes a review at best")
    func doubts() {
        #expect(F.maker.verdict(of: .license("LicenseRef-doubtful"), scenario: F.internalTool).level == .review)
        let unsure = Conclusion(model: "m", expression: .license("MIT"), confidence: .low)
        #expect(F.maker.verdict(on: unsure, scenario: F.internalTool).level == .review)
        let unread = Conclusion(model: "m", expression: .license("MIT"), confidence: .high, unreadPolicies: ["USE_POLICY.md"])
        #expect(F.maker.verdict(on: unread, scenario: F.internalTool).level == .review)
    }

    @Test("another licence beside it never makes a verdict better", arguments: F.facts.map(\.id))
    func conjunctionIsMonotone(id: LicenseID) {
        let organisations = [
            Organisation.unknown, Organisation(seat: "US", countries: ["US"], figures: [.init(.mau, 5)], competitorOf: []),
        ]
        for scenario in F.scenarios {
            for organisation in organisations {
                let alone = F.maker.verdict(of: .license(id), scenario: scenario, organisation: organisation).level
                for other in F.facts.map(\.id) {
                    let both = F.maker.verdict(of: .both(id, other), scenario: scenario, organisation: organisation).level
                    #expect(both >= alone, "\(id) AND \(other) in \(scenario.id)")
                }
            }
        }
    }

    @Test("data for study binds the weights only where the policy says so")
    func trainingData() {
        let conclusion = Conclusion(
            model: "m", expression: .license("MIT"), confidence: .high,
            datasets: [.init("data", expression: .license("CC-BY-NC-4.0")), .init("more", expression: .license("LicenseRef-rail"))])
        func verdict(_ knob: VerdictMaker.TrainingData) -> Verdict {
            F.maker.verdict(on: conclusion, scenario: F.internalTool, trainingData: knob)
        }
        #expect(verdict(.ignore).level == .allow)
        #expect(verdict(.warn).level == .allow)
        #expect(verdict(.inheritNonCommercial).level == .block)
        #expect(verdict(.inheritNonCommercial).expression == .both("MIT", "CC-BY-NC-4.0"))
        #expect(verdict(.inheritAll).expression == .both("MIT", "CC-BY-NC-4.0", "LicenseRef-rail"))
    }

    @Test("a gate is a duty to accept it")
    func gate() {
        let gated = Conclusion(model: "m", expression: .license("MIT"), confidence: .high, gate: .automatic)
        let verdict = F.maker.verdict(on: gated, scenario: F.internalTool)
        #expect(verdict.level == .allowWithDuties)
        #expect(verdict.obligations.map(\.action) == [.duty(.acceptGate)])
    }
}
