import CatalogData
import LicenseSources
import Licensing
import Testing

/// Verdicts over the shipped licences and scenarios.
@Suite("Real verdicts")
struct RealVerdictTests {
    private let maker: VerdictMaker
    private let catalogue: LicenseCatalogue
    private let scenarios: [Scenario]

    init() throws {
        let data = try CatalogData()
        catalogue = try CompiledLicenses.catalogue(of: data)
        scenarios = try ScenarioFolder(of: data).scenarios()
        maker = VerdictMaker(catalogue)
    }

    private func verdict(
        _ id: LicenseID, _ scenario: String, _ organisation: Organisation = .unknown, isMultimodal: Bool? = nil
    ) throws -> Verdict {
        let scenario = try #require(scenarios.first { $0.isNamed(scenario) })
        return maker.verdict(of: .license(id), scenario: scenario, organisation: organisation, isMultimodal: isMultimodal)
    }

    private static let llamas: [(LicenseID, String)] = [
        ("LicenseRef-scancode-llama-2-license-2023", "2023-07-18"), ("LicenseRef-Weighbridge-llama3-community", "2024-04-18"),
        ("LicenseRef-scancode-llama-3.1-license-2024", "2024-07-23"), ("LicenseRef-scancode-llama-3.2-license-2024", "2024-09-25"),
        ("LicenseRef-scancode-llama-3.3-license-2024", "2024-12-06"), ("LicenseRef-scancode-llama-4-cla-2025", "2025-04-05"),
    ]

    @Test("every Llama from 2 to 4 keeps the bound of 700 million users on its release date", arguments: llamas)
    func llamaBound(id: LicenseID, date: String) throws {
        func level(_ users: Int64) throws -> Verdict.Level {
            let organisation = Organisation(seat: "US", countries: ["US"], figures: [.init(.mau, users, asOf: date)])
            return try verdict(id, "product", organisation, isMultimodal: false).level
        }
        #expect(try level(699_999_999) == .allowWithDuties)
        #expect(try level(700_000_000) == .allowWithDuties)
        #expect(try level(700_000_001) == .block)
        let untold = try verdict(id, "product", Organisation(seat: "US", countries: ["US"]), isMultimodal: false)
        #expect(untold.level == .unknown)
        #expect(untold.missing.map(\.sentence).contains("monthly active users on \(date)"))
    }

    @Test("LFM ends at 10 million of revenue")
    func lfm() throws {
        func level(_ revenue: Int64) throws -> Verdict.Level {
            let organisation = Organisation(figures: [.init(.revenue, revenue, currency: "USD")])
            return try verdict("LicenseRef-Weighbridge-lfm-open-1.0", "internal-tool", organisation).level
        }
        #expect(try level(9_999_999) == .allow)
        #expect(try level(10_000_000) == .block)
    }

    @Test("an EU seat: Llama 3.2 vision and Llama 4 are barred, Llama 3.2 text is not; Hunyuan is barred")
    func europe() throws {
        let german = Organisation(seat: "DE", countries: ["DE"], figures: [.init(.mau, 5)])
        let swiss = Organisation(seat: "CH", countries: ["CH"], figures: [.init(.mau, 5)])
        let llama32: LicenseID = "LicenseRef-scancode-llama-3.2-license-2024"
        #expect(try verdict(llama32, "internal-tool", german, isMultimodal: true).level == .block)
        #expect(try verdict(llama32, "internal-tool", german, isMultimodal: false).level == .allowWithDuties)
        #expect(try verdict(llama32, "internal-tool", swiss, isMultimodal: true).level == .allowWithDuties)
        #expect(try verdict("LicenseRef-scancode-llama-4-cla-2025", "internal-tool", german, isMultimodal: true).level == .block)
        #expect(try verdict("LicenseRef-Weighbridge-tencent-hunyuan-community", "internal-tool", german).level == .block)
        #expect(try verdict("LicenseRef-Weighbridge-tencent-hunyuan-community", "internal-tool", swiss).level == .allowWithDuties)
        let korean = Organisation(seat: "KR", countries: ["KR"], figures: [.init(.mau, 5)])
        #expect(try verdict("LicenseRef-Weighbridge-tencent-hunyuan-community", "internal-tool", korean).level == .block)
        #expect(try verdict("LicenseRef-Weighbridge-tencent-hunyuan-community-eu", "internal-tool", korean).level == .allowWithDuties)
    }

    @Test(
        "the common licences, without a profile",
        arguments: [
            ("MIT", "internal-tool", .allow), ("MIT", "product", .allowWithDuties), ("Apache-2.0", "api", .allow),
            ("Apache-2.0", "redistribution", .allowWithDuties), ("BSD-3-Clause", "internal-tool", .allow),
            ("CC-BY-4.0", "redistribution", .allowWithDuties), ("CC-BY-NC-4.0", "product", .block),
            ("CC-BY-NC-4.0", "research", .allow), ("CC-BY-NC-SA-4.0", "internal-tool", .block), ("GPL-3.0-only", "internal-tool", .allow),
            ("GPL-3.0-only", "product", .allowWithDuties), ("LicenseRef-Weighbridge-mistral-research-0.1", "product", .block),
            ("LicenseRef-Weighbridge-openrail-unspecified", "product", .review),
            ("LicenseRef-Weighbridge-all-rights-reserved", "product", .block),
            ("LicenseRef-Weighbridge-api-only-proprietary", "product", .block),
            ("LicenseRef-scancode-llama-3.1-license-2024", "internal-tool", .unknown),
        ] as [(String, String, Verdict.Level)])
    func common(id: String, scenario: String, expected: Verdict.Level) throws {
        let verdict = try verdict(LicenseID(id), scenario)
        #expect(verdict.level == expected, "\(verdict.reasons.map(\.sentence))")
    }

    @Test("no licence is allowed in business where its facts refuse or do not know business use")
    func neverASilentYes() {
        for fact in catalogue.allFacts where (fact.rights[.useCommercial]?.grant ?? .unknown) <= .unknown {
            for scenario in scenarios where scenario.needs.contains(.useCommercial) {
                let level = maker.verdict(of: .license(fact.id), scenario: scenario).level
                #expect(level >= .unknown, "\(fact.id) in \(scenario.id)")
            }
        }
    }

    @Test("the shipped scenarios are the five, and each is found by its other names")
    func shipped() throws {
        #expect(scenarios.map(\.id) == ["api", "internal-tool", "product", "redistribution", "research"])
        #expect(scenarios.first { $0.isNamed("Commercial-Product") }?.id == "product")
    }
}
