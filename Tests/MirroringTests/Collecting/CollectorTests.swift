import Blobs
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Mirroring

@Suite struct CollectorTests {
    var bench: CollectBench

    init() throws { bench = try CollectBench() }

    @Test("what nothing refers to goes; shelf, snapshots, publications, pins and locks keep their own")
    func marks() async throws {
        var bench = bench
        try await bench.put("org/live", "a", ["live", "shared"])
        try await bench.put("org/caught", "b", ["caught", "shared"])
        try await bench.snapshot("one")
        try bench.shelf.remove(CollectBench.model("org/caught"))
        try await bench.put("org/pinned", "c", ["pinned"])
        try await bench.snapshots.pin(bench.manifest("org/pinned", "c", ["pinned"]), at: Timestamp(milliseconds: 0))
        try bench.shelf.remove(CollectBench.model("org/pinned"))
        let locked = try await bench.hold("locked")
        bench.knowledge.locked = { [locked] }
        try await bench.hold("garbage")

        let plan = try await bench.collect(dryRun: true)
        #expect(plan.blobs == 1 && plan.bytes == 7 && plan.isDryRun && plan.held == 6)
        #expect(try await bench.isHeld("garbage"))
        let report = try await bench.collect()
        #expect(report.blobs == 1 && report.bytes == 7)
        #expect(try await !bench.isHeld("garbage"))
        for text in ["live", "shared", "caught", "pinned", "locked"] { #expect(try await bench.isHeld(text), "\(text)") }

        try await bench.snapshots.drop(#require(SnapshotName("one")), isForced: false)
        #expect(try await bench.snapshots.unpin(CollectBench.model("org/pinned"), nil) == 1)
        let second = try await bench.collect()
        #expect(second.shares.map(\.model?.path) == ["org/caught", "org/pinned"] && second.documents == 4)
        for text in ["live", "shared", "locked"] { #expect(try await bench.isHeld(text), "\(text)") }
        #expect(try await bench.collect().blobs == 0)
    }

    @Test("a dropped snapshot that is in the history of what was served keeps its bytes")
    func history() async throws {
        try await bench.put("org/a", "a", ["one"])
        try await bench.snapshot("one")
        _ = try await bench.snapshots.publish(#require(SnapshotName("one")), at: Timestamp(milliseconds: 1))
        try bench.shelf.remove(CollectBench.model("org/a"))
        try await bench.put("org/a", "b", ["two"])
        try await bench.snapshot("two")
        _ = try await bench.snapshots.publish(#require(SnapshotName("two")), at: Timestamp(milliseconds: 2))
        try await bench.snapshots.drop(#require(SnapshotName("one")), isForced: true)
        #expect(try await bench.collect().blobs == 0)
        #expect(try await bench.isHeld("one"))
    }

    @Test("within the grace period nothing goes")
    func grace() async throws {
        var bench = bench
        bench.ahead = 3_600
        try await bench.put("org/a", "a", ["live"])
        try await bench.hold("garbage")
        let report = try await bench.collect()
        #expect(report.blobs == 0 && report.young == 1)
        #expect(try await bench.collect { $0.grace = 1_800 }.blobs == 1)
    }

    @Test("a clock that jumped forward takes nothing from a running sync, and one that jumped back takes nothing at all")
    func clockJumps() async throws {
        var bench = bench
        try await bench.put("org/a", "a", ["live"])
        try await bench.hold("old garbage")
        try await Task.sleep(for: .milliseconds(30))
        let lock = try #require(try FileLock(bench.syncLock))
        try lock.touch()
        try await Task.sleep(for: .milliseconds(30))
        try await bench.hold("just fetched")
        bench.ahead = 10 * 365 * 86_400
        #expect(try await bench.collect().blobs == 1)
        #expect(try await bench.isHeld("just fetched"))
        try await bench.hold("more")
        bench.ahead = -365 * 86_400
        #expect(try await bench.collect { $0.grace = 0 }.blobs == 0)
        lock.release()
        #expect(try await bench.collect().blobs == 0)
    }

    @Test("an old blob that a sync decides to use again stays, and one that went first must be fetched")
    func claims() async throws {
        var bench = bench
        try await bench.put("org/a", "a", ["live"])
        let old = try await bench.hold("old")
        try await Task.sleep(for: .milliseconds(30))
        let lock = try #require(try FileLock(bench.syncLock))
        try lock.touch()
        try await Task.sleep(for: .milliseconds(30))
        #expect(try bench.blobs.claim(old))
        #expect(try await bench.collect().blobs == 0)
        lock.release()
        bench.ahead = 86_400 - 60
        #expect(try await bench.collect().blobs == 0)
        bench.ahead = 2 * 86_400
        #expect(try await bench.collect().blobs == 1)
        #expect(try !bench.blobs.claim(old))
    }

    @Test("a blob that is being sent while it goes is sent whole")
    func openBlob() async throws {
        try await bench.put("org/a", "a", ["live"])
        let digest = try await bench.hold("being sent")
        let reader = try await bench.blobs.reader(of: digest)
        #expect(try await bench.collect().blobs == 1)
        var bytes = [UInt8](repeating: 0, count: 10)
        let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: 0) }
        #expect(count == 10 && String(decoding: bytes, as: UTF8.self) == "being sent")
    }

    @Test("a model that is published while blobs go keeps its own")
    func lateMarks() async throws {
        try await bench.put("org/a", "a", ["live"])
        let (one, two) = (try await bench.hold("one"), try await bench.hold("two"))
        let candidates = [one, two].map { DiskBlobStore.Sweep.Blob(digest: $0, size: 3) }
        var late = LateMarks(shelf: bench.shelf, changes: bench.shelf.changes())
        try await bench.put("org/late", "b", ["two"])
        let gone = try bench.blobs.remove(candidates, unchangedSince: .max) { try late.read() }
        #expect(gone.map(\.digest) == [one])
        #expect(try await bench.isHeld("two"))
    }

    @Test("a file that is filled while blobs go keeps its own")
    func lateFills() async throws {
        try await bench.put("org/a", "a", ["live"])
        let (one, two) = (try await bench.hold("one"), try await bench.hold("two"))
        let candidates = [one, two].map { DiskBlobStore.Sweep.Blob(digest: $0, size: 3) }
        var late = LateMarks(shelf: bench.fills, changes: bench.fills.changes())
        try await bench.put("org/late", "b", ["two"], filled: true)
        let gone = try bench.blobs.remove(candidates, unchangedSince: .max) { try late.read() }
        #expect(gone.map(\.digest) == [one])
    }

    @Test("a collection that was killed half way is finished by the next")
    func killed() async throws {
        try await bench.put("org/a", "a", ["live"])
        for number in 0..<40 { try await bench.hold("garbage \(number)") }
        let sweep = try await bench.blobs.unmarked([Digest(hashing: Array("live".utf8))], unchangedSince: .max)
        _ = try bench.blobs.remove(sweep.blobs.prefix(13), unchangedSince: .max) { [] }
        #expect(try await bench.collect().blobs == 27)
        #expect(try await bench.isHeld("live"))
    }

    @Test(
        "anything damaged that says what must stay stops it before anything goes",
        arguments: [
            "shelf", "fills", "listing", "manifest", "snapshot", "published", "pins", "lock",
        ])
    func doubt(_ what: String) async throws {
        var bench = bench
        try await bench.put("org/a", "a", ["live"])
        try await bench.put("org/b", "b", ["caught"])
        try await bench.snapshot("one")
        _ = try await bench.snapshots.publish(#require(SnapshotName("one")), at: Timestamp(milliseconds: 1))
        try await bench.snapshots.pin(bench.manifest("org/b", "b", ["caught"]), at: Timestamp(milliseconds: 0))
        try bench.shelf.remove(CollectBench.model("org/b"))
        try await bench.hold("garbage")
        let commit = try CollectBench.commit("a")
        let root = try await bench.snapshots.list()[0].root.hex
        let manifest = try bench.manifest("org/b", "b", ["caught"]).digest.hex
        switch what {
        case "shelf":
            try Data("{".utf8).write(to: URL(fileURLWithPath: bench.folder.path + "/shelf/huggingface/org/a/revisions/\(commit).json"))
        case "fills":
            try await bench.put("org/c", "c", ["filled"], filled: true)
            let other = try CollectBench.commit("c")
            try Data("{".utf8).write(to: URL(fileURLWithPath: bench.folder.path + "/fills/huggingface/org/c/revisions/\(other).json"))
        case "listing": try bench.damage("listings/\(root.prefix(2))/\(root).txt")
        case "manifest": try bench.damage("manifests/\(manifest.prefix(2))/\(manifest).json")
        case "snapshot": try Data("{}".utf8).write(to: URL(fileURLWithPath: bench.folder.path + "/snapshots/one.json"))
        case "published": try Data("{}".utf8).write(to: URL(fileURLWithPath: bench.folder.path + "/published.json"))
        case "pins": try Data("[]".utf8).write(to: URL(fileURLWithPath: bench.folder.path + "/pins.json"))
        default:
            let (path, blobs) = (bench.folder.path + "/mirror.lock", bench.blobs)
            try Data("{\"files\":[{\"content\":\"nonsense\"}]}".utf8).write(to: URL(fileURLWithPath: path))
            bench.knowledge.locked = { try await LockedBlobs.read(path, in: blobs) }
        }
        let settled = bench
        let error = await #expect(throws: CollectError.self) { try await settled.collect() }
        #expect(try #require(error).description.contains("what to do: "))
        #expect(try await bench.isHeld("garbage"))
    }

    @Test("a damaged listing of the history stops a collection with its name and the commands that mend it; given up, collections go on")
    func lostListing() async throws {
        for (name, digit) in [("one", "1"), ("two", "2"), ("three", "3")] as [(String, Character)] {
            try await bench.put("org/a", digit, [name])
            try await bench.snapshot(name)
            _ = try await bench.snapshots.publish(#require(SnapshotName(name)), at: Timestamp(milliseconds: 1))
            try bench.shelf.remove(CollectBench.commit(digit), of: CollectBench.model("org/a"))
        }
        try await bench.put("org/a", "4", ["live"])
        try await bench.hold("garbage")
        let (one, two) = (try #require(SnapshotName("one")), try #require(SnapshotName("two")))
        func key(_ name: SnapshotName) async throws -> String {
            let root = try await bench.snapshots.snapshot(name).root.hex
            return "listings/\(root.prefix(2))/\(root).txt"
        }
        let (first, second) = (try await key(one), try await key(two))
        // Of one the snapshot is gone, too: only the history still names it.
        try await bench.snapshots.drop(one, isForced: true)
        for path in [first, second] { try bench.damage(path) }
        let error = await #expect(throws: CollectError.self) { try await bench.collect() }
        let text = try #require(error).description
        for words in [first, second, "snapshot drop one --from-history", "snapshot drop two --from-history", "was published before"] {
            #expect(text.contains(words), "\(words) is not in: \(text)")
        }
        #expect(try await bench.isHeld("garbage"))
        try await bench.snapshots.forget(one)
        await #expect(throws: CollectError.self) { try await bench.collect() }
        try await bench.snapshots.forget(two)
        #expect(try await bench.collect().blobs == 3)
        for (word, stays) in [("one", false), ("two", false), ("garbage", false), ("three", true), ("live", true)] {
            #expect(try await bench.isHeld(word) == stays, "\(word)")
        }
        // What is served can't be given up, and the words say so.
        let three = try #require(SnapshotName("three"))
        await #expect(throws: SnapshotError.self) { try await bench.snapshots.forget(three) }
        try bench.damage(try await key(three))
        let last = await #expect(throws: CollectError.self) { try await bench.collect() }
        #expect(try #require(last).description.contains("first publish another snapshot"))
    }

    @Test("a damaged manifest is told with the snapshots and pins that stand on it")
    func lostManifest() async throws {
        try await bench.put("org/a", "a", ["caught"])
        try await bench.snapshot("one")
        try await bench.snapshots.pin(bench.manifest("org/a", "a", ["caught"]), at: Timestamp(milliseconds: 0))
        try bench.shelf.remove(CollectBench.model("org/a"))
        try await bench.put("org/b", "b", ["live"])
        let digest = try bench.manifest("org/a", "a", ["caught"]).digest.hex
        try bench.damage("manifests/\(digest.prefix(2))/\(digest).json")
        let text = try #require(await #expect(throws: CollectError.self) { try await bench.collect() }).description
        for words in ["\(digest).json", "snapshot drop one --from-history", "unpin huggingface:org/a@aaaa"] {
            #expect(text.contains(words), "\(words) is not in: \(text)")
        }
        #expect(try await bench.isHeld("caught"))
    }

    @Test("where nothing refers to anything, nothing goes unless that is said")
    func nothingMarked() async throws {
        try await bench.hold("everything")
        await #expect(throws: CollectError.self) { try await bench.collect() }
        #expect(try await bench.isHeld("everything"))
        #expect(try await bench.collect { $0.allowsEmpty = true }.blobs == 1)
    }

    @Test("companions, dangling links and old unfinished files go; those of a running transfer stay")
    func leftOvers() async throws {
        try await bench.put("org/a", "a", ["live"])
        let (live, gone) = (Digest(hashing: Array("live".utf8)), try await bench.hold("garbage"))
        func path(_ digest: Digest) -> String { bench.folder.path + "/blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)" }
        for file in [path(live) + ".tree", path(gone) + ".tree", path(gone) + ".damage"] {
            try Data("x".utf8).write(to: URL(fileURLWithPath: file))
        }
        let orphan = bench.folder.path + "/blobs/sha256/\(live.hex.prefix(2))/\(live.hex.prefix(62))00.tree"
        try Data("x".utf8).write(to: URL(fileURLWithPath: orphan))
        let aside = bench.folder.path + "/blobs/sha256/\(live.hex.prefix(2))/.\(live.hex).aside"
        try Data("x".utf8).write(to: URL(fileURLWithPath: aside))
        let small = Array("small".utf8)
        let object = GitObjectID(hashing: small, as: "blob")
        let ingest = try await bench.blobs.ingest(.gitBlob(object), size: 5)
        try small.withUnsafeBytes { try ingest.write($0, at: 0) }
        _ = try await ingest.commit()
        let (idle, busy) = (ContentID.sha256(Digest(hashing: [1])), ContentID.sha256(Digest(hashing: [2])))
        try await bench.blobs.ingest(idle, size: 10).suspend()
        let running = try await bench.blobs.ingest(busy, size: 10)

        let plan = try await bench.collect(dryRun: true)
        #expect(plan.blobs == 2 && plan.links == 1 && plan.companions == 2)
        #expect(try await bench.collect { $0.keepsPartials = true }.partials == 0)
        #expect(try await bench.blobs.held(.gitBlob(object)) == nil)
        #expect(FileManager.default.fileExists(atPath: path(live) + ".tree"))
        for file in [path(gone), path(gone) + ".tree", path(gone) + ".damage", orphan, aside] {
            #expect(!FileManager.default.fileExists(atPath: file), "\(file)")
        }
        let report = try await bench.collect()
        #expect(report.partials == 1)
        #expect(try await bench.blobs.partials().map(\.content) == [busy])
        running.discard()
    }

    @Test("blobs that a lock file names by either hash are kept")
    func lockFile() async throws {
        let held = try await bench.hold("locked")
        let path = bench.folder.path + "/mirror.lock"
        let text =
            "{\"models\":[{\"files\":[{\"content\":\"\(held.hex)\",\"blob\":\"\(held)\"},{\"content\":\"\(String(repeating: "1", count: 40))\"}]}]}"
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        #expect(try await LockedBlobs.read(path, in: bench.blobs) == [held])
        #expect(try await LockedBlobs.read(path + ".none", in: bench.blobs).isEmpty)
    }
}
