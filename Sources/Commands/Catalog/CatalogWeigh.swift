import ArgumentParser
import Reports
import Weighing

struct CatalogWeigh: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "weigh", abstract: "Draw the conclusions on every model's licence anew, without asking a hub.",
        discussion: "A crawl does it by itself. Of use after a change of organisation.yaml, or a new version with new licence data.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        let weigher = try site.weigher(site.standards())
        let display = ProgressDisplay(ProgressState(title: "licences", unit: .models), on: site.console)
        let counts = try await display.during { try await weigher.run { done in CrawlJob.show(weighed: done, display) } }
        site.console.show(
            .record([
                ("license_texts", .int(counts.texts)), ("weighed", .int(counts.models)), ("weighed_anew", .int(counts.changed)),
                ("conclusions", .int(counts.conclusions)),
            ]))
    }
}
