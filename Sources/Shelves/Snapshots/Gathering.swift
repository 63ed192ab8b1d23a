internal import Blobs
internal import Vocabulary

/// Collects what a snapshot is to hold, and keeps its manifests.
struct Gathering {
    /// A model as the shelf had it.
    private struct Read: Sendable {
        let model: ModelID
        let refs: [RefClaim]
        let manifests: [RevisionManifest]
    }

    /// Models whose manifests are kept at the same time.
    private static let together = 32

    let vault: ManifestVault
    let isHeld: @Sendable (Digest, Int64) async throws(BlobError) -> Bool
    private(set) var entries: [SnapshotListing.Entry] = []
    private(set) var commits = 0
    private(set) var files = 0
    private(set) var bytes: Int64 = 0
    private var seen: Set<Digest> = []

    init(vault: ManifestVault, isHeld: @escaping @Sendable (Digest, Int64) async throws(BlobError) -> Bool) {
        self.vault = vault
        self.isHeld = isHeld
    }

    /// Throws `.notHeld` for the first file whose bytes are not in the store.
    mutating func add(_ models: some Sequence<ModelID>, of shelf: any ShelfView) async throws(SnapshotError) {
        var read: [Read] = []
        for model in models {
            let found = try await self.read(model, shelf)
            for manifest in found.manifests {
                for file in manifest.files { try await check(file, manifest) }
            }
            read.append(found)
            if read.count == Self.together {
                try await keep(read)
                read = []
            }
        }
        try await keep(read)
    }

    /// Manifests of several models are kept at once: a disk confirms many writes in the time of one.
    private mutating func keep(_ read: [Read]) async throws(SnapshotError) {
        let vault = vault
        let outcomes = await withTaskGroup(of: (Int, Result<[SnapshotListing.Commit], SnapshotError>).self) { group in
            for (number, found) in read.enumerated() {
                group.addTask { (number, await Self.keep(found.manifests, in: vault)) }
            }
            return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
        }
        for (number, found) in read.enumerated() {
            guard let kept = try outcomes[number]?.get(), !kept.isEmpty else { continue }
            let known = Set(kept.map(\.id))
            commits += kept.count
            entries.append(SnapshotListing.Entry(model: found.model, refs: found.refs.filter { known.contains($0.commit) }, commits: kept))
        }
    }

    private static func keep(
        _ manifests: [RevisionManifest], in vault: ManifestVault
    ) async -> Result<[SnapshotListing.Commit], SnapshotError> {
        var kept: [SnapshotListing.Commit] = []
        do throws(ShelfError) {
            for manifest in manifests {
                kept.append(SnapshotListing.Commit(id: manifest.commit, manifest: try await vault.keep(manifest)))
            }
            return .success(kept)
        } catch {
            return .failure(.shelf(error))
        }
    }

    /// Refs before commits: the commit of a ref that moves meanwhile is there in either case.
    private func read(_ model: ModelID, _ shelf: any ShelfView) async throws(SnapshotError) -> Read {
        do throws(ShelfError) {
            let refs = try await shelf.refs(of: model)
            var manifests: [RevisionManifest] = []
            for commit in try await shelf.commits(of: model) {
                if let manifest = try await shelf.manifest(of: model, at: commit) { manifests.append(manifest) }
            }
            return Read(model: model, refs: refs, manifests: manifests)
        } catch {
            throw .shelf(error)
        }
    }

    private mutating func check(_ file: ManifestFile, _ manifest: RevisionManifest) async throws(SnapshotError) {
        guard let blob = file.blob else { return }
        files += 1
        guard seen.insert(blob).inserted else { return }
        bytes += file.size
        let isThere: Bool
        do throws(BlobError) { isThere = try await isHeld(blob, file.size) } catch { throw .shelf(.storage(error)) }
        guard isThere else { throw .notHeld(manifest.model, manifest.commit, blob) }
    }
}
