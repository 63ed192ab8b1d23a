import Licensing
import Testing

@Suite struct LicensePageTests {
    private let fact = LicenseFact(
        id: "LicenseRef-Weighbridge-sample", name: "Sample <Community> License", family: "sample",
        rights: [.useCommercial: Clause(.conditional, if: [.limit("mau")], note: "a | b", section: "section 2")],
        duties: [Duty(.displayLine, on: [.product], text: "Built with Sample", section: "section 1")],
        limits: [
            Limit(
                name: "mau", rule: .threshold(Threshold(.mau, .greater, 700_000_000, scope: .affiliates, asOf: .release("2024-07-23"))),
                effect: .licenseRequired)
        ], aliases: ["huggingface": ["sample"]], evidence: [.init(document: "sample/LICENSE@1", read: "2026-11-23")], confidence: .high)

    @Test("a page states every right, also those of which nothing is known")
    func everyRight() {
        let page = LicensePage(fact, listed: nil).markdown
        for right in Right.allCases { #expect(page.contains("| \(right.rawValue) | ")) }
        #expect(page.contains("| use.commercial | conditional | limit:mau | a \\| b | section 2 |"))
        #expect(page.contains("| modify | unknown |"))
    }

    @Test("limits, duties and sources are on the page, and foreign text is no markup")
    func contents() {
        let page = LicensePage(fact, listed: nil).markdown
        #expect(page.hasPrefix("# Sample <Community> License\n") == false)
        #expect(page.hasPrefix("# Sample &lt;Community> License\n"))
        #expect(page.contains("mau > 700000000 of the affiliates, on the release date (2024-07-23) → license-required"))
        #expect(page.contains("**ui.display** “Built with Sample” on product (section 1)"))
        #expect(page.contains("sample/LICENSE@1, read 2026-11-23"))
        #expect(page.contains("Called on huggingface: `sample`"))
    }

    @Test("a file name has nothing that leads to another folder")
    func fileName() {
        #expect(LicensePage.fileName(of: "GPL-2.0+") == "GPL-2.0+.md")
        #expect(LicensePage.fileName(of: "DocumentRef-a:LicenseRef-../b") == "DocumentRef-a_LicenseRef-.._b.md")
    }
}
