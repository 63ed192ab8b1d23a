import ArgumentParser
import Vocabulary

struct MirrorSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch, verify and publish what is declared.",
        discussion: "Stopped or killed at any moment, the next run goes on at the mebibyte where it was. Exit code 1 if a model failed.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []
    @Flag(help: "Print what would be fetched, and fetch nothing.") var dryRun = false

    func run() async throws {
        let site = try global.site()
        if dryRun { return try await MirrorPlanCommand.run(site, access.access, references) }
        let report = try await SyncJob(site: site, access: access.access, references: references).run()
        site.console.show(SyncJob.document(report))
        try SyncJob.check(report)
    }
}
