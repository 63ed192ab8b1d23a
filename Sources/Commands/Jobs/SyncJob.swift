import Catalog
import Foundation
import Hubs
import Mirroring
import Reports
import Shelves
import Vocabulary

/// A sync with its progress on the console, for `mirror sync` and `demo`.
struct SyncJob {
    let site: Site
    let access: HubAccess
    /// Empty: everything that is declared.
    var references: [ModelReference] = []
    /// nil: what is no longer declared is not looked for.
    var removals: RemovalOptions?
    /// Whether more than a quarter of the models may go at once.
    var mayBeDrastic = false
    /// What becomes of dangerous files; nil: what the declaration says.
    var dangerous: ScanPolicy.Action?
    /// Whether the lock file says what is held, and no query and no branch is asked.
    var isLocked = false
    /// Whether the lock file is written at the end.
    var locks = false

    func run() async throws -> MirrorReport {
        let (declaration, knowledge) = try prepared()
        let display = ProgressDisplay(ProgressState(title: "sync", unit: .bytes), on: site.console)
        let sync = try await sync(declaration) { Self.show($0, display) }
        let (began, scope, lockFile) = (site.now(), scope(declaration), site.home.lockFile.path)
        let (isLocked, locks, mayBeDrastic) = (isLocked, locks, mayBeDrastic)
        let approve: @Sendable (SyncPlan) async throws(MirrorError) -> Void = { plan throws(MirrorError) in
            guard plan.isDrastic, !mayBeDrastic else { return }
            throw .removals(
                reason:
                    "\(plan.leaving.count) of \(plan.held) models are no longer declared, more than a quarter; if that is meant, say --yes")
        }
        let report = try await display.during {
            if isLocked { return try await sync.run(locked: lockFile, declaration, knowledge, scope: scope, approve: approve) }
            return try await sync.run(declaration, knowledge, scope: scope, lockFile: locks ? lockFile : nil, approve: approve)
        }
        try await record(report)
        await site.leave(JobMetrics(report, from: began, to: site.now()))
        return report
    }

    /// What `run` would do now.
    func plan() async throws -> SyncPlan {
        let (declaration, knowledge) = try prepared()
        let (sync, scope) = (try await sync(declaration) { _ in }, scope(declaration))
        if isLocked { return try await sync.plan(locked: site.home.lockFile.path, declaration, knowledge, scope: scope) }
        return try await sync.plan(declaration, knowledge, scope: scope)
    }

    /// The lock that the declaration stands for now, and the plan it is made of.
    func lock() async throws -> (lock: MirrorLock, plan: SyncPlan) {
        let (declaration, knowledge) = try prepared()
        return try await sync(declaration) { _ in }.lock(declaration, knowledge, path: site.home.lockFile.path)
    }

    private func prepared() throws -> (MirrorDeclaration, PlanKnowledge) {
        try site.home.create()
        let declaration = try site.declaration()
        return (declaration, try site.planKnowledge(declaration))
    }

    private func scope(_ declaration: MirrorDeclaration) -> PlanScope {
        PlanScope(only: references, removals: removals?.scope(declaration.policy) ?? .ignore)
    }

    private func sync(_ declaration: MirrorDeclaration, report: @escaping @Sendable (MirrorProgress) -> Void) async throws -> MirrorSync {
        var options = MirrorSync.Options()
        options.connections = site.configuration.connections
        options.schedule = site.configuration.transfers
        options.minute = { TransferSettings.now() }
        options.scanGate = try site.scanGate()
        options.scanPolicy = declaration.policy.scan
        if let dangerous { options.scanPolicy.dangerous = dangerous }
        return MirrorSync(
            blobs: try site.blobs(), shelf: try site.shelf(), sources: try await site.sources(for: declaration, access),
            lockPath: site.home.syncLock.path, options: options, now: site.now, report: report)
    }

    /// What the catalog is to know of it: which commits are held, and what went wrong.
    private func record(_ report: MirrorReport) async throws {
        let catalog = try site.catalog()
        for outcome in report.outcomes {
            if let commit = outcome.commit { try await catalog.markMirrored(outcome.model, commit: commit, at: site.now()) }
        }
        for (model, outcomes) in Dictionary(grouping: report.outcomes, by: \.model) {
            try await catalog.replaceFindings(outcomes.flatMap(\.findings), of: model, source: .mirror, at: site.now())
        }
        for removal in report.removed where try site.shelf().commits(of: removal.model).isEmpty {
            try await catalog.unmarkMirrored(removal.model)
        }
    }

    private static func show(_ progress: MirrorProgress, _ display: ProgressDisplay) {
        display.update { state in
            switch progress {
            case .planned(_, let bytes): state.total = (state.total ?? 0) + bytes
            case .received(let count): state.done += Int64(count)
            case .fetching(let model, let path): state.detail = "\(model.path) \(path)"
            case .finished: break
            }
        }
    }

    static func document(_ report: MirrorReport) -> Document {
        var table = Table(["model", "revision", "result", "commit"])
        var records: [Datum] = []
        for outcome in report.outcomes {
            let (result, errors) = words(outcome)
            table.rows.append([outcome.model.description, outcome.revision.description, result, outcome.commit?.description ?? ""])
            table.rows += errors.map { ["", "", "", $0] }
            table.rows += outcome.refused.map { ["", "", "refused", "\($0.name): \($0.reason)"] }
            table.rows += outcome.gate.heldBack.map { ["", "", "quarantined", "\($0.path): \($0.reason)"] }
            records.append(
                .object([
                    ("model", .text(outcome.model.description)), ("revision", .text(outcome.revision.description)),
                    ("result", .text(result)),
                    ("commit", .text(outcome.commit)), ("errors", .texts(errors)),
                    ("refused", .list(outcome.refused.map { .object([("name", .text($0.name)), ("reason", .text($0.reason))]) })),
                    ("quarantined", .list(outcome.gate.heldBack.map(record))),
                    ("scanned", .object(outcome.gate.counts.sorted { $0.key < $1.key }.map { ($0.key, .int($0.value)) })),
                ]))
        }
        table.rows += report.removed.map { [$0.model.description, "", "removed", ""] }
        table.rows += report.notRemoved.map { ["", "", "not removed", $0.description] }
        return Document(
            json: .object([
                ("results", .list(records)), ("removed", .texts(report.removed.map(\.model.description))),
                ("not_removed", .texts(report.notRemoved.map(\.description))),
            ]), table: table)
    }

    private static func record(_ file: GateReport.HeldBack) -> Datum {
        .object([
            ("path", .text(file.path.description)), ("blob", .text(file.blob.description)), ("reason", .text(file.reason)),
            ("new", .bool(file.isNew)),
        ])
    }

    private static func words(_ outcome: MirrorOutcome) -> (result: String, errors: [String]) {
        switch outcome.result {
        case .published: ("published", [])
        case .unchanged: ("unchanged", [])
        case .failed(let errors):
            (errors.allSatisfy { $0.block != nil } ? "blocked" : "failed", errors.map(\.description))
        }
    }

    /// Throws what the process is to end with, if not everything went well.
    static func check(_ report: MirrorReport) throws {
        if let stop = report.stoppedBy { throw stop }
        let failures = report.outcomes.compactMap { outcome -> [MirrorError]? in
            guard case .failed(let errors) = outcome.result else { return nil }
            return errors
        }
        if let error = report.notRemoved.first { throw error }
        if failures.isEmpty, let error = report.lockFailure { throw error }
        guard !failures.isEmpty else { return }
        let isNetwork = failures.allSatisfy { $0.contains { CommandFailure(explaining: $0).status == .network } }
        throw CommandFailure(
            isNetwork ? .network : .found,
            "\(failures.count) of \(report.outcomes.count) revisions failed or were kept out; what was published before still is")
    }
}
