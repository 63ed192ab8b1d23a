import ArgumentParser
import Licensing
import Reports
import Vocabulary
import Weighing

struct LicenseCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Whether a model may be used in a scenario, under which duties and limits, and how we know.",
        discussion: "The organisation is described in the configuration file; what it does not say is unknown, never zero.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The model: google/gemma-2b, huggingface:google/gemma-2b.") var reference: ModelReference
    @Option(help: "internal-tool, product, api, research or redistribution.") var scenario: String
    @Option(help: ArgumentHelp("Describes the organisation (default: organisation.yaml in the data folder).", valueName: "file"))
    var organisation: String?
    @Flag(help: "End with code 1 unless the verdict is allow or allow-with-duties.") var strict = false

    func run() async throws {
        let site = try global.site()
        let standards = try site.standards(organisation: organisation)
        guard let scenario = standards.scenarios.first(where: { $0.isNamed(scenario) }) else {
            let names = standards.scenarios.map(\.id).joined(separator: ", ")
            throw CommandFailure(.usage, "no scenario is called '\(scenario)'; there are \(names)")
        }
        let weigher = try site.weigher(standards)
        guard let weight = try await weigher.weigh(reference.model) else {
            throw CommandFailure(.usage, "\(reference.model) is not in the catalog; crawl its hub first")
        }
        let verdict = weigher.verdict(on: weight, in: scenario)
        site.console.show(VerdictReport(reference: reference.model.description, verdict: verdict, conclusion: weight.conclusion).document)
        if strict, verdict.level > .allowWithDuties { throw CommandFailure(.found, "") }
    }
}
