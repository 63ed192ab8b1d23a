import Catalog
import Foundation
import Hubs
import Mirroring
import Reports
import Vocabulary

/// A sync with its progress on the console, for `mirror sync` and `demo`.
struct SyncJob {
    let site: Site
    let access: HubAccess
    /// Empty: everything that is declared.
    var references: [ModelReference] = []
    var scanPolicy = ScanPolicy()

    func run() async throws -> MirrorReport {
        let declaration = try Self.declaration(site, references)
        let sources = try await site.sources(of: Set(declaration.entries.map(\.model.hub)), access)
        var options = MirrorSync.Options()
        options.connections = site.configuration.connections
        options.schedule = site.configuration.transfers
        options.minute = { TransferSettings.now() }
        options.scanGate = try site.scanGate()
        options.scanPolicy = scanPolicy
        let display = ProgressDisplay(ProgressState(title: "sync", unit: .bytes), on: site.console)
        let sync = MirrorSync(
            blobs: try site.blobs(), shelf: try site.shelf(), sources: sources,
            lockPath: site.home.syncLock.path,
            options: options, now: site.now, report: { Self.show($0, display) })
        let began = site.now()
        let report = try await display.during { try await sync.run(declaration) }
        try await record(report)
        await site.leave(JobMetrics(report, from: began, to: site.now()))
        return report
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
    }

    /// The declared models that were named, or all.
    static func declaration(_ site: Site, _ references: [ModelReference]) throws -> MirrorDeclaration {
        try site.home.create()
        let all = try MirrorDeclaration.load(site.home.declaration.path)
        guard !references.isEmpty else { return all }
        let entries = try references.map { reference -> MirrorDeclaration.Entry in
            guard var entry = all.entries.first(where: { $0.model == reference.model }) else {
                throw CommandFailure(.usage, "\(reference.model) is not declared; `weighbridge mirror add \(reference.model)` does that")
            }
            if let revision = reference.revision { entry.revisions = [revision] }
            return entry
        }
        return MirrorDeclaration(entries: entries)
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
        return Document(json: .object([("results", .list(records))]), table: table)
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
        case .failed(let errors): ("failed", errors.map(\.description))
        }
    }

    /// Throws what the process is to end with, if not everything went well.
    static func check(_ report: MirrorReport) throws {
        if let stop = report.stoppedBy { throw stop }
        let failures = report.outcomes.compactMap { outcome -> [MirrorError]? in
            guard case .failed(let errors) = outcome.result else { return nil }
            return errors
        }
        guard !failures.isEmpty else { return }
        let isNetwork = failures.allSatisfy { $0.contains { CommandFailure(explaining: $0).status == .network } }
        throw CommandFailure(
            isNetwork ? .network : .found,
            "\(failures.count) of \(report.outcomes.count) revisions failed; what was published before still is")
    }
}
