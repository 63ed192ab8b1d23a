import ArgumentParser
import Vocabulary

struct CatalogCrawl: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "crawl", abstract: "Bring a hub's metadata into the catalog.",
        discussion: "Takes what changed since the last complete crawl, unless --full. Stopped at any moment, it goes on where it was.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "The hub: huggingface.") var hub: HubID
    @Option(help: "Read at most so many listing entries.") var limit: Int?
    @Flag(help: "Walk the whole listing, and find out what is gone.") var full = false
    @Option(help: "Hold card and file list of so many models, the most downloaded ones (default: crawl.details of the configuration).")
    var details: Int?

    @Flag(help: "Leave the licences to `catalog weigh`.") var noWeigh = false

    func validate() throws {
        if let limit, limit < 1 { throw ValidationError("--limit must be at least 1, not \(limit)") }
        if let details, details < 0 { throw ValidationError("--details must not be negative") }
    }

    func run() async throws {
        let site = try global.site()
        let job = CrawlJob(site: site, hub: hub, access: access.access, isFull: full, limit: limit, details: details, weighs: !noWeigh)
        site.console.show(CrawlJob.document(try await job.run()))
    }
}
