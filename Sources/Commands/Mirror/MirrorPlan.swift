import ArgumentParser
import Mirroring
import Reports
import Vocabulary

struct MirrorPlanCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "plan", abstract: "What a sync would fetch, file by file. Changes nothing.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: all that are declared).") var references: [ModelReference] = []

    func run() async throws {
        try await Self.run(global.site(), access.access, references)
    }

    static func run(_ site: Site, _ access: HubAccess, _ references: [ModelReference]) async throws {
        let declaration = try SyncJob.declaration(site, references)
        let sources = try await site.sources(of: Set(declaration.entries.map(\.model.hub)), access)
        let planner = MirrorPlanner(blobs: try site.blobs())
        var plans: [MirrorPlan] = []
        for entry in declaration.entries {
            guard let source = sources[entry.model.hub] else { throw MirrorError.unknownHub(entry.model) }
            for revision in entry.revisions { plans.append(try await planner.plan(entry, revision: revision, from: source.hub)) }
        }
        site.console.show(document(plans))
    }

    static func document(_ plans: [MirrorPlan]) -> Document {
        var table = Table(["model", "file", "size", "action"], rightAligned: ["size"])
        for plan in plans {
            table.rows += plan.steps.map {
                ["\(plan.model)@\(plan.revision)", $0.file.path.description, Quantity.bytes($0.file.size), action($0)]
            }
            table.rows += plan.refused.map { ["\(plan.model)@\(plan.revision)", $0.name, "", "refuse: \($0.reason)"] }
        }
        let total = plans.reduce(0) { $0 + $1.bytesToFetch }
        let json = Datum.object([("bytes_to_fetch", .int(total)), ("plans", .list(plans.map(record)))])
        return Document(json: json, table: table, footnotes: ["", "\(Quantity.bytes(total)) to fetch"])
    }

    private static func record(_ plan: MirrorPlan) -> Datum {
        let steps = plan.steps.map { step in
            Datum.object([
                ("path", .text(step.file.path)), ("size", .int(step.file.size)), ("content", .text(step.file.content.hex)),
                ("action", .text(action(step))),
            ])
        }
        let refused = plan.refused.map { Datum.object([("name", .text($0.name)), ("reason", .text($0.reason))]) }
        return .object([
            ("model", .text(plan.model.description)), ("revision", .text(plan.revision.description)), ("commit", .text(plan.commit)),
            ("bytes_to_fetch", .int(plan.bytesToFetch)), ("files", .list(steps)), ("refused", .list(refused)),
        ])
    }

    private static func action(_ step: MirrorPlan.Step) -> String {
        switch step.action {
        case .fetch: "fetch"
        case .resume(let start): "resume from \(start)"
        case .reuse: "held"
        case .leaveOut: "leave out"
        }
    }
}
