import ArgumentParser
import Mirroring
import Vocabulary

struct MirrorSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch, verify and publish what is declared.",
        discussion: """
            Makes a plan first (`mirror plan` shows it) and then performs just that. Stopped or killed at any moment, the next run goes on at \
            the mebibyte where it was. Exit code 1 if a model failed or a rule kept it out.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []
    @Flag(help: "Print the plan, and do nothing.") var dryRun = false
    @OptionGroup var removal: RemovalOptions
    @Flag(help: "Also if more than a quarter of the models would go.") var yes = false

    func run() async throws {
        let site = try global.site()
        var job = SyncJob(site: site, access: access.access, references: references)
        job.removals = removal
        job.mayBeDrastic = yes
        if dryRun { return site.console.show(SyncPlanReport(try await job.plan()).document) }
        let report = try await job.run()
        site.console.show(SyncJob.document(report))
        try SyncJob.check(report)
    }
}
