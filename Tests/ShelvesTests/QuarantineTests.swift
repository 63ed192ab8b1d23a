import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

@Suite(.timeLimit(.minutes(2))) struct QuarantineTests {
    let folder: ScratchFolder
    let store: QuarantineStore

    init() throws {
        folder = try ScratchFolder()
        store = QuarantineStore(DiskDocumentStore(root: folder.path), lockPath: folder.path + "/quarantine.lock")
    }

    private func blob(_ text: String) -> Digest { Digest(hashing: Array(text.utf8)) }

    private func item(_ text: String, kind: String? = "*.pkl", at: Int64 = 1_000) -> QuarantineItem {
        QuarantineItem(
            blob: blob(text), kind: kind, file: "org/a \(text).pkl", reasons: ["pickle-dangerous-import: os.system"],
            at: Timestamp(milliseconds: at))
    }

    private func write(_ text: String) throws { try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/quarantine.json")) }

    @Test("what was written is read: items, reasons, releases and remarks")
    func roundTrip() async throws {
        #expect(try await store.read() == Quarantine())
        try await store.change { all in
            all.note(item("one"))
            all.note(item("two", kind: nil, at: 2_000))
        }
        let release = QuarantineItem.Release(at: Timestamp(milliseconds: 3_000), remark: "reviewed \"it\"\n")
        #expect(try await store.change { $0.release(blob("one"), release) } == 1)
        let read = try await store.read()
        #expect(read.items.map(\.blob) == [blob("one"), blob("two")] && read.items[0].release == release)
        #expect(read.items[1] == item("two", kind: nil, at: 2_000))
        #expect(Set(read.heldBack.keys) == [blob("two")])
    }

    @Test("a scan does not undo a release, a person does")
    func releases() {
        var all = Quarantine()
        let release = QuarantineItem.Release(at: Timestamp(milliseconds: 3_000), remark: "reviewed")
        #expect(all.note(item("one")) && !all.note(item("one")))
        #expect(all.release(blob("one"), release) == 1 && all.release(blob("one"), release) == 0)
        #expect(!all.note(item("one")) && all.heldBack.isEmpty)
        // Another kind of name is another matter.
        #expect(all.note(item("one", kind: "*.bin")) && all.heldBack[blob("one")]?.kind == "*.bin")
        #expect(all.release(blob("one"), release) == 1)
        all.hold(item("one", kind: nil))
        #expect(all.heldBack[blob("one")] != nil)
    }

    @Test("writers at the same time lose nothing of one another")
    func concurrent() async throws {
        let store = store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<24 {
                let item = item("file \(index)")
                group.addTask { _ = try await store.change { $0.note(item) } }
            }
            try await group.waitForAll()
        }
        #expect(try await store.read().items.count == 24)
    }

    @Test(
        "a damaged document is never taken for an empty one",
        arguments: [
            "", "{", "[]", "{\"schema\":2,\"items\":[]}", "{\"schema\":1}", "{\"schema\":1,\"items\":[{}]}",
            "{\"schema\":1,\"items\":[{\"blob\":\"sha256:00\",\"at\":\"2026-01-01T00:00:00Z\",\"reasons\":[]}]}",
        ])
    func damaged(text: String) async throws {
        try write(text)
        await #expect(throws: ShelfError.self) { try await store.read() }
        await #expect(throws: ShelfError.self) { try await store.change { $0.note(item("one")) } }
        await #expect(throws: ShelfError.self) { try await FollowedQuarantine(store).load() }
        await #expect(throws: ShelfError.self) { try await FollowedQuarantine(store).item(holding: blob("one")) }
    }

    @Test("who follows it sees a change; where it is damaged or vanishes, what was held back stays so and the reason is told once")
    func follows() async throws {
        let told = Told()
        let followed = FollowedQuarantine(store, interval: .zero) { told.note($0) }
        try await followed.load()
        #expect(try await followed.item(holding: blob("one")) == nil)
        try await store.change { $0.note(item("one")) }
        #expect(try await followed.item(holding: blob("one"))?.kind == "*.pkl")
        try write("{")
        for _ in 0..<3 { #expect(try await followed.item(holding: blob("one")) != nil) }
        #expect(told.count == 1 && told.last?.contains("quarantine.json is damaged") == true)
        try FileManager.default.removeItem(atPath: folder.path + "/quarantine.json")
        for _ in 0..<3 { #expect(try await followed.heldBack().count == 1) }
        #expect(told.count == 2)
        try await store.change { $0.note(item("two")) }
        #expect(try await followed.item(holding: blob("one")) == nil)
        #expect(try await followed.item(holding: blob("two")) != nil)
    }

    @Test("between two looks the document is not touched")
    func looksSeldom() async throws {
        let followed = FollowedQuarantine(store, interval: .seconds(3_600))
        try await followed.load()
        try await store.change { $0.note(item("one")) }
        #expect(try await followed.item(holding: blob("one")) == nil)
    }
}
