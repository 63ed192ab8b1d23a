import LicenseSources
import Licensing
import Testing

@Suite("ScenarioFolder")
struct ScenarioFolderTests {
    private let good = """
        id: own
        name: Own
        sentence: What we do.
        purpose: commercial
        needs: [use.commercial, modify]
        acts: [use]
        """

    @Test("a scenario is read whole")
    func whole() throws {
        let scenario = try ScenarioFolder.scenario(good, file: "own.yaml")
        #expect(scenario.needs == [.useCommercial, .modify])
        #expect(scenario.acts == [.use])
        #expect(scenario.purpose == .commercial)
    }

    @Test(
        "a mistake is named with its line",
        arguments: [
            ("use.commercial", "use.comercial", 5), ("purpose: commercial", "purpose: profit", 4), ("acts:", "acst:", 6),
            ("[use]", "use", 6),
        ])
    func mistakes(right: String, wrong: String, line: Int) {
        let fault = #expect(throws: LicenseFault.self) {
            try ScenarioFolder.scenario(good.replacing(right, with: wrong), file: "own.yaml")
        }
        #expect(fault?.file == "own.yaml")
        if wrong != "acst:" { #expect(fault?.line == line) }
    }

    @Test("the file is named after the id")
    func name() {
        #expect(throws: LicenseFault.self) { try ScenarioFolder.scenario(good, file: "other.yaml") }
    }
}
