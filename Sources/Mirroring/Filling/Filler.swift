public import Blobs
internal import Foundation
internal import Hubs
public import Shelves
public import Vocabulary

/// Fetches what clients ask a mirror for and it does not hold, by the same way as a sync: verified, resumable, one fetch for all who ask.
///
/// What is filled stands on a shelf of its own, so that it never mixes with what is declared: a sync, a snapshot and a list do not see it.
/// A fetch that nobody waits for any more goes on for a while and is then suspended; what arrived is kept, and the next one goes on from it.
public actor Filler {
    private struct Key: Hashable {
        let content: ContentID
        let path: RepoPath
    }

    /// A fetch that is under way, and the commits that have the file.
    private struct Fill {
        let progress: FillProgress
        var places: [FillShelf.Place: RevisionManifest]
        let task: Task<Void, Never>
    }

    private nonisolated let published: any ShelfView
    private nonisolated let blobs: DiskBlobStore
    private nonisolated let sources: [HubID: MirrorSource]
    private nonisolated let rules: FillRules
    private nonisolated let options: FillOptions
    private nonisolated let quotas: FillQuotas?
    private nonisolated let shelf: FillShelf
    private nonisolated let desk: AdmissionDesk
    private nonisolated let counter = FillCounter()
    private nonisolated let spoiled = SpoiledContents()
    private let line: FillLine
    private let fetching: Fetching
    private var fills: [Key: Fill] = [:]

    /// - Parameters:
    ///   - published: what is served without any filling. It counts, and is never asked hubs about.
    ///   - fills: the shelf of what is filled.
    ///   - sources: hubs that may be asked.
    ///   - quotas: says whether there is room for a file; nil: there always is.
    public init(
        blobs: DiskBlobStore, published: any ShelfView, fills: Shelf, sources: [HubID: MirrorSource], rules: FillRules,
        options: FillOptions, quotas: FillQuotas? = nil, now: @escaping @Sendable () -> Timestamp
    ) {
        self.blobs = blobs
        self.published = published
        self.sources = sources
        self.rules = rules
        self.options = options
        self.quotas = quotas
        shelf = FillShelf(fills, now: now)
        desk = AdmissionDesk(sources, shelf, rules, options, counter)
        line = FillLine(most: options.concurrent, waiting: options.waiting)
        fetching = Fetching(
            slots: Slots(most: options.connections), desk: ContentDesk(), meter: BandwidthMeter(options.schedule, minute: options.minute))
    }

    public nonisolated var counts: FillCounts { counter.value }

    /// Whether somebody was given bytes of this content that turned out to be wrong. He may come back for the rest: he must get the whole.
    public nonisolated func isSpoiled(_ content: ContentID) -> Bool { spoiled.contains(content) }

    /// Returns when the revision can be served: because it is published, or filled, or its hub was asked for it now.
    public nonisolated func admit(_ asked: ModelID, _ revision: Revision) async throws(FillError) {
        guard sources[asked.hub] != nil else { return }
        let (model, isPublished) = try await onShelf { () async throws(ShelfError) in
            let published = try await published.canonical(asked)
            let filled = try published == nil ? shelf.shelf.canonical(asked) : nil
            guard let model = published ?? filled else { return (asked, false) }
            let revision = revision.description == "HEAD" ? Revision.main : revision
            return (model, try await self.published.commit(for: revision, of: model) != nil)
        }
        if isPublished { return }
        do throws(FillError) {
            try options.check(model)
        } catch {
            // What was filled before stays there to be had, if its licence still lets it.
            if try await onShelf({ () async throws(ShelfError) in try shelf.shelf.commit(for: revision, of: model) }) != nil {
                return try await desk.stand(model)
            }
            counter.note { $0.refused += 1 }
            throw error
        }
        try await desk.admit(model, revision.description == "HEAD" ? .main : revision)
    }

    /// Throws what is against a file that is not held. Asks nobody.
    public nonisolated func check(_ file: ManifestFile, of model: ModelID) throws(FillError) {
        guard sources[model.hub] != nil else { throw .notFound("\(model.path): its hub is none that this mirror fills from") }
        try options.check(file.size, file.path, of: model)
    }

    /// A file of a commit that is not held: joins the fetch of it, or begins one.
    ///
    /// - Parameter manifest: the commit as it is served.
    public func open(_ file: ManifestFile, of manifest: RevisionManifest) async throws(FillError) -> FillStream {
        counter.note { $0.misses += 1 }
        do throws(FillError) {
            try check(file, of: manifest.model)
        } catch {
            if case .refused = error { counter.note { $0.refused += 1 } }
            throw error
        }
        let key = Key(content: file.content, path: file.path)
        let mustWait = FileRisk.mustWait(file.path)
        if let fill = fills[key], let stream = FillStream(fill.progress, mustWait: mustWait, counter: counter) {
            fills[key]?.places[FillShelf.Place(manifest)] = manifest
            return stream
        }
        // One that is being given up ends beside the new one, which waits for it where both need the same file.
        let progress = FillProgress(size: file.size)
        guard let stream = FillStream(progress, mustWait: mustWait, counter: counter) else {
            throw .unavailable("\(file.path) can't be waited for", retryAfter: 1)
        }
        counter.note { $0.running += 1 }
        let task = Task { await run(file, manifest, key, progress) }
        fills[key] = Fill(progress: progress, places: [FillShelf.Place(manifest): manifest], task: task)
        return stream
    }

    /// Suspends every fetch: what arrived is kept.
    public func stop() async {
        await desk.stop()
        let running = fills.values.map(\.task)
        for task in running { task.cancel() }
        for task in running { await task.value }
    }

    private func run(_ file: ManifestFile, _ manifest: RevisionManifest, _ key: Key, _ progress: FillProgress) async {
        let work = Task { await bring(file, manifest, progress) }
        let watch = Task { [linger = options.linger] in
            while !Task.isCancelled {
                try? await Task.sleep(for: min(linger, .seconds(1)))
                if progress.abandon(after: linger) { work.cancel() }
            }
        }
        let outcome = await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
        watch.cancel()
        let result = await settle(outcome, file, manifest, key)
        counter.note { $0.running -= 1 }
        switch result {
        case .success: break
        case .failure(.refused): counter.note { $0.refused += 1 }
        case .failure: counter.note { $0.failed += 1 }
        }
        // Whoever comes from now on begins anew, or finds it held.
        if fills[key]?.progress === progress { fills[key] = nil }
        progress.finish(result)
    }

    private nonisolated func bring(
        _ file: ManifestFile, _ manifest: RevisionManifest, _ progress: FillProgress
    ) async -> Result<Digest, FillError> {
        do throws(FillError) {
            if let digest = try await held(file) { return .success(digest) }
            guard let source = sources[manifest.model.hub] else { throw FillError(.unknownHub(manifest.model)) }
            let charge = try await charge(file, manifest.model)
            let outcome: Result<Digest, FillError>
            do throws(FillError) {
                outcome = try await line.with { await fetch(file, manifest, source, progress) }
            } catch {
                outcome = .failure(error)
            }
            if let charge { await quotas?.settle(charge, isHeld: (try? outcome.get()) != nil) }
            return outcome
        } catch {
            return .failure(error)
        }
    }

    private nonisolated func charge(_ file: ManifestFile, _ model: ModelID) async throws(FillError) -> Int? {
        do throws(MirrorError) { return try await quotas?.charge(model, file.size) } catch { throw FillError(error) }
    }

    /// The digest under which a file is held already, touched so that no collector takes it.
    private nonisolated func held(_ file: ManifestFile) async throws(FillError) -> Digest? {
        do throws(BlobError) {
            guard let digest = try await blobs.held(file.content), try await blobs.size(of: digest) == file.size else { return nil }
            return try blobs.claim(digest) ? digest : nil
        } catch {
            throw FillError(.storage(error))
        }
    }

    private nonisolated func fetch(
        _ file: ManifestFile, _ manifest: RevisionManifest, _ source: MirrorSource, _ progress: FillProgress
    ) async -> Result<Digest, FillError> {
        let (counter, spoiled, pause) = (counter, spoiled, options.pause)
        let fetcher = FileFetcher(
            source: source, blobs: blobs, slots: fetching.slots, desk: fetching.desk, meter: fetching.meter,
            pause: { attempt in
                progress.stumbled()
                try await pause(attempt)
            },
            received: { count in counter.note { $0.bytes += Int64(count) } },
            watch: { session in
                WatchedIngest(session, progress) {
                    spoiled.insert(file.content)
                    counter.note { $0.mismatched += 1 }
                }
            })
        let claim = FileClaim(path: file.path, size: file.size, content: file.content, object: file.object)
        let outcome = await fetcher.outcome(of: claim, at: manifest.commit, of: manifest.model)
        if case .success = outcome { counter.note { $0.files += 1 } }
        return outcome.mapError { FillError($0) }
    }

    /// Asks for the verdict on a file that is whole, and publishes it.
    private func settle(
        _ outcome: Result<Digest, FillError>, _ file: ManifestFile, _ manifest: RevisionManifest, _ key: Key
    ) async -> Result<Digest, FillError> {
        guard case .success(let digest) = outcome else { return outcome }
        do {
            let verdict = try await rules.verdict(file.held(as: digest), manifest.model)
            if case .refuse(let reason) = verdict { return .failure(.refused(reason)) }
            try await shelf.add(file.path, digest, to: manifest)
            var done: Set = [FillShelf.Place(manifest)]
            // Others may have joined while the first were published.
            while let (place, manifest) = fills[key]?.places.first(where: { !done.contains($0.key) }) {
                done.insert(place)
                try await shelf.add(file.path, digest, to: manifest)
            }
            if case .quarantine(let reason) = verdict { return .failure(.refused(reason)) }
            return outcome
        } catch let error as ShelfError {
            return .failure(FillError(.shelf(error)))
        } catch {
            return .failure(.unavailable("\(file.path) was not looked at yet", retryAfter: 10))
        }
    }

    private nonisolated func onShelf<Value>(_ work: () async throws(ShelfError) -> Value) async throws(FillError) -> Value {
        do throws(ShelfError) { return try await work() } catch { throw FillError(.shelf(error)) }
    }
}
