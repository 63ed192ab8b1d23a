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

    /// Throws only where nothing was begun; everything later is in the report.
    public func run(_ declaration: MirrorDeclaration) async throws(MirrorError) -> MirrorReport {
        let lock = try exclusive()
        defer { lock.release() }
        let fetching = Fetching(
            slots: Slots(most: options.connections), desk: ContentDesk(), meter: BandwidthMeter(options.schedule, minute: options.minute))
        var outcomes: [Int: [MirrorOutcome]] = [:]
        var stop: MirrorError?
        await withTaskGroup(of: (Int, [MirrorOutcome]).self) { group in
            var rest = declaration.entries.enumerated().makeIterator()
            func begin() {
                guard stop == nil, let (number, entry) = rest.next() else { return }
                group.addTask { (number, await mirror(entry, fetching)) }
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

    /// The revisions of a model one after another: they share files and a place on the shelf.
    private func mirror(_ entry: MirrorDeclaration.Entry, _ fetching: Fetching) async -> [MirrorOutcome] {
        var outcomes: [MirrorOutcome] = []
        for revision in entry.revisions {
            let outcome = await mirror(entry, revision, fetching)
            outcomes.append(outcome)
            report(.finished(outcome))
            if outcome.fatal != nil { break }
        }
        return outcomes
    }

    private func exclusive() throws(MirrorError) -> FileLock {
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

    private func mirror(_ entry: MirrorDeclaration.Entry, _ revision: Revision, _ fetching: Fetching) async -> MirrorOutcome {
        func failed(_ errors: [MirrorError], _ refused: [RefusedItem] = []) -> MirrorOutcome {
            MirrorOutcome(model: entry.model, revision: revision, result: .failed(errors), refused: refused)
        }
        guard let source = sources[entry.model.hub] else { return failed([.unknownHub(entry.model)]) }
        if Task.isCancelled { return failed([.cancelled]) }
        do throws(MirrorError) {
            if let outcome = try await unchanged(entry, revision, source) { return outcome }
            let plan = try await MirrorPlanner(blobs: blobs).plan(entry, revision: revision, from: source.hub)
            report(.planned(plan.model, bytes: plan.bytesToFetch))
            if let free = blobs.freeBytes(), plan.bytesToReserve > max(0, free - options.reserve) {
                return failed([.diskTooSmall(needed: plan.bytesToReserve, free: free)], plan.refused)
            }
            let (held, errors) = await fetch(plan, source, fetching)
            guard errors.isEmpty else { return failed(errors, plan.refused) }
            let files = Self.files(plan, held)
            let gate = try await gate(files, of: plan.model)
            guard gate.refusals.isEmpty else {
                return MirrorOutcome(
                    model: entry.model, revision: revision, result: .failed(gate.refusals), refused: plan.refused, gate: gate)
            }
            let isNew = try await publish(plan, files, source)
            return MirrorOutcome(
                model: entry.model, revision: revision, result: isNew ? .published(plan.commit) : .unchanged(plan.commit),
                refused: plan.refused, gate: gate)
        } catch {
            return failed([error])
        }
    }

    /// Every wanted file's digest, and what could not be had. Equal contents are fetched once.
    private func fetch(_ plan: MirrorPlan, _ source: MirrorSource, _ fetching: Fetching) async -> ([ContentID: Digest], [MirrorError]) {
        var held: [ContentID: Digest] = [:]
        var wanted: [FileClaim] = []
        var begun: Set<ContentID> = []
        for step in plan.steps {
            switch step.action {
            // A collector may have come between the plan and now: what it took is fetched like anything else.
            case .reuse(let digest) where (try? blobs.claim(digest)) ?? false: held[step.file.content] = digest
            case .fetch, .resume, .reuse: if begun.insert(step.file.content).inserted { wanted.append(step.file) }
            case .leaveOut: break
            }
        }
        let report = report
        let fetcher = FileFetcher(
            source: source, blobs: blobs, slots: fetching.slots, desk: fetching.desk, meter: fetching.meter, pause: options.pause,
            received: { report(.received($0)) })
        var errors: [MirrorError] = []
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
        let refs = await refs(plan, source)
        let published = try ifReadable { () throws(ShelfError) in try shelf.refs(of: plan.model) } ?? []
        let known = try ifReadable { () throws(ShelfError) in try shelf.manifest(of: plan.model, at: plan.commit) }
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

    /// The names that stand for the commit: what was asked for, and whatever else the hub calls by it.
    private func refs(_ plan: MirrorPlan, _ source: MirrorSource) async -> [RefClaim] {
        let claimed = (try? await source.hub.refs(of: plan.model)) ?? []
        var refs = claimed.filter { $0.commit == plan.commit }
        if plan.revision.commit == nil,
            !refs.contains(where: { $0.name == plan.revision.description || $0.ref == plan.revision.description })
        {
            refs.append(RefClaim(naming: plan.revision, plan.commit))
        }
        return refs.filter { $0.ref.hasPrefix("refs/") && Revision($0.ref) != nil }
    }
}

/// What all models of a sync share while they fetch.
struct Fetching: Sendable {
    let slots: Slots
    let desk: ContentDesk
    let meter: BandwidthMeter
}

extension RefClaim {
    /// A revision that the hub resolves but does not list: `refs/pr/1` as it is, anything else as a branch.
    init(naming revision: Revision, _ commit: CommitID) {
        let text = revision.description
        if text.hasPrefix("refs/pr/") {
            self.init(kind: .pullRequest, name: String(text.dropFirst(8)), ref: text, commit: commit)
        } else {
            self.init(kind: .branch, name: text, ref: text.hasPrefix("refs/") ? text : "refs/heads/\(text)", commit: commit)
        }
    }
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
