import Licensing
import Testing

@Suite("ConclusionMaker")
struct ConclusionMakerTests {
    private let maker = VerdictFixtures.conclusions

    private func file(_ path: String, _ component: LicenseDossier.Component = .all, _ id: LicenseID?) -> LicenseDossier.File {
        LicenseDossier.File(
            path, component: component, expression: id.map { .license($0) } ?? .noAssertion, confidence: id == nil ? .none : .high)
    }

    private func reading(_ raw: String, _ id: LicenseID?) -> LicenseDossier.Reading {
        LicenseDossier.Reading(raw, expression: id.map { .license($0) } ?? .noAssertion, confidence: id == nil ? .none : .high)
    }

    @Test("the strongest source that says something decides, whatever the weaker ones say")
    func order() {
        var dossier = LicenseDossier(
            model: "m", files: [file("LICENSE", "GPL-3.0-only")],
            link: .init("https://example.org/l", state: .fetched, expression: .license("Apache-2.0"), confidence: .high),
            section: reading("CC BY-NC", "CC-BY-NC-4.0"), name: reading("llama", "LicenseRef-llama"), tag: reading("mit", "MIT"))
        var decided: [LicenseExpression] = []
        var sources: [Evidence.Source?] = []
        func conclude() {
            let conclusion = maker.conclusion(on: dossier)
            decided.append(conclusion.expression)
            sources.append(conclusion.evidence.first { $0.isDeciding }?.source)
        }
        conclude()
        dossier.files = []
        conclude()
        dossier.link = nil
        conclude()
        dossier.section = nil
        conclude()
        dossier.name = nil
        conclude()
        dossier.tag = nil
        conclude()
        let ids: [LicenseID] = ["GPL-3.0-only", "Apache-2.0", "CC-BY-NC-4.0", "LicenseRef-llama", "MIT"]
        #expect(decided == ids.map { .license($0) } + [.noAssertion])
        #expect(sources == [.file, .link, .section, .name, .tag, nil])
    }

    @Test("a text that we do not know stands above a tag that we do")
    func unreadText() {
        let conclusion = maker.conclusion(
            on: LicenseDossier(model: "m", files: [file("LICENSE", .all, nil)], tag: reading("mit", "MIT")))
        #expect(conclusion.expression == .noAssertion)
        #expect(conclusion.gap == .unreadText("LICENSE"))
        #expect(conclusion.confidence == .none)
        #expect(conclusion.evidence.contains { $0.source == .tag && $0.expression == .license("MIT") && !$0.isDeciding })
    }

    @Test("of several texts those of the weights decide, notices and data decide nothing")
    func components() {
        let split = maker.conclusion(
            on: LicenseDossier(
                model: "m",
                files: [
                    file("LICENSE-CODE", .code, "MIT"), file("LICENSE-MODEL", .weights, "LicenseRef-rail"),
                    file("NOTICE", .notices, "GPL-3.0-only"), file("LICENSE-DATA", .data, "CC-BY-NC-4.0"),
                ]))
        #expect(split.expression == .license("LicenseRef-rail"))
        let codeOnly = maker.conclusion(on: LicenseDossier(model: "m", files: [file("LICENSE-CODE", .code, "MIT")]))
        #expect(codeOnly.expression == .noAssertion)
        #expect(codeOnly.gap == .absent)
    }

    @Test("a use policy adds its terms and replaces none; one that we do not know keeps the verdict from being a plain yes")
    func policies() {
        let known = maker.conclusion(
            on: LicenseDossier(
                model: "m", files: [file("LICENSE", .all, "MIT"), file("USE_POLICY.md", .policy, "LicenseRef-policy")]))
        #expect(known.expression == .both("MIT", "LicenseRef-policy"))
        let unread = maker.conclusion(
            on: LicenseDossier(model: "m", files: [file("LICENSE", .all, "MIT"), file("USE_POLICY.md", .policy, nil)]))
        #expect(unread.expression == .license("MIT"))
        #expect(unread.unreadPolicies == ["USE_POLICY.md"])
    }

    @Test("a name that nobody knows beside a tag leaves little confidence")
    func unknownName() {
        let conclusion = maker.conclusion(
            on: LicenseDossier(model: "m", name: reading("own-licence", nil), tag: reading("mit", "MIT")))
        #expect(conclusion.expression == .license("MIT"))
        #expect(conclusion.confidence == .low)
    }

    @Test("ten thousand files are read to the bound and no further")
    func hostile() {
        let files = (0..<10_000).map { file("LICENSE\($0)", .all, "MIT") }
        let conclusion = maker.conclusion(on: LicenseDossier(model: "m", files: files))
        #expect(conclusion.evidence.count == LicenseDossier.most)
        #expect(conclusion.expression == .license("MIT"))
    }
}

extension ConclusionMakerTests {
    private func file(_ path: String, _ id: LicenseID?) -> LicenseDossier.File { file(path, .all, id) }
}
