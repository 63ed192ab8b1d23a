internal import Blobs
internal import Foundation
public import Vocabulary

/// What clients are to see: the working state until a snapshot is published, and from then on the published one, whichever that is.
///
/// It looks for a new publication at most every 200 ms, makes the new view beside the old one and then swaps. Where a publication can't
/// be read, the old view stays and the reason is reported. A commit of an earlier publication in the history is answered by its full id.
public final class PublishedShelf: ShelfView, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private let live: any ShelfView
    private let snapshots: SnapshotStore
    private let interval: Duration
    private let report: @Sendable (String) -> Void
    private let lock = NSLock()
    private var state = State()

    private struct State {
        var view: (any ShelfView)?
        /// Of the publication that `view` is of, or that could not be read.
        var version: String?
        var looked: ContinuousClock.Instant?
        var loading: Task<Void, Never>?
        var failure: ShelfError?
    }

    /// - Parameters:
    ///   - live: what is served before the first publish.
    ///   - report: is told why a publication can't be served, once for each.
    public init(
        live: any ShelfView, snapshots: SnapshotStore, interval: Duration = .milliseconds(200),
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.live = live
        self.snapshots = snapshots
        self.interval = interval
        self.report = report
    }

    public func models() async throws(ShelfError) -> [ModelID] { try await current().models() }
    public func canonical(_ model: ModelID) async throws(ShelfError) -> ModelID? { try await current().canonical(model) }
    public func refs(of model: ModelID) async throws(ShelfError) -> [RefClaim] { try await current().refs(of: model) }
    public func commits(of model: ModelID) async throws(ShelfError) -> [CommitID] { try await current().commits(of: model) }

    public func commit(for revision: Revision, of model: ModelID) async throws(ShelfError) -> CommitID? {
        try await current().commit(for: revision, of: model)
    }

    public func manifest(of model: ModelID, at commit: CommitID) async throws(ShelfError) -> RevisionManifest? {
        try await current().manifest(of: model, at: commit)
    }

    /// The view of this moment. Waits for one only where there is none yet.
    public func current() async throws(ShelfError) -> any ShelfView {
        if isDue() { await look() }
        let (view, loading) = lock.withLock { (state.view, state.loading) }
        if let view { return view }
        await loading?.value
        let (loaded, failure) = lock.withLock { (state.view, state.failure) }
        if let loaded { return loaded }
        throw failure ?? .damaged(path: Publication.key, reason: "it could not be read")
    }

    private func isDue() -> Bool {
        let now = ContinuousClock.now
        return lock.withLock {
            if let looked = state.looked, looked.advanced(by: interval) > now { return false }
            state.looked = now
            return true
        }
    }

    private func look() async {
        let version: String?
        do {
            version = try await snapshots.documents.version(of: Publication.key)
        } catch {
            return lock.withLock { if state.view == nil { state.failure = .storage(error) } }
        }
        lock.withLock {
            guard let version else {
                // Nothing was ever published. A publication that vanished is no reason to show clients something else.
                if state.view == nil { state.view = live }
                return
            }
            guard version != state.version, state.loading == nil else { return }
            state.loading = Task.detached { [self] in await load(version) }
        }
    }

    private func load(_ version: String) async {
        do {
            let view = try await snapshots.publishedView()
            lock.withLock {
                if let view { state.view = view }
                state.failure = nil
            }
        } catch {
            let reason = error.description
            lock.withLock { state.failure = error.asShelfError }
            report("the publication can't be served; clients keep seeing what they saw before: \(reason)")
        }
        lock.withLock {
            state.version = version
            state.loading = nil
        }
    }
}

extension SnapshotStore {
    /// The published snapshot with the commits of the history; nil: nothing was published.
    public func publishedView() async throws(SnapshotError) -> SnapshotView? {
        guard let publication = try await publication() else { return nil }
        let listing = try await listing(publication.current.root)
        var older: [ModelID: [CommitID: Digest]] = [:]
        var seen: Set<Digest> = [publication.current.root]
        for item in publication.history where seen.insert(item.root).inserted {
            // One that is lost or damaged is no reason not to serve the current one.
            guard let past = try? await self.listing(item.root) else { continue }
            for index in 0..<past.count { Self.note(past, index, beside: listing, in: &older) }
        }
        return SnapshotView(listing, vault: vault, older: older)
    }

    /// Notes the commits of a model that the current listing does not have.
    private static func note(
        _ past: SnapshotListing, _ index: Int, beside current: SnapshotListing, in older: inout [ModelID: [CommitID: Digest]]
    ) {
        let lines = past.lines(at: index)
        let place = current.index(ofName: past.name(at: index))
        if let place, current.lines(at: place).elementsEqual(lines) { return }
        guard let entry = past.entry(at: index) else { return }
        let known = Set(place.flatMap { current.entry(at: $0) }?.commits.map(\.id) ?? [])
        for commit in entry.commits where !known.contains(commit.id) {
            // The latest publication's manifest of a commit wins.
            if older[entry.model]?[commit.id] == nil { older[entry.model, default: [:]][commit.id] = commit.manifest }
        }
    }
}

extension SnapshotError {
    var asShelfError: ShelfError {
        if case .shelf(let error) = self { return error }
        return .damaged(path: Publication.key, reason: description)
    }
}
