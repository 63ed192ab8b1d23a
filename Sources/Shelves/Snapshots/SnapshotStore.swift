public import Blobs
public import Vocabulary

/// The snapshots of a mirror.
///
///     snapshots/<name>.json           what is told of one: name, time, remark, root, counts
///     listings/ab/<root>.txt          models, refs, commits and digests of manifests; shared by equal snapshots
///     manifests/ab/<digest>.json      manifests, each once
///     published.json                  which one is served, and which were before
///
/// A snapshot is there when its first document is, which is written last. Killed before that, what was written is garbage.
public struct SnapshotStore: Sendable {
    let documents: any DocumentStore
    public let vault: ManifestVault
    /// Taken while snapshots are made and dropped, and by a collector; nil: nobody else writes there.
    private let lockPath: String?

    public init(_ documents: any DocumentStore, lockPath: String?) {
        self.documents = documents
        self.lockPath = lockPath
        vault = ManifestVault(documents)
    }

    static func key(_ name: SnapshotName) -> String { "snapshots/\(name).json" }
    static func key(listing root: Digest) -> String { "listings/\(root.hex.prefix(2))/\(root.hex).txt" }

    /// Catches what `shelf` has now. `isHeld` says whether a blob of that size is in the store; each is asked for once.
    public func create(
        _ name: SnapshotName, from shelf: any ShelfView, remark: String, at time: Timestamp,
        isHeld: @escaping @Sendable (Digest, Int64) async throws(BlobError) -> Bool
    ) async throws(SnapshotError) -> Snapshot {
        let lock = try exclusive()
        defer { lock?.release() }
        guard try await read(Self.key(name), limit: Snapshot.limit) == nil else { throw .exists(name) }
        var gathering = Gathering(vault: vault, isHeld: isHeld)
        try await gathering.add(try await asking({ () async throws(ShelfError) in try await shelf.models() }), of: shelf)
        let listing = SnapshotListing(gathering.entries)
        let root = listing.root
        if (try? await self.listing(root)) == nil { try await write(Self.key(listing: root), listing.bytes) }
        let snapshot = Snapshot(
            name: name, createdAt: time, remark: String(remark.prefix(Snapshot.remarkLimit)), root: root, models: listing.count,
            commits: gathering.commits, files: gathering.files, bytes: gathering.bytes)
        try await write(Self.key(name), snapshot.encoded())
        return snapshot
    }

    /// All snapshots, the latest first.
    public func list() async throws(SnapshotError) -> [Snapshot] {
        let names: [String]
        do throws(BlobError) { names = try await documents.names(in: "snapshots") } catch { throw .shelf(.storage(error)) }
        var all: [Snapshot] = []
        for name in names where name.hasSuffix(".json") {
            guard let name = SnapshotName(String(name.dropLast(5))) else { continue }
            if let snapshot = try await find(name) { all.append(snapshot) }
        }
        return all.sorted { ($1.createdAt, $0.name) < ($0.createdAt, $1.name) }
    }

    public func snapshot(_ name: SnapshotName) async throws(SnapshotError) -> Snapshot {
        guard let found = try await find(name) else { throw .unknown(name) }
        return found
    }

    /// What a snapshot holds, checked against its root.
    public func listing(_ root: Digest) async throws(SnapshotError) -> SnapshotListing {
        let key = Self.key(listing: root)
        guard let bytes = try await read(key, limit: SnapshotListing.limit) else {
            throw .shelf(.damaged(path: key, reason: "it is missing"))
        }
        do throws(ShelfError) { return try SnapshotListing(bytes, root: root, key: key) } catch { throw .shelf(error) }
    }

    public func view(_ root: Digest) async throws(SnapshotError) -> SnapshotView { SnapshotView(try await listing(root), vault: vault) }

    /// Forgets a snapshot. What only it kept goes with the next garbage collection.
    public func drop(_ name: SnapshotName, isForced: Bool) async throws(SnapshotError) {
        let lock = try exclusive()
        defer { lock?.release() }
        guard try await read(Self.key(name), limit: Snapshot.limit) != nil else { throw .unknown(name) }
        if !isForced, let publication = try await publication(),
            ([publication.current] + publication.history).contains(where: { $0.name == name })
        {
            throw .inUse(name)
        }
        do throws(BlobError) { try await documents.remove(Self.key(name)) } catch { throw .shelf(.storage(error)) }
    }

    func find(_ name: SnapshotName) async throws(SnapshotError) -> Snapshot? {
        guard let bytes = try await read(Self.key(name), limit: Snapshot.limit) else { return nil }
        do throws(ShelfError) { return try Snapshot(parsing: bytes, name: name, key: Self.key(name)) } catch { throw .shelf(error) }
    }

    func read(_ key: String, limit: Int) async throws(SnapshotError) -> [UInt8]? {
        do throws(BlobError) { return try await documents.read(key, limit: limit) } catch { throw .shelf(.storage(error)) }
    }

    func write(_ key: String, _ bytes: [UInt8]) async throws(SnapshotError) {
        do throws(BlobError) { try await documents.write(key, bytes) } catch { throw .shelf(.storage(error)) }
    }

    /// The lock that keeps creating, dropping and collecting apart. Never waits: `.busy` where somebody else holds it.
    func exclusive(suffix: String = "") throws(SnapshotError) -> FileLock? {
        guard let lockPath else { return nil }
        do throws(BlobError) {
            if let lock = try FileLock(lockPath + suffix) { return lock }
        } catch {
            throw .shelf(.storage(error))
        }
        throw .busy(path: lockPath + suffix)
    }

    private func asking<Value>(_ question: () async throws(ShelfError) -> Value) async throws(SnapshotError) -> Value {
        do throws(ShelfError) { return try await question() } catch { throw .shelf(error) }
    }
}
