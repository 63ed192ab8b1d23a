import Blobs
import Foundation
import Mirroring
import Shelves
import TestSupport
import Testing
import Vocabulary

@Suite struct SyncAndCollectTests {
    @Test("a sync touches held bytes that it uses again, so that a collector beside it leaves them")
    func reuse() async throws {
        try await Bench.with { bench in
            #expect(try await bench.sync("large/model").allSatisfy(\.isPublished))
            let digest = Digest(hashing: Bench.large)
            let path = bench.home.path + "/blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)"
            let before = try changed(path)
            try bench.shelf.remove(#require(ModelID("large/model")))
            try await Task.sleep(for: .milliseconds(20))
            #expect(try await bench.sync("large/model").allSatisfy(\.isPublished))
            #expect(try changed(path) > before)
        }
    }

    @Test("after a collection took them, a sync fetches the bytes again")
    func refetch() async throws {
        try await Bench.with { bench in
            #expect(try await bench.sync("large/model").allSatisfy(\.isPublished))
            try bench.shelf.remove(#require(ModelID("large/model")))
            let collector = Collector(
                blobs: bench.blobs, shelf: bench.shelf, snapshots: SnapshotStore(DiskDocumentStore(root: bench.home.path), lockPath: nil),
                syncLock: bench.home.path + "/sync.lock", now: { Timestamp(milliseconds: 4_000_000_000_000) })
            var options = Collector.Options()
            options.allowsEmpty = true
            #expect(try await collector.run(options).blobs > 0)
            #expect(try await bench.sync("large/model").allSatisfy(\.isPublished))
            #expect(try await bench.published("large/model")["model.safetensors"] == Bench.large)
        }
    }

    private func changed(_ path: String) throws -> Double {
        var info = stat()
        #expect(stat(path, &info) == 0)
        return Double(info.st_ctim.tv_sec) + Double(info.st_ctim.tv_nsec) / 1e9
    }
}
