import Licensing
import Testing

/// What everybody asks first, as one table: what the usual licences of models say.
@Suite struct CommonTableTests {
    /// Columns: use in business, modify, hand out weights, host for others, business with outputs, train on outputs. y yes, c conditional, n no, u unknown.
    static let table: [(String, String)] = [
        ("mit", "y y y y y y"), ("apache-2.0", "y y y y y y"), ("bsd-2-clause", "y y y y y y"), ("bsd-3-clause", "y y y y y y"),
        ("cc-by-4.0", "y y y y y y"), ("cc-by-nc-4.0", "n y c c u u"), ("cc-by-nc-sa-4.0", "n y c c u u"), ("cc-by-nd-4.0", "y c c y y u"),
        ("openrail", "c y c c c c"), ("creativeml-openrail-m", "c y c c c c"), ("openrail++", "c y c c c c"),
        ("bigscience-bloom-rail-1.0", "c y c c c c"), ("gpl-3.0", "y y c y y y"), ("agpl-3.0", "y y c c y y"),
        ("llama2", "c y c c y n"), ("llama3", "c y c c y n"), ("llama3.1", "c y c c y c"), ("llama3.2", "c y c c y c"),
        ("llama3.3", "c y c c y c"), ("llama4", "c y c c y c"), ("gemma", "c y c c y c"), ("qwen", "c y c y y c"),
        ("tongyi-qianwen", "c y c y y n"), ("qwen-research", "n c c n u c"), ("deepseek", "c y c y c c"), ("api-only", "u n n u u u"),
    ]

    @Test("the common table", arguments: table)
    func row(_ row: (tag: String, grants: String)) throws {
        let catalogue = try LicenseData.catalogue()
        let id = try #require(catalogue.alias(Alias.fold(row.tag), hub: "huggingface"))
        let fact = try #require(catalogue.fact(id))
        let rights: [Right] = [.useCommercial, .modify, .distributeWeights, .hostThirdParty, .outputCommercial, .outputTrain]
        let letters = rights.map { fact.rights[$0]?.grant.rawValue.prefix(1) ?? "-" }.joined(separator: " ")
        #expect(letters == row.grants, "\(id)")
    }

    @Test(
        "the claim that Llama 3.x dropped the 700M-user limit is false",
        arguments: [
            ("llama2", "2023-07-18"), ("llama3", "2024-04-18"), ("llama3.1", "2024-07-23"), ("llama3.2", "2024-09-25"),
            ("llama3.3", "2024-12-06"),
            ("llama4", "2025-04-05"),
        ])
    func llama(_ tag: String, _ release: String) throws {
        let catalogue = try LicenseData.catalogue()
        let fact = try #require(catalogue.alias(tag, hub: "huggingface").flatMap { catalogue.fact($0) })
        let thresholds = fact.limits.compactMap { if case .threshold(let threshold) = $0.rule { threshold } else { nil } }
        let limit = Threshold(.mau, .greater, 700_000_000, window: .month, scope: .affiliates, asOf: .release(release))
        #expect(thresholds == [limit])
        #expect(fact.rights[.useCommercial]?.conditions.contains(.limit("mau")) == true)
        #expect(!limit.isExceeded(by: 700_000_000) && limit.isExceeded(by: 700_000_001))
    }

    @Test("what Llama 3.1 did drop is the ban on training other models, which became a duty to name them")
    func llamaTraining() throws {
        let catalogue = try LicenseData.catalogue()
        #expect(catalogue.fact("LicenseRef-Weighbridge-llama3-community")?.rights[.outputTrain]?.grant == .no)
        let newer = try #require(catalogue.fact("LicenseRef-scancode-llama-3.1-license-2024"))
        #expect(newer.rights[.outputTrain]?.conditions == [.duty(.namePrefix)])
        #expect(newer.duties.contains { $0.kind == .namePrefix && $0.text == "Llama" && $0.on.contains(.trainOnOutputs) })
        #expect(newer.duties.contains { $0.kind == .displayLine && $0.text == "Built with Llama" })
    }

    @Test("only the multimodal models of Llama 3.2 and 4 are closed to the EU, by seat")
    func llamaTerritory() throws {
        let catalogue = try LicenseData.catalogue()
        for tag in ["llama2", "llama3", "llama3.1", "llama3.2", "llama3.3", "llama4"] {
            let fact = try #require(catalogue.alias(tag, hub: "huggingface").flatMap { catalogue.fact($0) })
            let territories = fact.limits.filter { if case .territory = $0.rule { true } else { false } }
            let closed = tag == "llama3.2" || tag == "llama4"
            #expect(territories.map(\.rule) == (closed ? [.territory(Territory(excluded: ["EU"], subjects: [.seat]))] : []), "\(tag)")
            #expect(territories.allSatisfy { $0.onlyIf == .multimodal })
        }
    }

    @Test("the licences of Creative Commons say by their elements what they grant, in every version")
    func creativeCommons() throws {
        let facts = try LicenseData.facts().filter { $0.family.hasPrefix("cc-by") }
        #expect(facts.count >= 50)
        for fact in facts {
            let elements = Set(fact.id.text.uppercased().split(separator: "-"))
            let grants = fact.rights.mapValues(\.grant)
            let isNC = elements.contains("NC")
            #expect((grants[.useCommercial] == .no) == isNC, "\(fact.id)")
            #expect((fact.rights[.distributeWeights]?.conditions.contains(.nonCommercial) == true) == isNC, "\(fact.id)")
            #expect((fact.rights[.hostThirdParty]?.conditions.contains(.nonCommercial) == true) == isNC, "\(fact.id)")
            #expect((grants[.distributeDerivative] == .no) == elements.contains("ND"), "\(fact.id)")
            #expect(fact.duties.contains { $0.kind == .shareAlike } == elements.contains("SA"), "\(fact.id)")
            #expect(fact.duties.contains { $0.kind == .attribution }, "\(fact.id)")
            #expect(grants[.useResearch] == .yes && grants[.sublicense] == .no, "\(fact.id)")
            #expect(fact.patent.grant == .no, "\(fact.id)")
            if !elements.contains("ND") { #expect(grants[.modify] == .yes, "\(fact.id)") }
        }
    }
}
