public import Blobs
public import Vocabulary

extension SnapshotStore {
    /// Documents that snapshots, publications and pins stand on.
    public struct Roots: Sendable {
        public var listings: Set<Digest> = []
        public var manifests: Set<Digest> = []
    }

    /// What is about to be dropped or forgotten.
    public struct Leaving: Sendable {
        public var snapshots: Set<SnapshotName> = []
        /// Roots of what was published before.
        public var history: Set<Digest> = []

        public init() {}
    }

    /// Keeps snapshots and pins from being made or dropped as long as it is held. Throws `.busy` where somebody does just that.
    public func lockForCollecting() throws(SnapshotError) -> FileLock? { try exclusive() }

    /// Everything that is to stay. Throws for anything that can't be read: then nothing may be removed. Of listings, all that can't be read
    /// are told at once, with what stands on them.
    ///
    /// - Parameter leaving: snapshots and what was published before that do not count, because they go.
    public func roots(without leaving: Leaving = Leaving()) async throws(SnapshotError) -> Roots {
        var roots = Roots()
        for snapshot in try await list() where !leaving.snapshots.contains(snapshot.name) { roots.listings.insert(snapshot.root) }
        if let publication = try await publication() {
            roots.listings.insert(publication.current.root)
            roots.listings.formUnion(publication.history.map(\.root).filter { !leaving.history.contains($0) })
        }
        var lost: [LostDocument] = []
        for root in roots.listings.sorted(by: { $0.hex < $1.hex }) {
            do throws(SnapshotError) {
                let listing = try await listing(root)
                do throws(ShelfError) { roots.manifests.formUnion(try listing.manifests()) } catch { throw .shelf(error) }
            } catch {
                lost.append(try await document(Self.key(listing: root), error) { $0 == root })
            }
        }
        guard lost.isEmpty else { throw .lost(lost) }
        roots.manifests.formUnion(try await pins().map(\.manifest))
        return roots
    }

    /// A manifest that `roots` has, read quickly. Where it can't be read, the error says what stands on it.
    public func rooted(_ manifest: Digest) async throws(SnapshotError) -> ManifestScan {
        do throws(ShelfError) {
            return try await vault.scan(manifest)
        } catch {
            var standing: Set<Digest> = []
            for root in try await roots().listings {
                let listing = try await listing(root)
                if (try? listing.manifests().contains(manifest)) == true { standing.insert(root) }
            }
            var document = try await document(ManifestVault.key(manifest), .shelf(error)) { standing.contains($0) }
            document.pins = try await pins().filter { $0.manifest == manifest }.map { "\($0.model)@\($0.commit)" }
            throw .lost([document])
        }
    }

    private func document(
        _ key: String, _ error: SnapshotError, isUsed: (_ root: Digest) -> Bool
    ) async throws(SnapshotError) -> LostDocument {
        let reason = if case .shelf(.damaged(_, let reason)) = error { reason } else { error.description }
        var document = LostDocument(path: key, reason: reason)
        document.snapshots = try await list().filter { isUsed($0.root) }.map(\.name)
        if let publication = try await publication() {
            document.history = publication.history.filter { isUsed($0.root) }.map(\.name)
            if isUsed(publication.current.root) { document.published = publication.current.name }
        }
        return document
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
