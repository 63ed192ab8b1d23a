import ArgumentParser
import Licensing
import Reports

struct LicenseShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "All that is known of one licence.",
        discussion: "As a table: a page of Markdown. As JSON: every fact with its conditions and sources.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "An SPDX id, or what a hub calls it: MIT, llama3.1, cc-by-nc-4.0.") var id: String
    @Option(help: "The hub whose names are meant, where they differ.") var hub: String?

    func run() async throws {
        let site = try global.site()
        let catalogue = try site.licenses()
        guard let found = catalogue.canonical(id) ?? catalogue.alias(Alias.fold(id), hub: hub ?? "huggingface") else {
            throw CommandFailure(.usage, "no licence is called '\(id)'; `weighbridge license list \(id.prefix(4))` shows similar ones")
        }
        guard let fact = catalogue.fact(found) else {
            let name = catalogue.listed(found)?.name ?? found.text
            throw CommandFailure(.usage, "\(found) (\(name)) is on the SPDX list, but its terms are not known here: read the text")
        }
        let listed = catalogue.listed(found)
        switch site.console.format {
        case .table: Console.write(LicensePage(fact, listed: listed).markdown, to: 1)
        case .json, .csv: site.console.show(.record(LicenseReport.fields(fact, listed)))
        }
    }
}

struct LicensePages: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pages", abstract: "Writes a reference page for every licence whose terms are known.")

    @OptionGroup var global: GlobalOptions
    @Option(help: "The folder to write to; made if it is not there.") var to: String

    func run() async throws {
        let site = try global.site()
        let count = try LicensePage.writePages(of: try site.licenses(), to: to)
        site.console.show(.record([("folder", .text(to)), ("pages", .int(count))]))
    }
}
