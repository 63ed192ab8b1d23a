import LicenseSources
import Licensing
import Testing

@Suite("OrganisationFile")
struct OrganisationFileTests {
    private func read(_ text: String) throws -> Organisation { try OrganisationFile.organisation(text, file: "profile.yaml") }

    @Test("figures in every notation, dated and undated, of the organisation and of the product")
    func figures() throws {
        let profile = try read(
            """
            organisation:
              seat: de
              use: [EU, us, UK]
              mau: {now: 12e6, 2024-07-23: 9_000_000, 2024-06: 8}
              revenue_usd: 80e6
              revenue_month_eur: 7
              arr_usd: 30000000
              product: {mau: 3}
              competitor_of: []
              multimodal: no
              accepted: [LicenseRef-own]
            """)
        #expect(profile.seat == "DE")
        #expect(profile.countries == ["EU", "US", "GB"])
        #expect(
            profile.figures == [
                .init(.mau, 12_000_000), .init(.mau, 9_000_000, asOf: "2024-07-23"), .init(.mau, 8, asOf: "2024-06"),
                .init(.revenue, 80_000_000, currency: "USD", window: .year), .init(.revenue, 7, currency: "EUR", window: .month),
                .init(.arr, 30_000_000, currency: "USD", window: .year), .init(.mau, 3, isProduct: true),
            ])
        #expect(profile.competitorOf == [])
        #expect(profile.usesMultimodal == false)
        #expect(profile.accepted == ["LicenseRef-own"])
        #expect(profile.isImageGenerationBusiness == nil)
    }

    @Test(
        "what can't be meant is refused with its line",
        arguments: [
            "seat: Germany", "maus: 12", "mau: many", "mau: -1", "mau: 1.5", "mau: {yesterday: 3}", "revenue: 7", "multimodal: perhaps",
            "countries: DE", "use: [DE]\ncountries: [DE]", "mau_usd: 3",
        ])
    func refused(text: String) {
        let fault = #expect(throws: LicenseFault.self) { try read(text) }
        #expect(fault?.line != nil)
    }
}
