import ArgumentParser
import Mirroring
import Vocabulary

struct MirrorPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan",
        abstract: "What a sync would do: additions, updates, removals, bytes, and what rules keep out. Changes nothing.",
        discussion: "Exit code 1 if a hub could not be asked about a model, or a query failed.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []
    @OptionGroup var removal: RemovalOptions
    @Flag(help: "What `mirror sync --locked` would do.") var locked = false
    @Flag(help: "File by file.") var files = false

    func run() async throws {
        let site = try global.site()
        var job = SyncJob(site: site, access: access.access, references: references)
        job.removals = removal
        job.isLocked = locked
        let plan = try await job.plan()
        site.console.show(SyncPlanReport(plan, listsFiles: files).document)
        let failures = plan.items.compactMap { item -> MirrorError? in if case .failed(let error) = item.work { error } else { nil } }
        if let first = failures.first, failures.count == plan.items.count { throw first }
        let queries = plan.queries.count { $0.failure != nil }
        guard failures.isEmpty, queries == 0 else {
            throw CommandFailure(.found, "\(failures.count) revisions and \(queries) queries could not be planned")
        }
    }
}
