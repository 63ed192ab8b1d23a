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
    private var publishing: [Place: Task<Void, any Error>] = [:]

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
    func admit(_ claim: RevisionClaim, refs: [RefClaim]) throws(ShelfError) {
        let files = claim.files.map { ManifestFile(path: $0.path, size: $0.size, content: $0.content, object: $0.object, blob: nil) }
        var manifest = RevisionManifest(
            model: claim.model, commit: claim.commit, files: files, publishedAt: now(), refused: claim.refused)
        let before = try known(claim.model, claim.commit)
        if let before { manifest = manifest.filled(from: before) }
        let published = try shelf.refs(of: claim.model)
        if let before, before.files == manifest.files, refs.allSatisfy({ published.contains($0) }) { return }
        try shelf.publish(manifest, refs: refs)
    }

    /// Notes that a file of a commit is held, and returns when that is published. The commit need not be on the shelf yet: `manifest`.
    func add(_ path: RepoPath, _ blob: Digest, to manifest: RevisionManifest) async throws {
        let place = Place(manifest)
        arrived[place, default: [:]][path] = blob
        // A write that is under way may have been begun without this file: the next one has it.
        while arrived[place]?[path] == blob {
            let task = publishing[place] ?? Task { try publish(place, manifest) }
            publishing[place] = task
            try await task.value
        }
    }

    private func publish(_ place: Place, _ listed: RevisionManifest) throws {
        defer { publishing[place] = nil }
        guard let news = arrived.removeValue(forKey: place) else { return }
        // Where it fails nobody is told that it is published; the bytes are found again by whoever asks next.
        let before = try known(place.model, place.commit)
        // What others hold of it is theirs to keep.
        let listing = before?.files ?? listed.files.map { $0.held(as: nil) }
        let files = listing.map { file in news[file.path].map { file.held(as: $0) } ?? file }
        guard files != before?.files else { return }
        let manifest = RevisionManifest(
            model: place.model, commit: place.commit, files: files, publishedAt: now(), refused: listed.refused)
        try shelf.publish(manifest, refs: [])
    }

    /// nil where it is damaged too: then it is written anew.
    private func known(_ model: ModelID, _ commit: CommitID) throws(ShelfError) -> RevisionManifest? {
        do throws(ShelfError) {
            return try shelf.manifest(of: model, at: commit)
        } catch {
            if case .damaged = error { return nil }
            throw error
        }
    }
}
