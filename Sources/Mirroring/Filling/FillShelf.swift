internal import Blobs
internal import Shelves
internal import Vocabulary

/// Writes the shelf of what was filled: commits as hubs list them, and file by file what has arrived of them. Many files that arrive at
/// the same time are published by one write.
actor FillShelf {
    nonisolated let shelf: Shelf
    private let now: @Sendable () -> Timestamp
    /// Files that are held and not published yet.
    private var arrived: [Place: [RepoPath: Digest]] = [:]
    /// Writes under way: one at a time for a commit.
    private var writing: [Place: Task<Void, any Error>] = [:]

    /// A commit of a model.
    struct Place: Hashable {
        let model: ModelID
        let commit: CommitID

        init(_ manifest: RevisionManifest) { (model, commit) = (manifest.model, manifest.commit) }
    }

    init(_ shelf: Shelf, now: @escaping @Sendable () -> Timestamp) {
        self.shelf = shelf
        self.now = now
    }

    /// Puts a commit on the shelf as its hub lists it. What was held of it before stays held.
    func admit(_ claim: RevisionClaim, refs: [RefClaim]) async throws {
        let files = claim.files.map { ManifestFile(path: $0.path, size: $0.size, content: $0.content, object: $0.object, blob: nil) }
        let listed = RevisionManifest(
            model: claim.model, commit: claim.commit, files: files, publishedAt: now(), refused: claim.refused)
        let place = Place(listed)
        await idle(place)
        try await write(place) { [shelf] in
            let before = try Self.known(place, on: shelf)
            let manifest = before.map { listed.filled(from: $0) } ?? listed
            let published = try shelf.refs(of: claim.model)
            if before?.files == manifest.files, refs.allSatisfy({ published.contains($0) }) { return }
            try shelf.publish(manifest, refs: refs)
        }
    }

    /// Notes that a file of a commit is held, and returns when that is published. The commit need not be on the shelf yet: `listed`.
    func add(_ path: RepoPath, _ blob: Digest, to listed: RevisionManifest) async throws {
        let place = Place(listed)
        arrived[place, default: [:]][path] = blob
        await idle(place)
        // Somebody else has taken it along. If he failed, the bytes are found again by whoever asks next.
        guard let news = arrived.removeValue(forKey: place) else { return }
        let time = now()
        try await write(place) { [shelf] in
            let before = try Self.known(place, on: shelf)
            // What others hold of it is theirs to keep.
            let listing = before?.files ?? listed.files.map { $0.held(as: nil) }
            let files = listing.map { file in news[file.path].map { file.held(as: $0) } ?? file }
            guard files != before?.files else { return }
            let manifest = RevisionManifest(
                model: place.model, commit: place.commit, files: files, publishedAt: time, refused: listed.refused)
            try shelf.publish(manifest, refs: [])
        }
    }

    /// Returns when nobody writes the commit.
    private func idle(_ place: Place) async { while let task = writing[place] { _ = await task.result } }

    /// To be called without a pause after `idle`. On a thread that may block.
    private func write(_ place: Place, _ work: @escaping @Sendable () throws -> Void) async throws {
        let task = Task {
            // Before the task is over: whoever waits for it must not find it again.
            defer { writing[place] = nil }
            let lock = try await FillLock.hold(shelf)
            defer { lock.release() }
            try await Offload.run { () throws(any Error) in try work() }
        }
        writing[place] = task
        try await task.value
    }

    /// nil where it is damaged too: then it is written anew.
    private static func known(_ place: Place, on shelf: Shelf) throws(ShelfError) -> RevisionManifest? {
        do throws(ShelfError) {
            return try shelf.manifest(of: place.model, at: place.commit)
        } catch {
            if case .damaged = error { return nil }
            throw error
        }
    }
}
