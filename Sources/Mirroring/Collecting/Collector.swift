public import Blobs
public import Shelves
public import Vocabulary

/// Frees what nothing refers to: marks by the working state, what was filled, snapshots, publications, pins and locks; then sweeps what has not changed
/// for the grace period. Safe beside syncs and servers: a blob that somebody begins to rely on is touched first (`DiskBlobStore.claim`),
/// and an open one stays readable. What can't be read stops it before anything is removed.
public struct Collector: Sendable {
    /// How a collection behaves.
    public struct Options: Sendable {
        public var isDryRun = false
        /// Seconds for which a blob without a mark is left alone.
        public var grace: Int64 = 24 * 3_600
        public var keepsPartials = false
        /// Goes on although nothing is marked at all.
        public var allowsEmpty = false
        /// Retires models first, whether they are declared or were filled.
        public var retention: [RetentionRule] = []

        public init() {}
    }

    /// What only others know.
    public struct Knowledge: Sendable {
        /// Blobs that a lock file pins.
        public var locked: @Sendable () async throws -> Set<Digest> = { [] }
        public var lastPulls: @Sendable () async throws -> [ModelID: Timestamp] = { [:] }
        /// The verdict on a model's licence: `block`, `allow`, …; nil: unknown.
        public var verdict: @Sendable (ModelID) async throws -> String? = { _ in nil }

        public init() {}
    }

    private static let shelfRemedy =
        "put the file back from a backup; or `weighbridge mirror sync` writes it anew if the model is declared; or remove the file: then this "
        + "commit can't be had any more"
    private static let fillsRemedy = "remove the file: it is filled anew when a client asks for it again"

    /// Blobs removed under one hold of the store's lock: a sync that waits for it waits some milliseconds.
    private static let batch = 256

    let blobs: DiskBlobStore
    let shelf: Shelf
    private let fills: Shelf?
    let snapshots: SnapshotStore
    private let syncLock: String
    let knowledge: Knowledge
    private let scans: ScanRecords?
    let now: @Sendable () -> Timestamp

    /// - Parameters:
    ///   - fills: the shelf of what was fetched because clients asked for it; nil: there is none.
    ///   - syncLock: the file that a running sync holds.
    ///   - scans: kept verdicts, of which those on blobs that are gone go too; nil: none are kept.
    public init(
        blobs: DiskBlobStore, shelf: Shelf, fills: Shelf? = nil, snapshots: SnapshotStore, syncLock: String,
        knowledge: Knowledge = Knowledge(), scans: ScanRecords? = nil, now: @escaping @Sendable () -> Timestamp
    ) {
        self.blobs = blobs
        self.shelf = shelf
        self.fills = fills
        self.snapshots = snapshots
        self.syncLock = syncLock
        self.knowledge = knowledge
        self.scans = scans
        self.now = now
    }

    public func run(_ options: Options = Options()) async throws -> CollectReport {
        let lock = try await reading { () async throws(SnapshotError) in try snapshots.lockForCollecting() }
        defer { lock?.release() }
        let cut = try cut(grace: options.grace)
        let late = ([shelf] + (fills.map { [$0] } ?? [])).map { LateMarks(shelf: $0, changes: $0.changes()) }
        let declared = try await ShelfContent.read(shelf, remedy: Self.shelfRemedy)
        let filled = if let fills { try await ShelfContent.read(fills, remedy: Self.fillsRemedy) } else { ShelfContent() }
        let content = declared.merged(with: filled)
        let roots = try await reading { () async throws(SnapshotError) in try await snapshots.roots() }
        var report = CollectReport()
        report.cut = cut
        report.isDryRun = options.isDryRun
        report.retired = try await retirements(options.retention, content, declared: Set(declared.models.keys))
        let marks = try await marks(content, roots, without: Set(report.retired.map(\.model)))
        let sweep = try await storing { () async throws(BlobError) in
            try await blobs.unmarked(marks, unchangedSince: cut.milliseconds)
        }
        (report.held, report.young, report.marked) = (sweep.held, sweep.young, marks.count)
        guard !marks.isEmpty || sweep.held == 0 || options.allowsEmpty else { throw CollectError.nothingMarked(held: sweep.held) }
        if !options.isDryRun { try await retire(report.retired.map(\.model), declared, filled) }
        let owners = try await owners(content, roots, of: sweep)
        try await free(sweep, owners, cut, late, options, &report)
        try await tidy(sweep, roots, options, &report)
        return report
    }

    /// Nothing that changed since may go. While a sync runs it is the sync's beginning at the latest; where that lies in the future, the
    /// clock was set back, and nothing goes.
    private func cut(grace: Int64) throws(CollectError) -> Timestamp {
        let since: Int64?
        do throws(BlobError) { since = try FileLock.heldSince(syncLock) } catch { throw .storage(error) }
        let time = now().milliseconds
        let plain = time - max(0, grace) * 1_000
        guard let since else { return Timestamp(milliseconds: plain) }
        return Timestamp(milliseconds: since > time ? 0 : min(plain, since))
    }

    private func marks(
        _ content: ShelfContent, _ roots: SnapshotStore.Roots, without retired: Set<ModelID>
    ) async throws -> Set<Digest> {
        var marks = content.marks(without: retired)
        // A manifest of a model that is retired is no longer on the shelf, so the snapshot's own is read.
        let isCovered = retired.isEmpty ? content.manifests : []
        for digest in roots.manifests where !isCovered.contains(digest) {
            let scan = try await reading { () async throws(SnapshotError) in try await snapshots.rooted(digest) }
            for blob in scan.blobs { marks.insert(blob.digest) }
        }
        return marks.union(try await knowledge.locked())
    }

    private func retirements(_ rules: [RetentionRule], _ content: ShelfContent, declared: Set<ModelID>) async throws -> [Retirement] {
        guard !rules.isEmpty else { return [] }
        let pinned = Set(try await reading { () async throws(SnapshotError) in try await snapshots.pins() }.map(\.model))
        let pulls = try await knowledge.lastPulls()
        var all: [Retirement] = []
        for (model, held) in content.models where !pinned.contains(model) && rules.contains(where: { Namespaces.matches(model, $0.models) })
        {
            let bytes = content.bytes(of: [model])
            let needsVerdict = rules.contains { !$0.verdicts.isEmpty }
            let facts = RetentionRule.Facts(
                bytes: bytes, publishedAt: held.publishedAt, lastPull: pulls[model],
                verdict: needsVerdict ? try await knowledge.verdict(model) : nil)
            guard let reason = rules.lazy.compactMap({ $0.reason(model, facts, now: now()) }).first else { continue }
            all.append(Retirement(model: model, bytes: bytes, reason: reason, isFilled: !declared.contains(model)))
        }
        return all.sorted { $0.model.description < $1.model.description }
    }

    private func retire(_ models: [ModelID], _ declared: ShelfContent, _ filled: ShelfContent) async throws(ShelfError) {
        for model in models {
            if declared.models[model] != nil { try shelf.remove(model) }
            if let fills, filled.models[model] != nil { try await FillLock.remove(model, from: fills) }
        }
    }

    /// Who last referred to what goes, where a manifest that is left says so.
    private func owners(_ content: ShelfContent, _ roots: SnapshotStore.Roots, of sweep: DiskBlobStore.Sweep) async throws -> [Digest:
        ModelID]
    {
        guard !sweep.blobs.isEmpty else { return [:] }
        var owners: [Digest: ModelID] = [:]
        for digest in try await reading({ () async throws(SnapshotError) in try await snapshots.orphanedManifests(roots) }) {
            // Only to say whose it was: a damaged one goes all the same.
            guard let scan = try? await snapshots.vault.scan(digest) else { continue }
            for blob in scan.blobs { owners[blob.digest] = scan.model }
        }
        let going = Set(sweep.blobs.map(\.digest))
        for (model, held) in content.models { for blob in held.blobs where going.contains(blob.digest) { owners[blob.digest] = model } }
        return owners
    }

    private func free(
        _ sweep: DiskBlobStore.Sweep, _ owners: [Digest: ModelID], _ cut: Timestamp, _ late: [LateMarks], _ options: Options,
        _ report: inout CollectReport
    ) async throws {
        var shares: [ModelID?: CollectReport.Share] = [:]
        var rest = sweep.blobs.sorted { $0.digest.hex < $1.digest.hex }[...]
        var late = late
        while !rest.isEmpty {
            if Task.isCancelled { throw CollectError.cancelled }
            let batch = Array(rest.prefix(Self.batch))
            rest = rest.dropFirst(Self.batch)
            var gone = batch
            if !options.isDryRun {
                let (blobs, before) = (blobs, late)
                (gone, late) = try await Offload.run { () throws(any Error) in
                    var late = before
                    let gone = try blobs.remove(batch, unchangedSince: cut.milliseconds) {
                        var marks: Set<Digest> = []
                        for index in late.indices { marks.formUnion(try late[index].read()) }
                        return marks
                    }
                    return (gone, late)
                }
            }
            for blob in gone {
                let owner = owners[blob.digest]
                shares[owner, default: CollectReport.Share(model: owner)].blobs += 1
                shares[owner]?.bytes += blob.size
                report.blobs += 1
                report.bytes += blob.size
            }
        }
        report.shares = shares.values.sorted { ($1.bytes, $0.model?.description ?? "") < ($0.bytes, $1.model?.description ?? "") }
    }

    /// What is left of things that are gone.
    private func tidy(
        _ sweep: DiskBlobStore.Sweep, _ roots: SnapshotStore.Roots, _ options: Options, _ report: inout CollectReport
    ) async throws {
        let gone = options.isDryRun ? Set(sweep.blobs.map(\.digest)) : []
        let links = try await storing { () async throws(BlobError) in try await blobs.danglingLinks(without: gone) }
        if options.isDryRun {
            report.links = links.count
            report.companions = sweep.companions.count
            report.documents = try await reading { () async throws(SnapshotError) in try await snapshots.orphanedManifests(roots).count }
        } else {
            report.links = try blobs.removeLinks(links)
            report.companions = try blobs.removeCompanions(sweep.companions)
            report.verdicts = try await storing { () async throws(BlobError) in
                try await scans?.removeOrphans { digest async throws(BlobError) in try await blobs.size(of: digest) != nil } ?? 0
            }
            report.documents = try await reading { () async throws(SnapshotError) in try await snapshots.removeOrphans(roots) }
        }
        guard !options.keepsPartials else { return }
        for partial in sweep.partials {
            do throws(BlobError) {
                if !options.isDryRun { try await blobs.discardPartial(partial.content) }
            } catch {
                if case .busy = error { continue }
                throw CollectError.storage(error)
            }
            report.partials += 1
            report.partialBytes += partial.bytes
        }
    }

    private func reading<Value>(_ work: () async throws(SnapshotError) -> Value) async throws(CollectError) -> Value {
        do throws(SnapshotError) { return try await work() } catch { throw .unreadable(error) }
    }

    private func storing<Value>(_ work: () async throws(BlobError) -> Value) async throws(CollectError) -> Value {
        do throws(BlobError) { return try await work() } catch { throw .storage(error) }
    }
}
