import Licensing
import Testing

@Suite("DriftJudge")
struct DriftJudgeTests {
    private let judge = DriftJudge(VerdictFixtures.catalogue)

    private func level(_ old: LicenseID, _ new: LicenseID, _ text: TextChange = .unknown) -> DriftLevel {
        judge.drift(from: .license(old), to: .license(new), text: text).level
    }

    @Test("rights lost that somebody uses break something")
    func breaking() {
        #expect(level("MIT", "CC-BY-NC-4.0") == .breaking)
        #expect(level("Apache-2.0", "LicenseRef-research") == .breaking)
    }

    @Test("a new bound of size or place breaks something for those beyond, a new share-alike for those who keep theirs closed")
    func bounds() {
        #expect(level("MIT", "LicenseRef-lfm") == .breaking)
        #expect(level("MIT", "LicenseRef-hunyuan") == .breaking)
        #expect(level("Apache-2.0", "GPL-3.0-only") == .breaking)
    }

    @Test("a wider territory breaks, a narrower one relaxes")
    func territory() {
        func catalogue(_ countries: [[String]]) -> DriftJudge {
            let facts = countries.enumerated().map { index, excluded in
                SmallCatalogue.fact(
                    LicenseID("LicenseRef-\(index)"), all: Clause(.conditional, if: [.limit("territory")]),
                    limits: [Limit(name: "territory", rule: .territory(Territory(excluded: excluded, subjects: [.seat, .use])))])
            }
            return DriftJudge(LicenseCatalogue(facts: facts, listed: [], exceptions: []))
        }
        let judge = catalogue([["EU"], ["EU", "GB", "KR"]])
        #expect(judge.drift(from: .license("LicenseRef-0"), to: .license("LicenseRef-1")).level == .breaking)
        #expect(judge.drift(from: .license("LicenseRef-1"), to: .license("LicenseRef-0")).level == .relaxing)
    }

    @Test("more duties or barred uses tighten, fewer relax")
    func duties() {
        #expect(level("MIT", "Apache-2.0") == .tightening)
        #expect(level("Apache-2.0", "MIT") == .relaxing)
        #expect(level("MIT", "LicenseRef-modified-mit") == .tightening)
        #expect(level("GPL-3.0-only", "Apache-2.0") == .relaxing)
        #expect(level("MIT", "LicenseRef-rail") == .tightening)
    }

    @Test("business that was refused and is permitted now relaxes, whatever is asked for it")
    func relaxing() {
        #expect(level("CC-BY-NC-4.0", "Apache-2.0") == .relaxing)
        #expect(level("LicenseRef-research", "LicenseRef-lfm") == .relaxing)
        #expect(level("LicenseRef-research", "LicenseRef-form") == .relaxing)
    }

    @Test("of one licence the texts decide")
    func sameTerms() {
        #expect(level("MIT", "MIT", .same) == .cosmetic)
        #expect(level("MIT", "MIT", .dressing) == .cosmetic)
        #expect(level("MIT", "MIT", .words) == .review)
        #expect(level("MIT", "MIT") == .review)
    }

    @Test("a licence without facts is for review")
    func unknown() {
        #expect(level("MIT", "LicenseRef-nobody") == .review)
        #expect(judge.drift(from: .noAssertion, to: .license("MIT")).level == .review)
    }

    @Test("a file that is gone breaks, unless its terms are found elsewhere")
    func removal() {
        let before = LicenseState("LICENSE", expression: .license("MIT"))
        #expect(judge.drift(from: before, to: LicenseState("LICENSE", expression: nil)).level == .breaking)
        let moved = LicenseState("LICENSE", expression: nil, others: ["licenses/LICENSE-OLD": .license("MIT")])
        #expect(judge.drift(from: before, to: moved).level == .scope)
        #expect(judge.drift(from: moved, to: moved).level == .none)
    }

    @Test("terms that appear are compared with what was last known, else with no bounds at all")
    func arrival() {
        func level(_ id: LicenseID, after lastKnown: LicenseID? = nil) -> DriftLevel {
            let gone = LicenseState("LICENSE", expression: nil, lastKnown: lastKnown.map { .license($0) })
            return judge.drift(from: gone, to: LicenseState("LICENSE", expression: .license(id))).level
        }
        #expect(level("CC-BY-NC-4.0") == .breaking)
        #expect(level("LicenseRef-lfm") == .tightening)
        #expect(level("MIT") == .relaxing)
        #expect(level("MIT", after: "CC-BY-NC-4.0") == .relaxing)
        #expect(level("CC-BY-NC-4.0", after: "MIT") == .breaking)
    }

    @Test("a text that no longer speaks of the weights changed its scope, whatever it grants")
    func scope() {
        let all = LicenseState("LICENSE", expression: .license("CC-BY-NC-4.0"))
        let code = LicenseState("LICENSE", component: .code, expression: .license("Apache-2.0"))
        #expect(judge.drift(from: all, to: code).level == .scope)
        #expect(judge.drift(from: code, to: all).level == .scope)
        #expect(judge.drift(from: code, to: LicenseState("LICENSE", component: .code, expression: .license("MIT"))).level == .relaxing)
    }

    @Test("only rights that an active scenario needs break when lost")
    func activeScenarios() {
        let researchers = DriftJudge(VerdictFixtures.catalogue, scenarios: [VerdictFixtures.research])
        #expect(researchers.drift(from: .license("MIT"), to: .license("LicenseRef-research")).level == .tightening)
    }
}
