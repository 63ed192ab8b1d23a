import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite struct SnapshotTests {
    let mirror: MirrorFolder

    init() throws { mirror = try MirrorFolder() }

    @Test("a snapshot holds what the shelf held, whatever happens to the shelf afterwards")
    func immutable() async throws {
        try mirror.put("org/a", "a", ["x": "one", "y": "two"])
        try mirror.put("org/b", "b", ["x": "one"])
        let snapshot = try await mirror.create("first", remark: "before the audit", at: 5)
        #expect(snapshot.models == 2 && snapshot.commits == 2 && snapshot.files == 3 && snapshot.bytes == 6)
        try mirror.put("org/a", "c", ["x": "three"])
        try mirror.shelf.remove(MirrorFolder.model("org/b"))

        let read = try await mirror.snapshots.snapshot(MirrorFolder.name("first"))
        #expect(read == snapshot && read.remark == "before the audit" && read.createdAt == MirrorFolder.time(5))
        let view = try await mirror.snapshots.view(snapshot.root)
        #expect(try view.models().map(\.path) == ["org/a", "org/b"])
        let a = try MirrorFolder.model("org/a")
        #expect(try view.commit(for: .main, of: a) == MirrorFolder.commit("a"))
        #expect(try view.commits(of: a) == [MirrorFolder.commit("a")])
        #expect(try view.canonical(MirrorFolder.model("ORG/A")) == a)
        #expect(try view.canonical(MirrorFolder.model("org/none")) == nil)
        let manifest = try await view.manifest(of: a, at: MirrorFolder.commit("a"))
        #expect(try manifest == MirrorFolder.manifest("org/a", "a", ["x": "one", "y": "two"]))
        #expect(try await view.manifest(of: a, at: MirrorFolder.commit("c")) == nil)
    }

    @Test("two mirrors that hold the same have the same root, whenever they took it; another byte, another root")
    func roots() async throws {
        let other = try MirrorFolder()
        try mirror.put("org/a", "a", ["x": "one"], at: 1)
        try mirror.put("gpt2", "b", ["x": "two"], at: 2)
        try other.put("gpt2", "b", ["x": "two"], at: 900)
        try other.put("org/a", "a", ["x": "one"], at: 800)
        let (left, right) = (try await mirror.create("l"), try await other.create("r", at: 77))
        #expect(left.root == right.root)
        try other.put("org/a", "a", ["x": "One"])
        #expect(try await other.create("s").root != left.root)
        try mirror.put("org/a", "a", ["x": "one"], ref: "v1")
        #expect(try await mirror.create("t").root != left.root)
    }

    @Test("the quick reading of a manifest and the whole one agree on its digest and its blobs")
    func scans() async throws {
        let text = Digest(hashing: Array("text".utf8))
        let git = try #require(GitObjectID(String(repeating: "12", count: 20)))
        let files = [
            ManifestFile(path: try #require(RepoPath("ü/ \"q\".bin")), size: 4, content: .gitBlob(git), object: git, blob: text),
            ManifestFile(path: try #require(RepoPath("left-out")), size: 0, content: .sha256(text), object: nil, blob: nil),
        ]
        let manifest = try RevisionManifest(
            model: MirrorFolder.model("org/a"), commit: MirrorFolder.commit("a"), files: files, publishedAt: MirrorFolder.time(0),
            refused: [RefusedItem(name: "../x", reason: "no")])
        let bytes = try ManifestDocument(manifest).encoded()
        let scan = try ManifestScan(parsing: bytes, path: "m")
        #expect(scan.digest == manifest.digest && scan.blobs.map(\.digest) == [text] && scan.files == 2)
        #expect(try ManifestDocument.decode(bytes, path: "m") == manifest)
    }

    @Test("no manifest with a wrong member is taken, by either reading")
    func strict() throws {
        let good = String(decoding: try ManifestDocument(MirrorFolder.manifest("org/a", "a", ["x": "one"])).encoded(), as: UTF8.self)
        let hex = Digest(hashing: Array("one".utf8)).hex
        let edits = [
            ("\"size\":3", "\"size\":-3"), ("\"size\":3", "\"size\":\"3\""), ("\"schema\":1", "\"schema\":2"),
            ("\"files\":[", "\"fils\":["),
            ("sha256:\(hex)", "sha256:\(hex.dropLast())"), ("sha256:\(hex)", "md5:\(hex)"), ("\"path\":\"x\"", "\"path\":7"),
            ("org/a", "org/../a"), (String(repeating: "a", count: 40), "a"),
            ("\"content\":\"\(hex)\"", "\"content\":\"\(hex.dropLast(2))zz\""),
        ]
        for (from, to) in edits {
            let bytes = Array(good.replacingOccurrences(of: from, with: to).utf8)
            #expect(good.contains(from))
            #expect(throws: ShelfError.self, "\(to)") { try ManifestDocument.decode(bytes, path: "m") }
            #expect(throws: ShelfError.self, "\(to)") { try ManifestScan(parsing: bytes, path: "m") }
        }
    }

    @Test("a name is taken once, and names that are no names are refused")
    func names() async throws {
        try await mirror.create("one")
        await #expect(throws: SnapshotError.self) { try await mirror.create("one") }
        for bad in ["", ".x", "a/b", "ä", "a b", "live", String(repeating: "x", count: 101)] { #expect(SnapshotName(bad) == nil, "\(bad)") }
        #expect(SnapshotName(String(repeating: "x", count: 100)) != nil)
    }

    @Test("a blob that is not held is named, and no snapshot is made")
    func notHeld() async throws {
        try mirror.put("org/a", "a", ["x": "one"])
        let missing = Digest(hashing: Array("one".utf8))
        do {
            _ = try await mirror.snapshots.create(MirrorFolder.name("s"), from: mirror.shelf, remark: "", at: MirrorFolder.time(0)) {
                (digest, size) async throws(BlobError) -> Bool in digest != missing
            }
            Issue.record("it was made")
        } catch {
            #expect("\(error)".contains(missing.hex) && "\(error)".contains("org/a"))
        }
        #expect(try await mirror.snapshots.list().isEmpty)
    }

    @Test("of two that create the same name at once, one succeeds")
    func race() async throws {
        for number in 0..<20 { try mirror.put("org/m\(number)", "a", ["x": "text \(number)"]) }
        let made = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<4 { group.addTask { (try? await mirror.create("same")) != nil } }
            return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(made == 1)
        #expect(try await mirror.snapshots.list().count == 1)
    }

    @Test("killed between manifests and the snapshot's document, there is no snapshot, and the next attempt makes it")
    func killed() async throws {
        try mirror.put("org/a", "a", ["x": "one"])
        let whole = try await mirror.create("s")
        try FileManager.default.removeItem(atPath: mirror.folder.path + "/snapshots/s.json")
        #expect(try await mirror.snapshots.list().isEmpty)
        #expect(try await mirror.create("s").root == whole.root)
    }

    @Test("a flipped bit in a listing or a manifest is found by its digest")
    func damage() async throws {
        try mirror.put("org/a", "a", ["x": "one"])
        let snapshot = try await mirror.create("s")
        let model = try MirrorFolder.model("org/a")
        let digest = try MirrorFolder.manifest("org/a", "a", ["x": "one"]).digest
        let view = try await mirror.snapshots.view(snapshot.root)
        try mirror.damage(ManifestVault.key(digest))
        await #expect(throws: ShelfError.self) { try await view.manifest(of: model, at: MirrorFolder.commit("a")) }
        try mirror.damage(SnapshotStore.key(listing: snapshot.root))
        await #expect(throws: SnapshotError.self) { try await mirror.snapshots.view(snapshot.root) }
        await #expect(throws: SnapshotError.self) { try await mirror.publish("s") }
        // Made again from the shelf, both are mended.
        try await mirror.create("t")
        #expect(try await mirror.snapshots.view(snapshot.root).manifest(of: model, at: MirrorFolder.commit("a")) != nil)
    }

    @Test("publishing and rolling back go through the history, and what is or was served is not dropped by mistake")
    func history() async throws {
        for (name, digit) in [("one", "1"), ("two", "2"), ("three", "3")] as [(String, Character)] {
            try mirror.put("org/a", digit, ["x": name])
            try await mirror.create(name)
            #expect(try await mirror.publish(name).current.name.description == name)
        }
        #expect(try await mirror.snapshots.rollback(at: MirrorFolder.time(9)).current.name.description == "two")
        #expect(try await mirror.snapshots.rollback(at: MirrorFolder.time(10)).current.name.description == "one")
        await #expect(throws: SnapshotError.self) { try await mirror.snapshots.rollback(at: MirrorFolder.time(11)) }
        #expect(try await mirror.publish("three").current.name.description == "three")
        for name in ["one", "two", "three"] {
            await #expect(throws: SnapshotError.self) { try await mirror.snapshots.drop(MirrorFolder.name(name), isForced: false) }
        }
        try await mirror.snapshots.drop(MirrorFolder.name("one"), isForced: true)
        #expect(try await mirror.snapshots.list().map(\.name.description).sorted() == ["three", "two"])
    }

    @Test("a diff names models, refs and files that changed, and counts bytes")
    func diff() async throws {
        try mirror.put("org/a", "a", ["same": "s", "gone": "gone", "new": "1"])
        try mirror.put("org/b", "b", ["x": "bb"])
        try mirror.put("org/c", "c", ["x": "c"])
        let before = try await mirror.create("before")
        try mirror.put("org/a", "d", ["same": "s", "new": "22", "more": "333"])
        try mirror.shelf.remove(MirrorFolder.model("org/b"))
        try mirror.put("org/e", "e", ["x": "eeee"])
        let after = try await mirror.create("after")
        let left = try await mirror.snapshots.view(before.root)
        for right in [try await mirror.snapshots.view(after.root), mirror.shelf] as [any ShelfView] {
            let diff = try await SnapshotDiff(from: left, to: right)
            #expect(diff.models.map(\.model.path) == ["org/a", "org/b", "org/e"])
            #expect(diff.models.map(\.change) == [.changed, .removed, .added])
            #expect(diff.models[0].moves.map(\.ref) == ["refs/heads/main"])
            #expect(diff.models[0].files.map { "\($0.path) \($0.change.rawValue)" } == ["gone removed", "more added", "new changed"])
            #expect(diff.bytesAdded == 2 + 3 + 4 && diff.bytesRemoved == 2)
        }
    }
}
