import Blobs
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import ObjectStore

/// A mirror with a shelf, snapshots and blobs in a folder, to be pushed to a bucket.
private struct LocalMirror {
    let blobs: DiskBlobStore
    let shelf: Shelf
    let snapshots: SnapshotStore
    let quarantine: QuarantineStore
    let root: String

    init(_ bucket: Bucket) {
        root = "\(bucket.scratch.path)/mirror"
        blobs = DiskBlobStore(root: "\(root)/blobs")
        shelf = Shelf(root: "\(root)/shelf")
        snapshots = SnapshotStore(DiskDocumentStore(root: root), lockPath: "\(root)/snapshots.lock")
        quarantine = QuarantineStore(DiskDocumentStore(root: root), lockPath: nil)
    }

    /// Holds and publishes a commit of one model with a large and a small file.
    func hold(_ digit: Character, large: [UInt8], small: [UInt8]) async throws -> (large: Digest, small: Digest) {
        let object = GitObjectID(hashing: small, as: "blob")
        let digests = (try await blobs.store(large), try await blobs.store(small, as: .gitBlob(object)))
        let files = [
            ManifestFile(
                path: try #require(RepoPath("config.json")), size: Int64(small.count), content: .gitBlob(object), object: object,
                blob: digests.1),
            ManifestFile(
                path: try #require(RepoPath("model.safetensors")), size: Int64(large.count), content: .sha256(digests.0), object: nil,
                blob: digests.0),
        ]
        let (model, commit) = (try modelID("org/m"), try commitID(digit))
        try shelf.publish(
            RevisionManifest(model: model, commit: commit, files: files, publishedAt: minute(1)),
            refs: [RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit)])
        return digests
    }

    func publish(_ name: String, at time: Timestamp) async throws {
        let name = try #require(SnapshotName(name))
        let blobs = blobs
        _ = try await snapshots.create(
            name, from: shelf, remark: "", at: time,
            isHeld: { digest, size async throws(BlobError) in try await blobs.size(of: digest) == size })
        _ = try await snapshots.publish(name, at: time)
    }

    func push(_ bucket: Bucket, at time: Timestamp? = nil) -> MirrorPush {
        MirrorPush(
            blobs: blobs, snapshots: snapshots, quarantine: quarantine, client: bucket.client,
            now: { time ?? Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) })
    }
}

@Suite(.enabled(if: RcloneServer.isInstalled, "rclone is not installed: scripts/test installs it"), .serialized)
struct MirrorPushTests {
    @Test("a push brings everything a snapshot needs, the publication last; again, it has nothing to do")
    func push() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        let large = pattern(20 << 20)
        let digests = try await mirror.hold("a", large: large, small: Array("{}".utf8))
        await #expect(throws: PushError.self) { _ = try await mirror.push(bucket).plan(nil) }
        try await mirror.publish("one", at: minute(1))
        let push = mirror.push(bucket)
        let plan = try await push.plan(nil)
        #expect(plan.missing.map(\.digest) == [digests.large, digests.small] && plan.manifests.count == 1 && plan.lacksListing)
        #expect(!FileManager.default.fileExists(atPath: bucket.server.file("mirror/one/published.json").path))
        let sent = Counter()
        try await push.run(plan) { sent.add($0) }
        #expect(sent.value == plan.missingBytes && plan.missingBytes == (20 << 20) + 2)
        let store = try bucket.store()
        #expect(try await store.bytes(of: digests.large) == large)
        #expect(try await store.held(.gitBlob(GitObjectID(hashing: Array("{}".utf8), as: "blob"))) == digests.small)
        let remote = SnapshotStore(S3DocumentStore(bucket.client), lockPath: nil)
        #expect(try await remote.publication()?.current.name.description == "one")
        let view = try #require(try await remote.publishedView())
        #expect(try await view.manifest(of: modelID("org/m"), at: commitID("a"))?.files.count == 2)
        let again = try await push.plan(nil)
        #expect(again.missing.isEmpty && again.manifests.isEmpty && !again.lacksListing && again.isPublished && again.links.isEmpty)
        try await push.run(again)
    }

    @Test("rotten bytes are never pushed, and nothing is published; the rest is there for the next push")
    func rotten() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        let large = pattern(20 << 20)
        let digests = try await mirror.hold("a", large: large, small: [1, 2, 3])
        try await mirror.publish("one", at: minute(1))
        let path = "\(mirror.root)/blobs/sha256/\(digests.large.hex.prefix(2))/\(digests.large.hex)"
        try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: path)
        func put(_ byte: UInt8) throws {
            let file = try FileHandle(forUpdating: URL(fileURLWithPath: path))
            try file.seek(toOffset: 18_000_000)
            try file.write(contentsOf: Data([byte]))
            try file.close()
        }
        try put(~large[18_000_000])
        let push = mirror.push(bucket)
        do {
            try await push.run(try await push.plan(nil))
            Issue.record("it was pushed")
        } catch {
            guard case .blobs(let failures) = error else { return #expect(Bool(false), "\(error)") }
            #expect(failures.map(\.digest) == [digests.large] && failures[0].reason.contains("damaged"))
        }
        #expect(try await bucket.client.head(S3Keys.blob(digests.large)) == nil)
        #expect(try await bucket.client.head(Publication.key) == nil)
        #expect(try await bucket.client.head(S3Keys.blob(digests.small)) != nil)
        try put(large[18_000_000])
        let plan = try await push.plan(nil)
        #expect(plan.missing.map(\.digest) == [digests.large])
        try await push.run(plan)
        #expect(try await bucket.store().bytes(of: digests.large) == large)
    }

    @Test("another snapshot under the same name is refused, and a prune keeps everything that any snapshot there names")
    func prune() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        let one = try await mirror.hold("a", large: pattern(2 << 20), small: [1])
        try await mirror.publish("one", at: minute(1))
        try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
        let two = try await mirror.hold("b", large: pattern(2 << 20, seed: 5), small: [2])
        try await mirror.publish("two", at: minute(2))
        try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
        let stray = try await bucket.store().store(pattern(3 << 20, seed: 9))
        _ = try await bucket.client.begin(S3Keys.blob(stray))

        let soon = try await mirror.push(bucket).prune(grace: 3_600, isDryRun: false)
        #expect(soon.blobs == 0 && soon.young == 1 && soon.uploads == 0)
        let later = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 7_200_000)
        let planned = try await mirror.push(bucket, at: later).prune(grace: 3_600, isDryRun: true)
        #expect(planned.blobs == 1 && planned.bytes == 3 << 20 && planned.companions == 1 && planned.uploads == 1)
        #expect(try await bucket.client.head(S3Keys.blob(stray)) != nil)
        _ = try await mirror.push(bucket, at: later).prune(grace: 3_600, isDryRun: false)
        #expect(try await bucket.client.head(S3Keys.blob(stray)) == nil)
        #expect(try await bucket.client.head(S3Keys.tree(stray)) == nil)
        #expect(try await bucket.client.uploads("").isEmpty)
        for digest in [one.large, one.small, two.large, two.small] { #expect(try await bucket.client.head(S3Keys.blob(digest)) != nil) }
        let none = try await mirror.push(bucket, at: later).prune(grace: 3_600, isDryRun: true)
        #expect(none.blobs == 0 && none.companions == 0 && none.young == 0)

        try await mirror.snapshots.drop(try #require(SnapshotName("one")), isForced: true)
        _ = try await mirror.hold("c", large: [7], small: [3])
        try await mirror.publish("one", at: minute(3))
        do {
            let push = mirror.push(bucket)
            try await push.run(try await push.plan(nil))
            Issue.record("it replaced a snapshot")
        } catch {
            guard case .snapshot(.exists) = error else { return #expect(Bool(false), "\(error)") }
        }
    }

    @Test("a snapshot that was dropped here goes from the bucket with a prune; what is published there, or served here before, stays")
    func dropped() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        let names = try ["one", "two", "three"].map { try #require(SnapshotName($0)) }
        var large: [Digest] = []
        for (index, digit) in (["a", "b", "c"] as [Character]).enumerated() {
            large.append(try await mirror.hold(digit, large: pattern(2 << 20, seed: UInt64(index + 1)), small: [UInt8(index)]).large)
            try mirror.shelf.commits(of: modelID("org/m")).filter { try $0 != commitID(digit) }.forEach {
                try mirror.shelf.remove($0, of: modelID("org/m"))
            }
            try await mirror.publish(names[index].description, at: minute(index + 1))
            try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
        }
        let remote = SnapshotStore(S3DocumentStore(bucket.client), lockPath: nil)
        let later = Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + 7_200_000)
        func prune(dryRun: Bool = false, at time: Timestamp) async throws -> MirrorPush.Pruned {
            try await mirror.push(bucket, at: time).prune(grace: 3_600, isDryRun: dryRun)
        }
        // Dropped by force: it was served, and clients may still ask for it.
        try await mirror.snapshots.drop(names[0], isForced: true)
        #expect(try await prune(at: later).snapshots.isEmpty)
        // Dropped for good, but too young in the bucket.
        try await mirror.snapshots.forget(names[0])
        #expect(try await prune(at: Timestamp(milliseconds: later.milliseconds - 7_200_000)).snapshots.isEmpty)
        #expect(try await prune(dryRun: true, at: later).snapshots == [names[0]])
        #expect(try await remote.list().count == 3)
        let pruned = try await prune(at: later)
        #expect(pruned.snapshots == [names[0]] && pruned.blobs == 2 && pruned.companions == 4)
        #expect(try await remote.list().map(\.name).sorted() == [names[2], names[1]])
        #expect(try await remote.publication()?.history.map(\.name) == [names[1]])
        #expect(try await bucket.client.head(S3Keys.blob(large[0])) == nil)
        for digest in large[1...] { #expect(try await bucket.client.head(S3Keys.blob(digest)) != nil) }
        let view = try #require(try await remote.publishedView())
        #expect(try await view.manifest(of: modelID("org/m"), at: commitID("b")) != nil)
        #expect(try view.commit(for: commitID("a").revision, of: modelID("org/m")) == nil)
        // What the bucket publishes stays, whatever is dropped here.
        try await mirror.snapshots.drop(names[2], isForced: true)
        try FileManager.default.removeItem(atPath: "\(mirror.root)/published.json")
        let rest = try await prune(at: later)
        #expect(rest.snapshots.isEmpty && rest.blobs == 0)
        #expect(try await remote.publication()?.current.name == names[2])
    }

    @Test("what is in quarantine goes with a push and is held back by replicas, until a push brings its release")
    func quarantine() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        let (blob, _) = try await mirror.hold("a", large: [1, 2], small: [1])
        try await mirror.publish("one", at: minute(1))
        let item = QuarantineItem(blob: blob, kind: "*.safetensors", file: "org/m model.safetensors", reasons: ["bad"], at: minute(1))
        try await mirror.quarantine.change { $0.hold(item) }
        try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
        let documents = FollowedDocuments(
            S3DocumentStore(bucket.client), cache: try LeafCache(path: "\(bucket.scratch.path)/replica", limit: 0),
            following: [.init(Publication.key, limit: Publication.limit), .init(Quarantine.key, limit: Quarantine.limit)])
        let followed = FollowedQuarantine(QuarantineStore(documents, lockPath: nil), interval: .zero)
        #expect(try await followed.item(holding: blob)?.reasons == ["bad"])
        let following = Task { await documents.follow(every: .milliseconds(50)) }
        defer { following.cancel() }
        // No new snapshot: a push brings what changed of the quarantine all the same.
        _ = try await mirror.quarantine.change { $0.release(blob, .init(at: minute(2), remark: "looked at it")) }
        try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
        try await until { try await followed.item(holding: blob) == nil }
    }

    @Test("a replica's documents follow what is published, keep the last of it without the store, and outlast the process")
    func follow() async throws {
        let bucket = try await Bucket()
        let mirror = LocalMirror(bucket)
        _ = try await mirror.hold("a", large: [1, 2], small: [1])
        try await mirror.publish("one", at: minute(1))
        let path = "\(bucket.scratch.path)/replica"
        let model = try modelID("org/m")
        func documents() throws -> FollowedDocuments {
            FollowedDocuments(
                S3DocumentStore(bucket.client), cache: try LeafCache(path: path, limit: 0),
                following: [.init(Publication.key, limit: Publication.limit), .init(Quarantine.key, limit: Quarantine.limit)])
        }
        func main(_ shelf: PublishedShelf) async throws -> CommitID? {
            try await shelf.commit(for: try #require(Revision("main")), of: model)
        }
        do {
            let followed = try documents()
            let shelf = PublishedShelf(
                live: EmptyShelf(), snapshots: SnapshotStore(followed, lockPath: nil), interval: .milliseconds(20))
            #expect(try await main(shelf) == nil)
            let following = Task { await followed.follow(every: .milliseconds(50)) }
            defer { following.cancel() }
            try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
            try await until { try await main(shelf) == commitID("a") }
            #expect(try await shelf.manifest(of: model, at: commitID("a"))?.files.count == 2)
            _ = try await mirror.hold("b", large: [3, 4], small: [2])
            try await mirror.publish("two", at: minute(2))
            try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
            try await until { try await main(shelf) == commitID("b") }
            _ = try await mirror.snapshots.rollback(at: minute(3))
            try await mirror.push(bucket).run(try await mirror.push(bucket).plan(nil))
            try await until { try await main(shelf) == commitID("a") }
            bucket.server.stop()
            try await Task.sleep(for: .milliseconds(300))
            #expect(try await main(shelf) == commitID("a"))
        }
        // The cache's lock goes with its last user.
        try await until { (try? LeafCache(path: path, limit: 0)) != nil }
        let shelf = PublishedShelf(live: EmptyShelf(), snapshots: SnapshotStore(try documents(), lockPath: nil))
        #expect(try await main(shelf) == commitID("a"))
        #expect(try await shelf.manifest(of: model, at: commitID("a"))?.files.count == 2)
    }
}

private final class Counter: @unchecked Sendable {  // Safety: `count` is only touched under `lock`.
    private let lock = NSLock()
    private var count: Int64 = 0
    var value: Int64 { lock.withLock { count } }
    func add(_ more: Int64) { lock.withLock { count += more } }
}
