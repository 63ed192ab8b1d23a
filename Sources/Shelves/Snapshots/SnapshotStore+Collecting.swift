public import Blobs
public import Vocabulary

extension SnapshotStore {
    /// Documents that snapshots, publications and pins stand on.
    public struct Roots: Sendable {
        public var listings: Set<Digest> = []
        public var manifests: Set<Digest> = []
    }

    /// Keeps snapshots and pins from being made or dropped as long as it is held. Throws `.busy` where somebody does just that.
    public func lockForCollecting() throws(SnapshotError) -> FileLock? { try exclusive() }

    /// Everything that is to stay. Throws for anything that can't be read: then nothing may be removed.
    public func roots() async throws(SnapshotError) -> Roots {
        var roots = Roots()
        for snapshot in try await list() { roots.listings.insert(snapshot.root) }
        if let publication = try await publication() {
            roots.listings.formUnion(([publication.current] + publication.history).map(\.root))
        }
        for root in roots.listings {
            let listing = try await listing(root)
            do throws(ShelfError) { roots.manifests.formUnion(try listing.manifests()) } catch { throw .shelf(error) }
        }
        roots.manifests.formUnion(try await pins().map(\.manifest))
        return roots
    }

    /// Manifests that are kept and that nothing stands on.
    public func orphanedManifests(_ roots: Roots) async throws(SnapshotError) -> [Digest] {
        try await stored("manifests", ".json").filter { !roots.manifests.contains($0) }
    }

    /// Removes documents that nothing stands on. To be called with `lockForCollecting` held. Answers how many went.
    public func removeOrphans(_ roots: Roots) async throws(SnapshotError) -> Int {
        let manifests = try await orphanedManifests(roots)
        let listings = try await stored("listings", ".txt").filter { !roots.listings.contains($0) }
        do throws(BlobError) {
            // Listings first: killed in between, none is left that names a manifest which is gone.
            for digest in listings { try await documents.remove(Self.key(listing: digest)) }
            for digest in manifests { try await documents.remove(ManifestVault.key(digest)) }
        } catch {
            throw .shelf(.storage(error))
        }
        return manifests.count + listings.count
    }

    private func stored(_ folder: String, _ ending: String) async throws(SnapshotError) -> [Digest] {
        do throws(BlobError) {
            var all: [Digest] = []
            for name in try await documents.names(in: folder) where name.utf8.count == 2 {
                for name in try await documents.names(in: "\(folder)/\(name)") where name.hasSuffix(ending) {
                    if let digest = Digest(hex: name.dropLast(ending.utf8.count)) { all.append(digest) }
                }
            }
            return all
        } catch {
            throw .shelf(.storage(error))
        }
    }
}
