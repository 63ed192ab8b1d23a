public import Shelves
internal import Vocabulary

extension MirrorPush {
    /// What went from a bucket, or would go.
    public struct Pruned: Sendable {
        public internal(set) var blobs = 0
        public internal(set) var bytes: Int64 = 0
        /// Trees, links, manifests and listings.
        public internal(set) var companions = 0
        /// Uploads that were begun and never completed.
        public internal(set) var uploads = 0
        /// Snapshots that were dropped here.
        public internal(set) var snapshots: [SnapshotName] = []
        /// Blobs that nothing names, and that are too young to be sure of.
        public internal(set) var young = 0
    }

    /// First drops the bucket's snapshots, and forgets what it published before, of which neither the name is a snapshot's here, nor the
    /// state one that is or was published here. What the bucket publishes now stays. Then removes what no snapshot that the bucket has, and
    /// nothing that is or was published there, names, and that has not changed for `grace` seconds; the grace is for snapshots, too. What says what must stay and can't be read stops it before anything is removed.
    public func prune(grace: Int64, isDryRun: Bool) async throws(PushError) -> Pruned {
        let cut = Timestamp(milliseconds: now().milliseconds - grace * 1_000)
        let leaving = try await leaving(olderThan: cut)
        let roots = try await asking { () async throws(SnapshotError) in try await remote.roots(without: leaving) }
        var (marked, named): (Set<Digest>, Set<GitObjectID>) = ([], [])
        for digest in roots.manifests {
            // Our own copy, where we have it, is the same by its digest and saves a request.
            let ours = try? await manifest(digest, snapshots)
            let manifest: RevisionManifest
            if let ours { manifest = ours } else { manifest = try await self.manifest(digest, remote) }
            for file in manifest.files {
                if let blob = file.blob { marked.insert(blob) }
                if case .gitBlob(let object) = file.content { named.insert(object) }
            }
        }
        let inventory: BucketInventory
        let uploads: [S3Client.Upload]
        do throws(S3Error) {
            inventory = try await BucketInventory(client)
            uploads = try await client.uploads(S3Keys.blobs).filter { $0.began.map { $0 < cut } ?? false }
        } catch {
            throw .store(error)
        }
        func isOld(_ item: BucketInventory.Item) -> Bool { item.modified.map { $0 < cut } ?? false }
        var pruned = Pruned()
        pruned.uploads = uploads.count
        pruned.snapshots = leaving.snapshots.sorted()
        let unnamed = inventory.blobs.filter { !marked.contains($0.key) }
        let blobs = unnamed.filter { isOld($0.value) }
        (pruned.blobs, pruned.young) = (blobs.count, unnamed.count - blobs.count)
        pruned.bytes = blobs.values.reduce(0) { $0 + $1.size }
        let listings = inventory.listings.filter { !roots.listings.contains($0.key) && isOld($0.value) }.keys
        let manifests = inventory.manifests.filter { !roots.manifests.contains($0.key) && isOld($0.value) }.keys
        let links = inventory.links.filter { !named.contains($0.key) && isOld($0.value) }.keys
        let trees = inventory.trees.filter { !marked.contains($0.key) && isOld($0.value) && (inventory.blobs[$0.key].map(isOld) ?? true) }
            .keys
        // Listings before what they name, links before blobs, blobs before trees: broken off anywhere, nothing names what is gone.
        let companions =
            listings.map { "listings/\($0.hex.prefix(2))/\($0.hex).txt" } + manifests.map { ManifestVault.key($0) } + links.map(S3Keys.link)
        pruned.companions = companions.count + trees.count
        guard !isDryRun else { return pruned }
        // Names before what they stand on.
        try await asking { () async throws(SnapshotError) in _ = try await remote.forget { leaving.history.contains($0.root) } }
        for name in leaving.snapshots {
            try await asking { () async throws(SnapshotError) in try await remote.drop(name, isForced: true) }
        }
        for keys in [companions, blobs.keys.map(S3Keys.blob), trees.map(S3Keys.tree)] {
            try await each(keys) { key async throws(S3Error) in try await client.delete(key) }
        }
        try await each(uploads) { upload async throws(S3Error) in try await client.abort(upload) }
        return pruned
    }

    private func leaving(olderThan cut: Timestamp) async throws(PushError) -> SnapshotStore.Leaving {
        let (ours, served) = try await asking { () async throws(SnapshotError) in
            (try await snapshots.list(), try await snapshots.publication())
        }
        let names = Set(ours.map(\.name))
        let states = Set(ours.map(\.root)).union(served.map { ([$0.current] + $0.history).map(\.root) } ?? [])
        let (theirs, shown) = try await asking { () async throws(SnapshotError) in
            (try await remote.list(), try await remote.publication())
        }
        var ages: [SnapshotName: Timestamp] = [:]
        do throws(S3Error) {
            try await client.forEach("snapshots/") { object in
                guard let file = object.key.split(separator: "/").last, file.hasSuffix(".json"),
                    let name = SnapshotName(String(file.dropLast(".json".count)))
                else { return }
                ages[name] = object.modified
            }
        } catch {
            throw .store(error)
        }
        var leaving = SnapshotStore.Leaving()
        for snapshot in theirs where !names.contains(snapshot.name) && !states.contains(snapshot.root) {
            let isShown = shown?.current.name == snapshot.name || shown?.current.root == snapshot.root
            if !isShown, let age = ages[snapshot.name], age < cut { leaving.snapshots.insert(snapshot.name) }
        }
        for item in shown?.history ?? [] where !names.contains(item.name) && !states.contains(item.root) && item.at < cut {
            if item.root != shown?.current.root { leaving.history.insert(item.root) }
        }
        return leaving
    }
}
