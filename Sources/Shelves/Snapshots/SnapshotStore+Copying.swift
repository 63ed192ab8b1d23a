internal import Blobs
public import Vocabulary

extension SnapshotStore {
    /// Puts a manifest into another store's vault; one that is there and sound stays.
    public func copy(manifest digest: Digest, to other: SnapshotStore) async throws(SnapshotError) {
        do throws(ShelfError) { _ = try await other.vault.keep(try await vault.manifest(digest)) } catch { throw .shelf(error) }
    }

    /// Writes a listing into another store. Its manifests should be there before.
    public func copy(listing root: Digest, to other: SnapshotStore) async throws(SnapshotError) {
        try await other.write(Self.key(listing: root), try await listing(root).bytes)
    }

    /// Tells another store of a snapshot whose listing is there. Throws `.exists` where that store has another under the name.
    public func copy(_ name: SnapshotName, to other: SnapshotStore) async throws(SnapshotError) {
        let snapshot = try await snapshot(name)
        if let there = try await other.find(name) {
            guard there.root == snapshot.root else { throw .exists(name) }
            return
        }
        try await other.write(Self.key(name), snapshot.encoded())
    }
}
