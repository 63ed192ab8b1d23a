import Foundation
import LicenseSources
import Licensing
import Testing

@Suite struct CompiledLicensesTests {
    /// `scripts/compile-licenses` runs this test with the variable set; otherwise it fails when the compiled form is stale.
    @Test("the compiled form is what the licence files say")
    func fresh() throws {
        let file = LicenseData.folder.appendingPathComponent(CompiledLicenses.name)
        let compiled = try LicenseFolder(LicenseData.folder).compile()
        if ProcessInfo.processInfo.environment["WEIGHBRIDGE_COMPILE_LICENSES"] != nil { try Data(compiled).write(to: file) }
        let stored = try Array(Data(contentsOf: file))
        #expect(stored == compiled, "stale: run scripts/compile-licenses")
    }

    @Test("the compiled form gives the same facts as the files")
    func same() throws {
        let compiled = try LicenseFolder(LicenseData.folder).compile()
        #expect(try CompiledLicenses.catalogue(compiled).allFacts == LicenseData.facts())
    }

    @Test(
        "every damaged compiled form is refused",
        arguments: [
            "", "{}", "[]", "{\"format\":1}", "{\"format\":2,\"licenses\":[],\"spdx\":[],\"exceptions\":[]}",
            "{\"format\":1,\"licenses\":[{}],\"spdx\":[],\"exceptions\":[]}",
            "{\"format\":1,\"licenses\":[],\"spdx\":[[\"a\"]],\"exceptions\":[]}",
        ])
    func damaged(_ text: String) {
        #expect(throws: LicenseFault.self) { try CompiledLicenses.catalogue(Array(text.utf8)) }
    }

    @Test("the SPDX list is whole: 740 licences, 86 exceptions, and every deprecated id but three names what replaces it")
    func spdx() throws {
        let catalogue = try LicenseData.catalogue()
        #expect(catalogue.allListed.count == 740)
        #expect(catalogue.exception("classpath-exception-2.0") == "Classpath-exception-2.0")
        #expect(catalogue.listed("GPL-2.0-with-classpath-exception")?.replacement == "GPL-2.0-only WITH Classpath-exception-2.0")
        #expect(catalogue.listed("MIT").map { $0.isOSIApproved && $0.isFSFLibre && !$0.isDeprecated } == true)
        let bare = catalogue.allListed.filter { $0.isDeprecated && $0.replacement == nil }.map(\.id)
        #expect(bare == ["Net-SNMP", "Nunit"])
    }
}
