import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import ObjectStore

@Suite(.enabled(if: RcloneServer.isInstalled, "rclone is not installed: scripts/test installs it"), .serialized)
struct LeafCacheTests {
    private static let mebibyte = 1 << 20

    private func cached(_ bucket: Bucket, _ name: String) -> [URL] {
        let folder = URL(fileURLWithPath: "\(bucket.scratch.path)/\(name)/blobs")
        return (FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)?.compactMap { $0 as? URL } ?? [])
            .filter { !$0.hasDirectoryPath && !$0.lastPathComponent.hasPrefix(".") }
    }

    @Test("the bound on the cache's bytes holds, the longest unused going first, across restarts")
    func bound() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(100 * Self.mebibyte)
        let digest = try await bucket.store().store(bytes)
        func total() -> Int64 {
            cached(bucket, "small").map { Int64((try? $0.resourceValues(forKeys: [.fileSizeKey]).fileSize) ?? 0) }.reduce(0, +)
        }
        do {
            let store = try bucket.store(cache: "small", limit: LeafCache.smallest)
            #expect(try await store.bytes(of: digest) == bytes)
            // What was fetched ahead may still be on its way.
            try await until { total() == store.loader.cache.size && total() <= LeafCache.smallest }
            #expect(total() > LeafCache.smallest / 2)
            #expect(!store.loader.cache.holds(digest, segment: 0))
        }
        let again = try bucket.store(cache: "small", limit: LeafCache.smallest)
        #expect(again.loader.cache.size == total())
        let before = bucket.counting.count(digest.hex)
        #expect(try await again.bytes(of: digest, Int64(99 << 20)..<Int64(100 << 20)) == Array(bytes[(99 << 20)...]))
        #expect(bucket.counting.count(digest.hex) == before)
    }

    @Test("a cache that is in use can't be used by another process")
    func alone() async throws {
        let bucket = try await Bucket()
        let first = try LeafCache(path: "\(bucket.scratch.path)/c", limit: 0)
        let error = await blobError { _ = try LeafCache(path: first.path, limit: 0) }
        #expect(error.map { "\($0)".contains("another process") } == true)
    }

    @Test("what rots in the cache is found and fetched again")
    func rot() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = pattern(12 * Self.mebibyte)
        let digest = try await store.store(bytes)
        #expect(try await store.bytes(of: digest) == bytes)
        // Two segments and the tree.
        try await until { cached(bucket, "cache").count == 3 }
        for file in cached(bucket, "cache") {
            let handle = try FileHandle(forUpdating: file)
            try handle.seek(toOffset: 100)
            try handle.write(contentsOf: Data([0xAA, 0x55, 0xAA, 0x55]))
            try handle.close()
        }
        #expect(try await store.bytes(of: digest) == bytes)
        for file in cached(bucket, "cache") where !file.path.hasSuffix(".tree") {
            let handle = try FileHandle(forUpdating: file)
            try handle.truncate(atOffset: 10)
            try handle.close()
        }
        #expect(try await store.bytes(of: digest) == bytes)
    }

    @Test("readers that want the same leaf at the same time cause one request")
    func coalescing() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(8 * Self.mebibyte)
        let digest = try await bucket.store().store(bytes)
        let store = try bucket.store(cache: "fresh")
        let before = bucket.counting.count(digest.hex)
        let right = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 {
                group.addTask { (try? await store.bytes(of: digest, 4_000_000..<4_000_100)) == Array(bytes[4_000_000..<4_000_100]) }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(right == 16)
        #expect(bucket.counting.count(digest.hex) == before + 1)
    }

    @Test("with the store gone, what is cached is served and the rest is an error; when it is back, everything is")
    func offline() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(30 * Self.mebibyte)
        let digest = try await bucket.store().store(bytes)
        let clock = SetClock()
        let store = try bucket.store(cache: "fresh", clock: { clock.now })
        _ = try await store.bytes(of: digest, 0..<100)
        try await until { store.loader.cache.holds(digest, segment: 0) && store.loader.cache.holds(digest, segment: 1) }
        bucket.server.stop()
        #expect(try await store.bytes(of: digest, 0..<Int64(8 << 20)) == Array(bytes[..<(8 << 20)]))
        let error = await blobError { _ = try await store.bytes(of: digest, Int64(29 << 20)..<Int64(30 << 20)) }
        guard case .io = error else { return #expect(Bool(false), "\(String(describing: error))") }
        let asked = bucket.counting.count(digest.hex)
        #expect(await blobError { _ = try await store.bytes(of: digest, Int64(29 << 20)..<Int64(30 << 20)) } != nil)
        #expect(bucket.counting.count(digest.hex) == asked, "everybody waits for a store that is gone")
        try await bucket.server.start()
        clock.advance(.seconds(2))
        #expect(try await store.bytes(of: digest) == bytes)
    }
}

/// Time that passes only when a test lets it.
private final class SetClock: @unchecked Sendable {  // Safety: `instant` is only touched under `lock`.
    private let lock = NSLock()
    private var instant = ContinuousClock.now

    var now: ContinuousClock.Instant { lock.withLock { instant } }

    func advance(_ duration: Duration) { lock.withLock { instant += duration } }
}
