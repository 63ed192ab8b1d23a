internal import Blobs
internal import Vocabulary

/// Collects what a snapshot is to hold, and keeps its manifests.
struct Gathering {
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
    mutating func add(_ model: ModelID, of shelf: any ShelfView) async throws(SnapshotError) {
        let (refs, manifests) = try await read(model, shelf)
        var kept: [SnapshotListing.Commit] = []
        for manifest in manifests {
            for file in manifest.files { try await check(file, manifest) }
            do throws(ShelfError) {
                kept.append(SnapshotListing.Commit(id: manifest.commit, manifest: try await vault.keep(manifest)))
            } catch {
                throw .shelf(error)
            }
        }
        guard !kept.isEmpty else { return }
        let known = Set(kept.map(\.id))
        commits += kept.count
        entries.append(SnapshotListing.Entry(model: model, refs: refs.filter { known.contains($0.commit) }, commits: kept))
    }

    /// Refs before commits: the commit of a ref that moves meanwhile is there in either case.
    private func read(_ model: ModelID, _ shelf: any ShelfView) async throws(SnapshotError) -> ([RefClaim], [RevisionManifest]) {
        do throws(ShelfError) {
            let refs = try await shelf.refs(of: model)
            var manifests: [RevisionManifest] = []
            for commit in try await shelf.commits(of: model) {
                if let manifest = try await shelf.manifest(of: model, at: commit) { manifests.append(manifest) }
            }
            return (refs, manifests)
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
