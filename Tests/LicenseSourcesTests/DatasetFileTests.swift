import CatalogData
import LicenseSources
import Licensing
import Testing

@Suite("DatasetFile")
struct DatasetFileTests {
    private let good = """
        datasets:
          - id: ducks
            names: [acme/ducks]
            license: CC-BY-NC-4.0
            confidence: high
          - id: geese
            license: MIT AND CC-BY-4.0
            confidence: low
            note: By report.
        """

    private func table(_ text: String) throws -> DatasetTable {
        try DatasetFile.table(text, file: "own.yaml", CompiledLicenses.catalogue(of: CatalogData()))
    }

    @Test("a data set is found by each of its names in any case, and by no part of one")
    func names() throws {
        let table = try table(good)
        #expect(table["Ducks"]?.expression == .license("CC-BY-NC-4.0"))
        #expect(table["ACME/ducks"]?.id == "ducks")
        #expect(table["geese"]?.confidence == .low)
        for name in ["other/ducks", "duck", "", String(repeating: "d", count: 1 << 20)] { #expect(table[name] == nil) }
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            ("CC-BY-NC-4.0", "CC-BY-NC-4.9", 4), ("confidence: high", "confidence: sure", 5), ("note:", "nota:", 9),
            ("id: geese", "id: Ducks", 6), ("[acme/ducks]", "acme/ducks", 3), ("MIT AND CC-BY-4.0", "MIT AND", 7),
            ("MIT AND CC-BY-4.0", "NOASSERTION", 7),
        ])
    func mistakes(right: String, wrong: String, line: Int) {
        let fault = #expect(throws: LicenseFault.self) { try table(good.replacing(right, with: wrong)) }
        #expect(fault?.file == "own.yaml")
        #expect(fault?.line == line, "\(String(describing: fault))")
    }

    @Test("the installation's own file is read whole, and what is said in it is known by the names that hubs have")
    func installed() throws {
        let data = try CatalogData()
        let table = try DatasetFile.table(of: data, CompiledLicenses.catalogue(of: data))
        #expect(table.datasets.count >= 60)
        #expect(table["tatsu-lab/alpaca"]?.expression == .license("CC-BY-NC-4.0"))
        #expect(table["mozilla-foundation/common_voice_17_0"]?.expression == .license("CC0-1.0"))
    }
}
