public import Blobs
internal import Hubs
public import Shelves
internal import Transport
public import Vocabulary

/// Makes the mirror what its declaration says: plan, fetch, verify, publish. One model's failure does not stop the others;
/// what is published stays published until something better is whole.
public struct MirrorSync: Sendable {
    /// How a sync behaves.
    public struct Options: Sendable {
        /// The most requests in flight, over all files; how many there are follows what they bring.
        public var connections = 16
        /// Models that are looked after at the same time.
        public var models = 4
        /// When bytes may be fetched, and how fast.
        public var schedule = TransferSchedule()
        /// Minute of the local day, for the schedule.
        public var minute: @Sendable () -> Int = { 0 }
        /// Bytes of disk that are left alone.
        public var reserve: Int64 = 64 << 20
        /// Looks into files before they are published; nil: nobody does.
        public var scanGate: ScanGate?
        /// What becomes of files by what a scan says of them.
        public var scanPolicy = ScanPolicy()
        /// Waits before the n-th try (from 1) of a part that made no progress.
        public var pause: @Sendable (_ attempt: Int) async throws -> Void = { attempt in
            let longest = min(8_000, 250 << min(attempt, 6))
            try await Task.sleep(for: .milliseconds(Int.random(in: 0...longest)))
        }

        public init() {}
    }

    let blobs: DiskBlobStore
    let shelf: Shelf
    let sources: [HubID: MirrorSource]
    /// Held while a sync runs, so that two can't work against each other.
    private let lockPath: String
    let options: Options
    private let now: @Sendable () -> Timestamp
    private let report: @Sendable (MirrorProgress) -> Void

    /// Models that are asked about at the same time.
    var breadth: Int { options.models }

    public init(
        blobs: DiskBlobStore, shelf: Shelf, sources: [HubID: MirrorSource], lockPath: String, options: Options = Options(),
        now: @escaping @Sendable () -> Timestamp, report: @escaping @Sendable (MirrorProgress) -> Void = { _ in }
    ) {
        self.blobs = blobs
        self.shelf = shelf
        self.sources = sources
        self.lockPath = lockPath
        self.options = options
        self.now = now
        self.report = report
    }

    /// What a sync would do. Changes nothing, and needs no lock.
    public func plan(
        _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope()
    ) async throws(MirrorError) -> SyncPlan {
        let planner = SyncPlanner(
            blobs: blobs, shelf: shelf, sources: sources, declaration: declaration, knowledge: knowledge, breadth: options.models)
        return try await planner.plan(scope)
    }

    /// Plans, and performs the plan if `approve` lets it pass. Throws only where nothing was begun; everything later is in the report.
    ///
    /// - Parameter lockFile: is written anew at the end of a sync that was complete; nil: it is left alone.
    public func run(
        _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope(),
        lockFile: String? = nil, approve: @Sendable (SyncPlan) async throws(MirrorError) -> Void = { _ async throws(MirrorError) in }
    ) async throws(MirrorError) -> MirrorReport {
        let lock = try exclusive()
        defer { lock.release() }
        let plan = try await plan(declaration, knowledge, scope: scope)
        try await approve(plan)
        var report = await perform(plan, knowledge)
        if let lockFile { write(lockFile, plan, declaration, &report) }
        return report
    }

    /// Performs a plan as it is.
    func perform(_ plan: SyncPlan, _ knowledge: PlanKnowledge) async -> MirrorReport {
        var report = await perform(plan)
        // What was fetched is published first: what is to replace something is there before that goes.
        if report.stoppedBy == nil { await remove(plan.leaving, knowledge, &report) }
        return report
    }

    private func perform(_ plan: SyncPlan) async -> MirrorReport {
        let fetching = Fetching(
            slots: Slots(most: options.connections), desk: ContentDesk(), meter: BandwidthMeter(options.schedule, minute: options.minute))
        for item in plan.items { if let plan = item.work.plan { report(.planned(plan.model, bytes: plan.bytesToFetch)) } }
        var outcomes: [Int: [MirrorOutcome]] = [:]
        var stop: MirrorError?
        await withTaskGroup(of: (Int, [MirrorOutcome]).self) { group in
            var rest = Self.models(plan.items).enumerated().makeIterator()
            func begin() {
                guard stop == nil, let (number, items) = rest.next() else { return }
                group.addTask { (number, await mirror(items, fetching)) }
            }
            for _ in 0..<max(1, options.models) { begin() }
            for await (number, finished) in group {
                outcomes[number] = finished
                if stop == nil, let fatal = finished.lazy.compactMap(\.fatal).first {
                    stop = fatal
                    group.cancelAll()
                }
                begin()
            }
        }
        let all = outcomes.sorted { $0.key < $1.key }.flatMap(\.value)
        // What our own stop cut off is no news.
        return MirrorReport(outcomes: stop.map(\.isCancelled) == false ? all.filter { !$0.isCancelled } : all, stoppedBy: stop)
    }

    /// The items of one model together, in the plan's order.
    private static func models(_ items: [SyncPlan.Item]) -> [[SyncPlan.Item]] {
        var groups: [[SyncPlan.Item]] = []
        for item in items {
            if groups.last?.last?.model == item.model { groups[groups.count - 1].append(item) } else { groups.append([item]) }
        }
        return groups
    }

    /// The revisions of a model one after another: they share files and a place on the shelf.
    private func mirror(_ items: [SyncPlan.Item], _ fetching: Fetching) async -> [MirrorOutcome] {
        var outcomes: [MirrorOutcome] = []
        for item in items {
            let outcome = await mirror(item, fetching)
            outcomes.append(outcome)
            report(.finished(outcome))
            if outcome.fatal != nil { break }
        }
        return outcomes
    }

    func exclusive() throws(MirrorError) -> FileLock {
        do throws(BlobError) {
            if let lock = try FileLock(lockPath) {
                try lock.touch()
                return lock
            }
        } catch {
            throw .storage(error)
        }
        throw .busy(path: lockPath)
    }

    private func mirror(_ item: SyncPlan.Item, _ fetching: Fetching) async -> MirrorOutcome {
        func outcome(_ result: MirrorOutcome.Result, _ refused: [RefusedItem] = [], _ gate: GateReport = GateReport()) -> MirrorOutcome {
            let result = gate.refusals.isEmpty ? result : .failed(gate.refusals)
            return MirrorOutcome(model: item.model, revision: item.revision, result: result, refused: refused, gate: gate)
        }
        switch item.work {
        case .unchanged(let commit, let refused):
            // Published before there was a gate, or by an earlier scanner: kept verdicts cost a small read each.
            do throws(MirrorError) {
                return outcome(.unchanged(commit), refused, try await gate(item.model, commit))
            } catch {
                return outcome(.failed([error]), refused)
            }
        case .blocked(let block): return outcome(.failed([.blocked(item.model, block)]))
        case .failed(let error): return outcome(.failed([error]))
        case .add(let planned), .update(let planned, _):
            guard let source = sources[item.model.hub] else { return outcome(.failed([.unknownHub(item.model)])) }
            if Task.isCancelled { return outcome(.failed([.cancelled])) }
            do throws(MirrorError) {
                // What another model of this sync has fetched since needs no room any more.
                let plan = try await MirrorPlanner(blobs: blobs).renewed(planned)
                if let free = blobs.freeBytes(), plan.bytesToReserve > max(0, free - options.reserve) {
                    return outcome(.failed([.diskTooSmall(needed: plan.bytesToReserve, free: free)]), plan.refused)
                }
                let (held, errors) = await fetch(plan, source, fetching)
                guard errors.isEmpty else { return outcome(.failed(errors), plan.refused) }
                let files = Self.files(plan, held)
                let gate = try await gate(files, of: plan.model)
                let isNew = gate.refusals.isEmpty ? try await publish(plan, files, source) : false
                return outcome(isNew ? .published(plan.commit) : .unchanged(plan.commit), plan.refused, gate)
            } catch {
                return outcome(.failed([error]))
            }
        }
    }

    /// Every wanted file's digest, and what could not be had. Equal contents are fetched once.
    private func fetch(_ plan: MirrorPlan, _ source: MirrorSource, _ fetching: Fetching) async -> ([ContentID: Digest], [MirrorError]) {
        var held: [ContentID: Digest] = [:]
        var wanted: [FileClaim] = []
        var damaged: [(FileClaim, Digest)] = []
        var begun: Set<ContentID> = []
        for step in plan.steps {
            switch step.action {
            // A collector may have come between the plan and now: what it took is fetched like anything else.
            case .reuse(let digest) where (try? blobs.claim(digest)) ?? false: held[step.file.content] = digest
            case .fetch, .resume, .reuse: if begun.insert(step.file.content).inserted { wanted.append(step.file) }
            case .mend(let digest, _):
                if begun.insert(step.file.content).inserted { damaged.append((step.file, digest)) }
            case .leaveOut: break
            }
        }
        var errors: [MirrorError] = []
        for (file, digest) in damaged {
            if let error = await mend(file, digest, of: plan, from: source) { errors.append(error) } else { held[file.content] = digest }
        }
        let report = report
        let fetcher = FileFetcher(
            source: source, blobs: blobs, slots: fetching.slots, desk: fetching.desk, meter: fetching.meter, pause: options.pause,
            received: { report(.received($0)) })
        var hasStopped = false
        await withTaskGroup(of: (FileClaim, Result<Digest, MirrorError>).self) { group in
            var rest = wanted[...]
            func begin(_ file: FileClaim) {
                group.addTask {
                    report(.fetching(plan.model, file.path))
                    return (file, await fetcher.outcome(of: file, at: plan.commit, of: plan.model))
                }
            }
            for file in rest.prefix(options.connections) { begin(file) }
            rest = rest.dropFirst(options.connections)
            for await (file, result) in group {
                switch result {
                case .success(let digest): held[file.content] = digest
                case .failure(let error):
                    // After a stop of our own the other files' cancellations, or the same refusal, are no news.
                    if hasStopped, error.stopsModel { continue }
                    errors.append(error)
                    if error.stopsModel {
                        hasStopped = true
                        rest = []
                        group.cancelAll()
                    }
                }
                if let next = rest.popFirst() { begin(next) }
            }
        }
        return (held, errors)
    }

    /// Puts the revision on the shelf; false if it stood there as it is.
    private func publish(_ plan: MirrorPlan, _ files: [ManifestFile], _ source: MirrorSource) async throws(MirrorError) -> Bool {
        let manifest = RevisionManifest(model: plan.model, commit: plan.commit, files: files, publishedAt: now(), refused: plan.refused)
        let refs: [RefClaim]
        if let lock = plan.lock {
            for file in files { if let digest = file.blob { try plan.check(file.path, file.content, is: digest) } }
            refs = lock.refs
        } else {
            refs = await PublishedRefs.of(plan, source.hub)
        }
        let published = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.refs(of: plan.model) } ?? []
        let known = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.manifest(of: plan.model, at: plan.commit) }
        if let known, known.files == manifest.files, known.refused == manifest.refused, refs.allSatisfy({ published.contains($0) }) {
            return false
        }
        do throws(ShelfError) {
            try shelf.publish(manifest, refs: refs)
            return true
        } catch {
            throw .shelf(error)
        }
    }
}

/// What all models of a sync share while they fetch.
struct Fetching: Sendable {
    let slots: Slots
    let desk: ContentDesk
    let meter: BandwidthMeter
}

extension MirrorError {
    /// What went wrong with one file, in this module's words.
    init(_ error: any Error, _ model: ModelID, _ path: RepoPath) {
        switch error {
        case let error as MirrorError: self = error
        case is CancellationError: self = .cancelled
        case let error as BlobError: self = .blobs(model, path, error)
        case let error as HubError: self = MirrorError(error)
        case let error as TransportError where error.cause == .cancelled: self = .cancelled
        case let error as TransportError:
            if let fault = error.underlying as? SegmentFault {
                self = .file(model, path, reason: fault.description)
            } else {
                self = .file(model, path, reason: error.description)
            }
        default: self = .file(model, path, reason: "\(error)")
        }
    }
}
