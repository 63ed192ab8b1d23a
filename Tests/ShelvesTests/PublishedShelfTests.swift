import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite struct PublishedShelfTests {
    let mirror: MirrorFolder
    let reports = Told()
    let a: ModelID

    init() throws {
        mirror = try MirrorFolder()
        a = try MirrorFolder.model("org/a")
    }

    private func published() -> PublishedShelf {
        PublishedShelf(live: mirror.shelf, snapshots: mirror.snapshots, interval: .zero) { [reports] in reports.note($0) }
    }

    /// Asks until the answer is the one: the new view is made in the background.
    private func wait(_ holds: () async throws -> Bool) async throws {
        for _ in 0..<2_000 {
            if try await holds() { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("it never came to hold")
    }

    @Test("the working state is served until something is published, and then only what is published")
    func firstPublish() async throws {
        let shelf = published()
        try mirror.put("org/a", "a", ["x": "one"])
        #expect(try await shelf.commit(for: .main, of: a) == MirrorFolder.commit("a"))
        try await mirror.create("s")
        _ = try await mirror.publish("s")
        try await wait { try await shelf.current() is SnapshotView }
        try mirror.put("org/a", "b", ["x": "two"])
        #expect(try await shelf.commit(for: .main, of: a) == MirrorFolder.commit("a"))
        #expect(try await shelf.commit(for: MirrorFolder.commit("b").revision, of: a) == nil)
        #expect(try await published().commit(for: .main, of: a) == MirrorFolder.commit("a"))
    }

    @Test("a commit of an earlier publication is answered by its full id after refs moved, and after a rollback too")
    func earlierCommits() async throws {
        let shelf = published()
        try mirror.put("org/a", "a", ["x": "one"])
        try await mirror.create("one")
        _ = try await mirror.publish("one")
        try mirror.shelf.remove(a)
        try mirror.put("org/a", "b", ["x": "two"])
        try await mirror.create("two")
        _ = try await mirror.publish("two")
        let (old, new) = (try MirrorFolder.commit("a"), try MirrorFolder.commit("b"))
        try await wait { try await shelf.commit(for: .main, of: a) == new }
        #expect(try await shelf.commit(for: old.revision, of: a) == old)
        #expect(try await shelf.manifest(of: a, at: old)?.files.count == 1)
        #expect(try await shelf.commits(of: a) == [new])
        _ = try await mirror.snapshots.rollback(at: MirrorFolder.time(3))
        try await wait { try await shelf.commit(for: .main, of: a) == old }
        #expect(try await shelf.commit(for: new.revision, of: a) == new)
    }

    @Test("a damaged publication or snapshot keeps the old view, and the reason is told once")
    func damaged() async throws {
        let shelf = published()
        try mirror.put("org/a", "a", ["x": "one"])
        try await mirror.create("one")
        _ = try await mirror.publish("one")
        try await wait { try await shelf.current() is SnapshotView }
        try mirror.put("org/a", "b", ["x": "two"])
        let two = try await mirror.create("two")
        _ = try await mirror.publish("two")
        try mirror.damage(SnapshotStore.key(listing: two.root))
        // Published anew by a file that is replaced: the version changes.
        let document = try #require(try await DiskDocumentStore(root: mirror.folder.path).read("published.json", limit: 1 << 20))
        try await DiskDocumentStore(root: mirror.folder.path).write("published.json", document)
        try await wait {
            _ = try await shelf.current()
            return reports.count > 0
        }
        let count = reports.count
        for _ in 0..<5 { _ = try await shelf.current() }
        #expect(reports.count == count)
        await #expect(throws: ShelfError.self) { try await published().commit(for: .main, of: a) }
    }

    @Test("a publication that vanishes changes nothing for clients")
    func vanished() async throws {
        let shelf = published()
        try mirror.put("org/a", "a", ["x": "one"])
        try await mirror.create("one")
        _ = try await mirror.publish("one")
        #expect(try await shelf.commit(for: .main, of: a) == MirrorFolder.commit("a"))
        try mirror.put("org/a", "b", ["x": "two"])
        try FileManager.default.removeItem(atPath: mirror.folder.path + "/published.json")
        #expect(try await shelf.commit(for: .main, of: a) == MirrorFolder.commit("a"))
    }
}

/// What a shelf reports.
final class Told: @unchecked Sendable {  // Safety: `lines` is only touched with `lock` held.
    private let lock = NSLock()
    private var lines: [String] = []
    func note(_ line: String) { lock.withLock { lines.append(line) } }
    var count: Int { lock.withLock { lines.count } }
    var last: String? { lock.withLock { lines.last } }
}
