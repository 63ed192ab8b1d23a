internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

/// What of a revision is held and published already.
struct HeldRevision: Sendable {
    let blobs: DiskBlobStore
    let shelf: Shelf

    /// The answer where one small request shows that everything wanted is held and published; nil where there is more to find out.
    func unchanged(
        _ entry: MirrorDeclaration.Entry, _ revision: Revision, _ source: MirrorSource
    ) async throws(MirrorError) -> SyncPlan.Work? {
        let candidate = try Self.ifReadable { () throws(ShelfError) in try shelf.commit(for: revision, of: entry.model) }
        guard let candidate else { return nil }
        // A commit never changes; a name is asked for.
        if revision.commit == nil {
            guard let refs = try? await source.hub.refs(of: entry.model) else { return nil }
            let text = revision.description
            let matching = refs.first { $0.name == text && $0.kind == .branch } ?? refs.first { $0.name == text || $0.ref == text }
            guard matching?.commit == candidate else { return nil }
        }
        let manifest = try Self.ifReadable { () throws(ShelfError) in try shelf.manifest(of: entry.model, at: candidate) }
        guard let manifest, try await isWhole(manifest, entry) else { return nil }
        return .unchanged(candidate, refused: manifest.refused.filter { entry.files.wants($0.name) })
    }

    /// Whether the published manifest has exactly the wanted files, with bytes in the store for each that are not
    /// known to be damaged, and nothing is too large.
    private func isWhole(_ manifest: RevisionManifest, _ entry: MirrorDeclaration.Entry) async throws(MirrorError) -> Bool {
        let choice = entry.files.choice(of: manifest.files.map(\.path.description))
        guard choice.obstacle == nil else { return false }
        guard entry.limits.block(manifest.files.lazy.filter { $0.blob != nil }.map { ($0.path, $0.size) }) == nil else { return false }
        for file in manifest.files {
            guard choice.taken.contains(file.path.description) == (file.blob != nil) else { return false }
            guard let blob = file.blob else { continue }
            do throws(BlobError) {
                guard try await blobs.size(of: blob) == file.size, try blobs.knownDamage(of: blob).isEmpty else { return false }
            } catch {
                throw .storage(error)
            }
        }
        return true
    }

    /// What the shelf has; nil where it is damaged, for then it is written anew from what the hub says.
    static func ifReadable<Value>(_ read: () throws(ShelfError) -> Value?) throws(MirrorError) -> Value? {
        do throws(ShelfError) {
            return try read()
        } catch {
            if case .damaged = error { return nil }
            throw .shelf(error)
        }
    }
}

extension SizeLimits {
    /// What is too large of the files that are taken; nil: nothing.
    func block(_ files: some Sequence<(RepoPath, Int64)>) -> PolicyBlock? {
        var sum: Int64 = 0
        for (path, size) in files {
            if let file, size > file {
                return PolicyBlock(.size, "\(path) has \(Quantity.bytes(size)); a file may have \(Quantity.bytes(file))")
            }
            sum = sum.capped(adding: size)
        }
        guard let model, sum > model else { return nil }
        return PolicyBlock(.size, "its files have \(Quantity.bytes(sum)); a model may have \(Quantity.bytes(model))")
    }
}
