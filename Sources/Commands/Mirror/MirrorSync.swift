import ArgumentParser
import Mirroring
import Vocabulary

struct MirrorSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch, verify and publish what is declared.",
        discussion: """
            Stopped or killed at any moment, the next run goes on at the mebibyte where it was. Files are looked into before they are published: \
            dangerous ones are held and not served until somebody releases them (`mirror quarantine`), or as --scan says. Exit code 1 if a model \
            failed or was refused; files in quarantine are a warning.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []
    @Flag(help: "Print what would be fetched, and fetch nothing.") var dryRun = false

    @Option(help: "What becomes of dangerous files: serve, quarantine or refuse (their revision is not published).") var scan:
        ScanPolicy.Action?

    func run() async throws {
        let site = try global.site()
        if dryRun { return try await MirrorPlanCommand.run(site, access.access, references) }
        var job = SyncJob(site: site, access: access.access, references: references)
        if let scan { job.scanPolicy.dangerous = scan }
        let report = try await job.run()
        site.console.show(SyncJob.document(report))
        let held = report.outcomes.reduce(0) { $0 + $1.gate.heldBack.count }
        if held > 0 { site.console.warn("\(held) files are in quarantine: held, and not served; see `weighbridge mirror quarantine list`") }
        try SyncJob.check(report)
    }
}
