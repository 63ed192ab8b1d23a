import ArgumentParser
import Mirroring
import Vocabulary

struct MirrorSyncCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sync", abstract: "Fetch, verify and publish what is declared.",
        discussion: """
            Makes a plan first (`mirror plan` shows it) and then performs just that. Stopped or killed at any moment, the next run goes on at \
            the mebibyte where it was. Files are looked into before they are published: dangerous ones are held and not served until somebody \
            releases them (`mirror quarantine`), or as `policy.scan` and --scan say. Exit code 1 if a model failed or a rule kept it out; \
            files in quarantine are a warning.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []
    @Flag(help: "Print the plan, and do nothing.") var dryRun = false
    @OptionGroup var removal: RemovalOptions
    @Flag(help: "Also if more than a quarter of the models would go.") var yes = false

    @Option(help: "What becomes of dangerous files: serve, quarantine or refuse (their revision is not published).") var scan:
        ScanPolicy.Action?

    @Flag(help: "Hold exactly what mirror.lock says: no query and no branch is asked, and no hub where all bytes are held.") var locked =
        false
    @Flag(help: "Write mirror.lock if everything went well.") var lock = false

    func validate() throws {
        if lock, locked { throw ValidationError("--lock writes what --locked reads: say one of them") }
        if lock, !references.isEmpty || dryRun {
            throw ValidationError("--lock needs a sync of everything: name no models, and no --dry-run")
        }
    }

    func run() async throws {
        let site = try global.site()
        var job = SyncJob(site: site, access: access.access, references: references)
        job.removals = removal
        job.mayBeDrastic = yes
        (job.isLocked, job.locks) = (locked, lock)
        job.dangerous = scan
        if dryRun { return site.console.show(SyncPlanReport(try await job.plan()).document) }
        let report = try await job.run()
        site.console.show(SyncJob.document(report))
        let held = report.outcomes.reduce(0) { $0 + $1.gate.heldBack.count }
        if held > 0 { site.console.warn("\(held) files are in quarantine: held, and not served; see `weighbridge mirror quarantine list`") }
        if let failure = report.lockFailure { site.console.warn("mirror.lock was not written: \(failure)") }
        try SyncJob.check(report)
    }
}
