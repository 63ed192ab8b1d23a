import Licensing
import Testing

/// Limits decide exactly at their bound, and a fact that is missing is never a yes.
@Suite("Limits in verdicts")
struct LimitVerdictTests {
    private typealias F = VerdictFixtures

    private func level(
        _ id: LicenseID, _ organisation: Organisation, _ scenario: Scenario = F.internalTool, isMultimodal: Bool? = nil
    ) -> Verdict.Level {
        F.maker.verdict(of: .license(id), scenario: scenario, organisation: organisation, isMultimodal: isMultimodal).level
    }

    @Test(
        "'greater than 700 million' excludes 700,000,001 and not 700,000,000",
        arguments: [(699_999_999, .allowWithDuties), (700_000_000, .allowWithDuties), (700_000_001, .block)] as [(Int64, Verdict.Level)])
    func llamaBound(users: Int64, expected: Verdict.Level) {
        let figure = Organisation.Figure(.mau, users, asOf: "2024-07-23")
        #expect(level("LicenseRef-llama", Organisation(figures: [figure])) == expected)
    }

    @Test("a snapshot looks at its day: later growth does not count, and other days answer nothing")
    func snapshot() {
        let small = Organisation.Figure(.mau, 5, asOf: "2024-07-23")
        let grown = Organisation.Figure(.mau, 900_000_000, asOf: "2026-01-01")
        #expect(level("LicenseRef-llama", Organisation(figures: [small, grown])) == .allowWithDuties)
        let verdict = F.maker.verdict(
            of: .license("LicenseRef-llama"), scenario: F.internalTool, organisation: Organisation(figures: [grown]))
        #expect(verdict.level == .unknown)
        #expect(verdict.missing.map(\.sentence) == ["monthly active users on 2024-07-23"])
        #expect(verdict.missing.map(\.field) == ["mau@2024-07-23"])
    }

    @Test("the month before the release answers too, and an undated figure stands for every day and is named as assumed")
    func otherDays() {
        let month = Organisation.Figure(.mau, 800_000_000, asOf: "2024-06")
        #expect(level("LicenseRef-llama", Organisation(figures: [month])) == .block)
        let verdict = F.maker.verdict(
            of: .license("LicenseRef-llama"), scenario: F.internalTool, organisation: Organisation(figures: [.init(.mau, 12)]))
        #expect(verdict.level == .allowWithDuties)
        #expect(verdict.assumptions.contains { $0.contains("2024-07-23") })
    }

    @Test(
        "'10 million or more' excludes 10,000,000",
        arguments: [(9_999_999, .allow), (10_000_000, .block), (10_000_001, .block)] as [(Int64, Verdict.Level)])
    func lfmBound(revenue: Int64, expected: Verdict.Level) {
        #expect(level("LicenseRef-lfm", Organisation(figures: [.init(.revenue, revenue, currency: "USD")])) == expected)
    }

    @Test("without a profile a limit makes the verdict unknown and names what is missing")
    func noProfile() {
        let verdict = F.maker.verdict(of: .license("LicenseRef-lfm"), scenario: F.internalTool)
        #expect(verdict.level == .unknown)
        #expect(verdict.missing == [Verdict.Missing("revenue", "revenue a year in USD", license: "LicenseRef-lfm")])
        #expect(verdict.changes.contains { $0.contains("revenue") })
        #expect(verdict.reasons.first?.section == "5")
    }

    @Test("a limit on commerce does not matter to research, even without a profile")
    func notApplicable() {
        #expect(level("LicenseRef-lfm", .unknown, F.research) == .allow)
    }

    @Test("another currency answers nothing, and a year's revenue below the bound answers for a month")
    func revenue() {
        let yen = Organisation(figures: [.init(.revenue, 1, currency: "JPY")])
        #expect(level("LicenseRef-lfm", yen) == .unknown)
        let month = Organisation(figures: [.init(.revenue, 11_000_000, currency: "USD", window: .month)])
        #expect(level("LicenseRef-lfm", month) == .block)
        let smallMonth = Organisation(figures: [.init(.revenue, 5, currency: "USD", window: .month)])
        #expect(level("LicenseRef-lfm", smallMonth) == .unknown)
    }

    @Test("less than a fifth to spare is near, and not beyond")
    func headroom() {
        func standing(_ users: Int64) -> Verdict.LimitState.Standing? {
            let organisation = Organisation(figures: [.init(.mau, users)])
            let verdict = F.maker.verdict(of: .license("LicenseRef-llama"), scenario: F.internalTool, organisation: organisation)
            return verdict.limits.first { $0.limit.name == "mau" }?.standing
        }
        #expect(standing(560_000_000) == .within)
        #expect(standing(560_000_001) == .near)
        #expect(standing(700_000_000) == .near)
        #expect(standing(700_000_001) == .exceeded)
    }

    @Test("a seat in the EU bars the vision model and not the text model, and matters only if the model is multimodal")
    func europeanSeat() {
        let german = Organisation(seat: "DE")
        #expect(level("LicenseRef-llama-vision", german, isMultimodal: true) == .block)
        #expect(level("LicenseRef-llama-vision", german, isMultimodal: false) == .allow)
        #expect(level("LicenseRef-llama-vision", german, isMultimodal: nil) == .unknown)
        #expect(level("LicenseRef-llama-vision", Organisation(seat: "US"), isMultimodal: nil) == .allow)
        #expect(level("LicenseRef-llama-vision", .unknown, isMultimodal: true) == .unknown)
        #expect(level("LicenseRef-llama4", Organisation(seat: "FR")) == .block)
        #expect(level("LicenseRef-llama4", Organisation(seat: "CH")) == .allow)
    }

    @Test("a territory holds for the seat, for the places of use and for EU as a whole")
    func territory() {
        #expect(level("LicenseRef-hunyuan", Organisation(seat: "US", countries: ["US"])) == .allow)
        #expect(level("LicenseRef-hunyuan", Organisation(seat: "US", countries: ["US", "EU"])) == .block)
        #expect(level("LicenseRef-hunyuan", Organisation(seat: "US", countries: ["UK"])) == .block)
        #expect(level("LicenseRef-hunyuan", Organisation(seat: "IT", countries: ["US"])) == .block)
        #expect(level("LicenseRef-hunyuan", Organisation(seat: "US")) == .unknown)
    }

    @Test("competing, and pursuing a barred purpose, block; not telling whether one competes does not allow")
    func competitorAndPurpose() {
        #expect(level("LicenseRef-rival", .unknown) == .unknown)
        #expect(level("LicenseRef-rival", Organisation(competitorOf: [])) == .allow)
        #expect(level("LicenseRef-rival", Organisation(competitorOf: ["naver"])) == .block)
        #expect(level("LicenseRef-policy", .unknown) == .allowWithDuties)
        #expect(level("LicenseRef-policy", Organisation(purposes: ["spam"])) == .block)
    }

    @Test("a form has to be filled in first; a contract answers for a limit that asks for one")
    func accepted() {
        #expect(level("LicenseRef-form", .unknown) == .review)
        #expect(level("LicenseRef-form", Organisation(accepted: ["LicenseRef-form"])) == .allow)
        let big = Organisation(figures: [.init(.mau, 800_000_000)], contracts: ["LicenseRef-llama"])
        #expect(level("LicenseRef-llama", big) == .review)
    }
}
