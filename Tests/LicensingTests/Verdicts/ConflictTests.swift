import Licensing
import Testing

/// C1–C3, C5–C9 and C11, one by one; C4 and C10 are with the lineage. Each names both sides.
@Suite("Conflicts")
struct ConflictTests {
    private func conflicts(_ dossier: LicenseDossier) -> [Conflict] { VerdictFixtures.conclusions.conclusion(on: dossier).conflicts }

    private func reading(_ raw: String, _ id: LicenseID?) -> LicenseDossier.Reading {
        LicenseDossier.Reading(raw, expression: id.map { .license($0) } ?? .noAssertion, confidence: id == nil ? .none : .high)
    }

    private func file(
        _ path: String, _ id: LicenseID, _ component: LicenseDossier.Component = .all, language: String? = nil
    ) -> LicenseDossier.File {
        LicenseDossier.File(path, component: component, expression: .license(id), confidence: .high, language: language)
    }

    @Test("C1: the tag and the LICENSE text")
    func tagAgainstText() throws {
        let found = conflicts(LicenseDossier(model: "m", files: [file("LICENSE", "CC-BY-NC-4.0")], tag: reading("mit", "MIT")))
        let conflict = try #require(found.first)
        #expect(found.map(\.code) == [.tagAgainstText])
        #expect(conflict.severity == .high)
        #expect(conflict.isSettled)
        #expect(conflict.sides.map(\.expression) == [.license("MIT"), .license("CC-BY-NC-4.0")])
        #expect(conflict.sides.map(\.locator) == ["license", "LICENSE"])
    }

    @Test("C1 is open where the text grants more than the tag, and then a person has to look")
    func openConflict() {
        let dossier = LicenseDossier(
            model: "m", files: [file("LICENSE", "MIT")], tag: reading("cc-by-nc-4.0", "CC-BY-NC-4.0"))
        let conclusion = VerdictFixtures.conclusions.conclusion(on: dossier)
        #expect(conclusion.conflicts.map(\.isSettled) == [false])
        #expect(VerdictFixtures.maker.verdict(on: conclusion, scenario: VerdictFixtures.internalTool).level == .review)
    }

    @Test("no conflict where they agree, nor where the tag is only a family's name")
    func agreement() {
        #expect(conflicts(LicenseDossier(model: "m", files: [file("LICENSE", "MIT")], tag: reading("mit", "MIT"))).isEmpty)
        #expect(
            conflicts(LicenseDossier(model: "m", files: [file("LICENSE", "MIT")], tag: reading("vague", "LicenseRef-vague"))).isEmpty)
    }

    @Test("C2: license_name and the linked text")
    func nameAgainstLink() {
        let link = LicenseDossier.Link("https://example.org/l", state: .fetched, expression: .license("LicenseRef-lfm"), confidence: .high)
        let found = conflicts(LicenseDossier(model: "m", link: link, name: reading("nc-community", "CC-BY-NC-4.0")))
        #expect(found.map(\.code) == [.nameAgainstLink])
        #expect(found.first?.sides.map(\.source) == [.name, .link])
    }

    @Test("C3: a permissive tag, and restrictive terms for the weights")
    func tagAgainstWeights() {
        let found = conflicts(
            LicenseDossier(
                model: "m", files: [file("LICENSE-CODE", "MIT", .code), file("LICENSE-MODEL", "LicenseRef-rail", .weights)],
                tag: reading("mit", "MIT")))
        #expect(found.map(\.code) == [.tagAgainstWeights])
        #expect(found.first?.severity == .high)
    }

    @Test("C5: siblings of one family under different terms")
    func siblings() {
        let found = conflicts(
            LicenseDossier(
                model: "m", tag: reading("apache-2.0", "Apache-2.0"), hasCopyrightNotice: true,
                siblings: [.init("m-3b", expression: .license("LicenseRef-research")), .init("m-7b", expression: .license("Apache-2.0"))]))
        #expect(found.map(\.code) == [.siblingsDiffer])
        #expect(found.first?.sides.first?.locator == "m-3b")
    }

    @Test("C6: a gate or a policy adds terms to a plain tag")
    func addedTerms() {
        let gate = LicenseDossier.Gate(.automatic, terms: reading("use policy", "LicenseRef-policy"))
        let gated = LicenseDossier(model: "m", tag: reading("cc-by-nc-4.0", "CC-BY-NC-4.0"), gate: gate)
        #expect(conflicts(gated).map(\.code) == [.addedTerms])
        #expect(VerdictFixtures.conclusions.conclusion(on: gated).expression == .both("CC-BY-NC-4.0", "LicenseRef-policy"))
        let europe = LicenseDossier(
            model: "m", files: [file("LICENSE", "MIT")], tag: reading("mit", "MIT"), gate: .init(.automatic, excludesEU: true))
        #expect(conflicts(europe).map(\.code) == [.addedTerms])
    }

    @Test("C7: 'other' without a name or a link")
    func unnamedOther() {
        #expect(conflicts(LicenseDossier(model: "m", tag: reading("other", nil))).map(\.code) == [.unnamedOther])
        #expect(conflicts(LicenseDossier(model: "m", name: reading("own", nil), tag: reading("other", nil))).isEmpty)
    }

    @Test("C8: a data set's terms are narrower than the model's, which by itself binds nothing")
    func datasets() {
        let dossier = LicenseDossier(
            model: "m", files: [file("LICENSE", "MIT")], datasets: [.init("data", expression: .license("CC-BY-NC-4.0"))])
        let conclusion = VerdictFixtures.conclusions.conclusion(on: dossier)
        #expect(conclusion.conflicts.map(\.code) == [.datasetAgainstModel])
        #expect(conclusion.expression == .license("MIT"))
    }

    @Test("C9: a permissive tag without any text or notice")
    func permissionWithoutText() {
        #expect(conflicts(LicenseDossier(model: "m", tag: reading("mit", "MIT"))).map(\.code) == [.permissionWithoutText])
        #expect(conflicts(LicenseDossier(model: "m", tag: reading("mit", "MIT"), hasCopyrightNotice: true)).isEmpty)
        #expect(conflicts(LicenseDossier(model: "m", tag: reading("nc", "CC-BY-NC-4.0"))).isEmpty)
    }

    @Test("C11: two language versions differ, and then both apply")
    func languages() {
        let dossier = LicenseDossier(
            model: "m", files: [file("LICENSE", "LicenseRef-lfm", language: "en"), file("LICENSE_zh", "LicenseRef-form", language: "zh")])
        let conclusion = VerdictFixtures.conclusions.conclusion(on: dossier)
        #expect(conclusion.conflicts.map(\.code) == [.languagesDiffer])
        #expect(conclusion.expression == .both("LicenseRef-lfm", "LicenseRef-form"))
    }
}
