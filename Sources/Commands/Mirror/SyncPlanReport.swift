import Mirroring
import Reports
import Vocabulary

/// A plan, for a person or a program.
struct SyncPlanReport {
    private let plan: SyncPlan
    private let listsFiles: Bool

    /// - Parameter listsFiles: whether the table has a line for each file; the JSON always has them.
    init(_ plan: SyncPlan, listsFiles: Bool = false) {
        self.plan = plan
        self.listsFiles = listsFiles
    }

    var document: Document {
        var table = Table(["action", "model", "revision", "commit", "files", "fetch", "why"], rightAligned: ["files", "fetch"])
        var counts: [String: Int] = [:]
        for item in plan.items {
            let action = Self.action(item.work)
            counts[action, default: 0] += 1
            if case .unchanged = item.work, !listsFiles { continue }
            let made = item.work.plan
            table.rows.append([
                action, item.model.description, item.revision.description, String(Self.commit(item.work)?.description.prefix(12) ?? ""),
                made.map { String($0.steps.count { $0.action != .leaveOut }) } ?? "", made.map { Quantity.bytes($0.bytesToFetch) } ?? "",
                Self.reason(item) ?? "",
            ])
            guard listsFiles, let made else { continue }
            table.rows += made.steps.map {
                ["", "", "", "", Self.action($0), Quantity.bytes($0.file.size), $0.file.path.description]
            }
            table.rows += made.refused.map { ["", "", "", "", "refuse", "", "\($0.name): \($0.reason)"] }
        }
        for removal in plan.removals {
            let action = removal.kept == nil ? "remove" : "keep"
            counts[action, default: 0] += 1
            table.rows.append([
                action, removal.model.description, "", "", "", "",
                Self.reason(removal),
            ])
        }
        return Document(json: json(counts), table: table, footnotes: footnotes(counts))
    }

    private func footnotes(_ counts: [String: Int]) -> [String] {
        let words = ["add", "update", "unchanged", "remove", "keep", "block", "fail"].map { "\(counts[$0] ?? 0) \($0)" }
        return [""] + plan.queries.map { "query \($0.name): \($0.failure ?? "\($0.found) models")" } + [
            words.joined(separator: ", "),
            "\(Quantity.bytes(plan.bytesToFetch)) to fetch, \(Quantity.bytes(plan.bytesToFree)) that `mirror gc` could free",
        ]
    }

    private func json(_ counts: [String: Int]) -> Datum {
        let removals = plan.removals.map { removal in
            Datum.object([
                ("model", .text(removal.model.description)), ("action", .text(removal.kept == nil ? "remove" : "keep")),
                ("commits", .texts(removal.commits.map(\.description))), ("bytes", .int(removal.bytes)), ("kept", .text(removal.kept)),
            ])
        }
        let queries = plan.queries.map { query in
            Datum.object([("name", .text(query.name)), ("found", .int(query.found)), ("failure", .text(query.failure))])
        }
        return .object([
            ("bytes_to_fetch", .int(plan.bytesToFetch)), ("bytes_to_free", .int(plan.bytesToFree)),
            ("counts", .object(counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
            ("plans", .list(plan.items.map(record))), ("removals", .list(removals)), ("queries", .list(queries)),
        ])
    }

    private func record(_ item: SyncPlan.Item) -> Datum {
        let made = item.work.plan
        var block: PolicyBlock?
        if case .blocked(let found) = item.work { block = found }
        var from: CommitID?
        if case .update(_, let old) = item.work { from = old }
        let steps = (made?.steps ?? []).map { step in
            Datum.object([
                ("path", .text(step.file.path)), ("size", .int(step.file.size)), ("content", .text(step.file.content.hex)),
                ("action", .text(Self.action(step))),
            ])
        }
        let refused = (made?.refused ?? []).map { Datum.object([("name", .text($0.name)), ("reason", .text($0.reason))]) }
        return .object([
            ("model", .text(item.model.description)), ("revision", .text(item.revision.description)), ("query", .text(item.query)),
            ("action", .text(Self.action(item.work))), ("commit", .text(Self.commit(item.work))), ("from", .text(from)),
            ("block", .text(block?.kind.rawValue)), ("reason", .text(Self.reason(item))),
            ("bytes_to_fetch", .int(made?.bytesToFetch ?? 0)), ("files", .list(steps)), ("refused", .list(refused)),
        ])
    }

    private static func reason(_ removal: SyncPlan.Removal) -> String {
        let what = removal.isWhole ? "no longer declared" : "\(removal.commits.count) of its commits"
        return removal.kept.map { "\(what), stays: \($0)" } ?? "\(what), frees \(Quantity.bytes(removal.bytes))"
    }

    private static func action(_ work: SyncPlan.Work) -> String {
        switch work {
        case .add: "add"
        case .update: "update"
        case .unchanged: "unchanged"
        case .blocked: "block"
        case .failed: "fail"
        }
    }

    private static func commit(_ work: SyncPlan.Work) -> CommitID? {
        if case .unchanged(let commit, _) = work { return commit }
        return work.plan?.commit
    }

    private static func reason(_ item: SyncPlan.Item) -> String? {
        switch item.work {
        case .blocked(let block): block.description
        case .failed(let error): error.description
        case .update(let plan, let old): plan.commit == old ? "other files of the same commit" : "was \(old.description.prefix(12))"
        case .add, .unchanged: item.query.map { "found by \($0)" }
        }
    }

    private static func action(_ step: MirrorPlan.Step) -> String {
        switch step.action {
        case .fetch: "fetch"
        case .resume(let start): "resume from \(start)"
        case .reuse: "held"
        case .mend: "mend"
        case .leaveOut: "leave out"
        }
    }
}
