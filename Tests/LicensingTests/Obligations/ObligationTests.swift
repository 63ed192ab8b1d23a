import Licensing
import Testing

@Suite("Obligations")
struct ObligationTests {
    private typealias F = VerdictFixtures

    private func obligations(_ expression: LicenseExpression, _ scenario: Scenario, _ organisation: Organisation = .unknown) -> [Obligation]
    {
        F.maker.verdict(of: expression, scenario: scenario, organisation: organisation).obligations
    }

    @Test("only the acts of the scenario bring duties about")
    func triggers() {
        #expect(obligations(.license("MIT"), F.internalTool).isEmpty)
        #expect(obligations(.license("MIT"), F.redistribution).map(\.action) == [.duty(.attribution), .duty(.licenceCopy)])
    }

    @Test("what two licences ask alike is asked once, naming both; a copy of each licence is due")
    func merging() throws {
        let all = obligations(.both("MIT", "Apache-2.0"), F.redistribution)
        let attribution = try #require(all.first { $0.action == .duty(.attribution) })
        #expect(attribution.origins.map(\.license) == ["MIT", "Apache-2.0"])
        #expect(
            all.filter { $0.action == .duty(.licenceCopy) }.map(\.instruction) == ["Ship a copy of MIT.", "Ship a copy of Apache-2.0."])
        #expect(all.filter { $0.action == .duty(.markChanges) }.count == 1)
    }

    @Test("the words to show, the name's beginning and the section come from the licence")
    func words() throws {
        let all = obligations(.license("LicenseRef-llama"), F.product)
        let line = try #require(all.first { $0.action == .duty(.displayLine) })
        #expect(line.text == "Built with Llama")
        #expect(line.origins == [Obligation.Origin("LicenseRef-llama", section: "1.b.i")])
        #expect(all.contains { $0.action == .duty(.namePrefix) && $0.text == "Llama" })
        #expect(all.contains { $0.action == .observeRestrictions && $0.instruction.contains("military") })
        #expect(all.contains { $0.action == .duty(.acceptGate) })
    }

    @Test("who accepted the terms need not accept them again")
    func accepted() {
        let all = obligations(.license("LicenseRef-llama"), F.product, Organisation(accepted: ["LicenseRef-llama"]))
        #expect(!all.contains { $0.action == .duty(.acceptGate) })
    }

    @Test("a duty beyond a bound arises beyond it, and is conditional where the size is not told")
    func beyond() {
        func line(_ organisation: Organisation) -> Obligation? {
            obligations(.license("LicenseRef-modified-mit"), F.product, organisation).first { $0.action == .duty(.displayLine) }
        }
        #expect(line(Organisation(figures: [.init(.mau, 100_000_000)])) == nil)
        #expect(line(Organisation(figures: [.init(.mau, 100_000_001)]))?.onlyBeyond == nil)
        #expect(line(Organisation(figures: [.init(.mau, 100_000_001)])) != nil)
        #expect(line(.unknown)?.onlyBeyond == "more than 100,000,000 monthly active users")
    }

    @Test("use restrictions and their flow-down reach whoever hosts it")
    func flowDown() {
        let all = obligations(.license("LicenseRef-rail"), F.api)
        #expect(all.map(\.action) == [.duty(.flowDown), .observeRestrictions])
    }

    @Test("as text it names the licence and the section; as JSON it comes back the same")
    func forms() throws {
        let list = ObligationList(merging: obligations(.both("MIT", "LicenseRef-llama"), F.product))
        #expect(list.text.contains("- Show 'Built with Llama' where users see it. [LicenseRef-llama, 1.b.i]"))
        let json = try JSONCoding.roundTrip(list)
        #expect(json == list)
    }
}
