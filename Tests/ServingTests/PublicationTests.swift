import Blobs
import Catalog
import Dispatch
import Foundation
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite(.timeLimit(.minutes(5))) struct PublicationTests {
    private let time = Timestamp(milliseconds: 1_760_000_000_000)
    /// More than the sockets of both ends take while nobody reads.
    private let old = [UInt8](unsafeUninitializedCapacity: 24 << 20) { space, count in
        var generator = SplitMix(state: 11)
        let words = UnsafeMutableRawBufferPointer(space)
        for offset in stride(from: 0, to: 24 << 20, by: 8) { words.storeBytes(of: generator.next(), toByteOffset: offset, as: UInt64.self) }
        count = 24 << 20
    }

    private func publish(_ name: String, _ snapshots: SnapshotStore, _ world: World) async throws {
        let name = try #require(SnapshotName(name))
        _ = try await snapshots.create(name, from: world.shelf, remark: "", at: time, isHeld: { _, _ in true })
        _ = try await snapshots.publish(name, at: time)
    }

    @Test("a client in the midst of a download gets the old file to its end, while others see what was published meanwhile")
    func midDownload() async throws {
        try await withTemporaryFolder { folder in
            let world = try World(folder)
            let snapshots = SnapshotStore(DiskDocumentStore(root: folder.path), lockPath: folder.appendingPathComponent("lock").path)
            try await world.publish("acme/bert", commit: commitID("a"), refs: [(.branch, "main")], [.init(large: "model.safetensors", old)])
            try await publish("one", snapshots, world)
            let library = StoreLibrary(
                catalog: world.catalog, index: SearchCatalog(world.catalog, path: nil),
                shelf: PublishedShelf(live: world.shelf, snapshots: snapshots, interval: .zero), blobs: world.blobs)
            try await withServer(library, ServerConfiguration()) { hub in
                let (pauses, paused) = AsyncStream.makeStream(of: Void.self)
                let resume = DispatchSemaphore(value: 0)
                let request = "GET /acme/bert/resolve/main/model.safetensors HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
                let download = Task {
                    try await RawConnection.pausing(
                        Array(request.utf8), after: 100_000, port: hub.port, paused: { paused.yield() }, until: resume)
                }
                _ = await pauses.first { true }
                try world.shelf.remove(try #require(ModelID(hub: .huggingFace, path: "acme/bert")))
                try await world.publish("acme/bert", commit: commitID("b"), refs: [(.branch, "main")], [.init("model.safetensors", "new")])
                try await publish("two", snapshots, world)
                var seen = ""
                for _ in 0..<500 where seen != "new" {
                    seen = try await hub.get("/acme/bert/resolve/main/model.safetensors", ["Range": "bytes=0-2"]).text
                    try await Task.sleep(for: .milliseconds(10))
                }
                #expect(seen == "new")
                resume.signal()
                let answer = try await download.value
                #expect(isSame(old, answer.suffix(old.count)))
                // By its commit the old file is still to be had.
                let commit = try commitID("a")
                #expect(try await hub.head("/acme/bert/resolve/\(commit)/model.safetensors").status == 200)
            }
        }
    }
}
