public import Blobs
public import Shelves
public import Vocabulary

/// Brings a snapshot of this mirror into a bucket and publishes it there.
///
/// Blobs come first, then manifests, the listing, what is in quarantine, the snapshot, and last the one document that says what is published: whoever follows it
/// never sees a snapshot of which something is missing. What is there already, by name and size, is not sent again, so a push that was
/// broken off is finished by the next. One push or prune of a bucket should run at a time.
public struct MirrorPush: Sendable {
    /// Blobs on their way at once; how many requests that may be is the transport's to bound.
    private static let width = 8

    let blobs: any BlobStore
    let snapshots: SnapshotStore
    private let quarantine: QuarantineStore
    let client: S3Client
    /// The bucket's.
    let remote: SnapshotStore
    let now: @Sendable () -> Timestamp

    public init(
        blobs: any BlobStore, snapshots: SnapshotStore, quarantine: QuarantineStore, client: S3Client,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.blobs = blobs
        self.snapshots = snapshots
        self.quarantine = quarantine
        self.client = client
        remote = SnapshotStore(S3DocumentStore(client), lockPath: nil)
        self.now = now
    }

    /// What the bucket lacks of the snapshot; nil: of the one that is published here.
    public func plan(_ name: SnapshotName?) async throws(PushError) -> PushPlan {
        let snapshot = try await chosen(name)
        var plan = PushPlan(snapshot: snapshot)
        var wanted: [Digest: Int64] = [:]
        var links: [GitObjectID: Digest] = [:]
        let inventory: BucketInventory
        do throws(S3Error) { inventory = try await BucketInventory(client) } catch { throw .store(error) }
        for digest in try await manifests(of: snapshot.root) {
            if inventory.manifests[digest] == nil { plan.manifests.append(digest) }
            for file in try await manifest(digest, snapshots).files {
                guard let blob = file.blob else { continue }
                wanted[blob] = file.size
                if case .gitBlob(let object) = file.content { links[object] = blob }
            }
        }
        for (digest, size) in wanted {
            guard inventory.blobs[digest]?.size == size else {
                plan.missing.append(PushPlan.Blob(digest: digest, size: size))
                continue
            }
            plan.present[digest] = size
            if size > HashTree.leafSize, inventory.trees[digest] == nil { plan.trees.append(digest) }
        }
        plan.missing.sort { ($1.size, $0.digest.hex) < ($0.size, $1.digest.hex) }
        plan.links = links.filter { inventory.links[$0.key] == nil }.map { ($0.key, $0.value) }
        plan.lacksListing = inventory.listings[snapshot.root] == nil
        (plan.blobs, plan.bytes) = (wanted.count, wanted.values.reduce(0, +))
        let publication = try await asking { () async throws(SnapshotError) in try await remote.publication() }
        plan.isPublished = publication?.current.root == snapshot.root && publication?.current.name == snapshot.name
        return plan
    }

    /// Does it. `progress` is told bytes of blobs as they arrive, from any thread.
    public func run(_ plan: PushPlan, progress: @escaping @Sendable (Int64) -> Void = { _ in }) async throws(PushError) {
        try await send(plan.missing.map { $0.digest }, progress)
        try await sendTrees(plan.trees)
        try await each(plan.links) { link async throws(S3Error) in
            try await client.put(S3Keys.link(link.object), Array(link.digest.hex.utf8))
        }
        for digest in plan.manifests {
            if Task.isCancelled { throw .cancelled }
            try await asking { () async throws(SnapshotError) in try await snapshots.copy(manifest: digest, to: remote) }
        }
        if plan.lacksListing {
            try await asking { () async throws(SnapshotError) in try await snapshots.copy(listing: plan.snapshot.root, to: remote) }
        }
        try await confirm(plan)
        // Before the publication, and read after it by replicas: none serves what is held back.
        do throws(ShelfError) {
            try await quarantine.copy(to: QuarantineStore(S3DocumentStore(client), lockPath: nil))
        } catch {
            throw .snapshot(.shelf(error))
        }
        try await asking { () async throws(SnapshotError) in
            try await snapshots.copy(plan.snapshot.name, to: remote)
            _ = try await remote.publish(plan.snapshot.name, at: now())
        }
    }

    private func chosen(_ name: SnapshotName?) async throws(PushError) -> Snapshot {
        let publication = try await asking { () async throws(SnapshotError) in try await snapshots.publication() }
        guard let name = name ?? publication?.current.name else { throw .nothingPublished }
        let snapshot = try await asking { () async throws(SnapshotError) in try await snapshots.snapshot(name) }
        if let current = publication?.current, current.name == name, current.root != snapshot.root { throw .renamed(name) }
        return snapshot
    }

    func manifests(of root: Digest) async throws(PushError) -> Set<Digest> {
        let listing = try await asking { () async throws(SnapshotError) in try await snapshots.listing(root) }
        do throws(ShelfError) { return Set(try listing.manifests()) } catch { throw .snapshot(.shelf(error)) }
    }

    func manifest(_ digest: Digest, _ store: SnapshotStore) async throws(PushError) -> RevisionManifest {
        do throws(ShelfError) { return try await store.vault.manifest(digest) } catch { throw .snapshot(.shelf(error)) }
    }

    /// Whether what was there when the plan was made still is: a prune beside us would have removed what nothing named yet.
    private func confirm(_ plan: PushPlan) async throws(PushError) {
        guard !plan.present.isEmpty, !plan.isPublished else { return }
        let inventory: BucketInventory
        do throws(S3Error) { inventory = try await BucketInventory(client) } catch { throw .store(error) }
        if let gone = plan.present.first(where: { inventory.blobs[$0.key]?.size != $0.value }) { throw .vanished(gone.key) }
    }

    /// One damaged blob keeps the others from nothing but being published.
    private func send(_ digests: [Digest], _ progress: @escaping @Sendable (Int64) -> Void) async throws(PushError) {
        var rest = digests[...]
        let failures = await withTaskGroup(of: (Digest, String)?.self) { group in
            func addNext() {
                guard !Task.isCancelled, let digest = rest.popFirst() else { return }
                group.addTask { await upload(digest, progress).map { (digest, $0) } }
            }
            for _ in 0..<Self.width { addNext() }
            var failures: [(digest: Digest, reason: String)] = []
            for await failure in group {
                if let failure { failures.append(failure) }
                // A store that is gone is gone for all.
                if failures.count < 100 { addNext() }
            }
            return failures
        }
        if Task.isCancelled { throw .cancelled }
        guard failures.isEmpty else { throw .blobs(failures) }
    }

    /// The reason why it did not get there.
    private func upload(_ digest: Digest, _ progress: @escaping @Sendable (Int64) -> Void) async -> String? {
        do {
            let reader = try await blobs.reader(of: digest)
            let single = reader.size <= HashTree.leafSize ? HashTree(size: reader.size, leaves: reader.size == 0 ? [] : [digest]) : nil
            let kept = try await blobs.tree(of: digest)
            try await BlobUpload(client: client, digest: digest, reader: reader, tree: kept ?? single, progress: progress).run()
            return nil
        } catch let failure as BlobUpload.Failure {
            return failure.asBlobError.description
        } catch {
            return "\(error)"
        }
    }

    private func sendTrees(_ digests: [Digest]) async throws(PushError) {
        for digest in digests {
            guard let tree = try? await blobs.tree(of: digest) else { continue }
            do throws(S3Error) { try await client.put(S3Keys.tree(digest), tree.encoded(for: digest)) } catch { throw .store(error) }
        }
    }

    /// Does the same to many things, some at a time; the first failure ends it.
    func each<Item: Sendable>(_ items: [Item], _ work: @escaping @Sendable (Item) async throws(S3Error) -> Void) async throws(PushError) {
        var rest = items[...]
        let failure: S3Error? = await withTaskGroup(of: S3Error?.self) { group in
            func addNext() {
                guard !Task.isCancelled, let item = rest.popFirst() else { return }
                group.addTask {
                    do throws(S3Error) {
                        try await work(item)
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            for _ in 0..<Self.width { addNext() }
            for await failure in group {
                if let failure { return failure }
                addNext()
            }
            return nil
        }
        if let failure { throw .store(failure) }
        if Task.isCancelled { throw .cancelled }
    }

    func asking<Value>(_ question: () async throws(SnapshotError) -> Value) async throws(PushError) -> Value {
        do throws(SnapshotError) { return try await question() } catch { throw .snapshot(error) }
    }
}
