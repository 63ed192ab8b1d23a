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
            .filter { !$0.hasDirectoryPath }
    }

    @Test("the bound on the cache's bytes holds, the longest unused going first, across restarts")
    func bound() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(100 * Self.mebibyte)
        let digest = try await bucket.store().store(bytes)
        func total() throws -> Int64 {
            try cached(bucket, "small").map { Int64(try $0.resourceValues(forKeys: [.fileSizeKey]).fileSize ?? 0) }.reduce(0, +)
        }
        do {
            let store = try bucket.store(cache: "small", limit: LeafCache.smallest)
            #expect(try await store.bytes(of: digest) == bytes)
            // What was fetched ahead may still be on its way.
            try await Task.sleep(for: .milliseconds(200))
            #expect(try total() <= LeafCache.smallest)
            #expect(try total() > LeafCache.smallest / 2)
            #expect(store.loader.cache.size == (try total()))
            #expect(!store.loader.cache.holds(digest, segment: 0))
        }
        let again = try bucket.store(cache: "small", limit: LeafCache.smallest)
        #expect(again.loader.cache.size == (try total()))
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
        try await Task.sleep(for: .milliseconds(100))
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
        let store = try bucket.store(cache: "fresh")
        _ = try await store.bytes(of: digest, 0..<100)
        try await Task.sleep(for: .milliseconds(300))
        bucket.server.stop()
        #expect(try await store.bytes(of: digest, 0..<Int64(8 << 20)) == Array(bytes[..<(8 << 20)]))
        let error = await blobError { _ = try await store.bytes(of: digest, Int64(29 << 20)..<Int64(30 << 20)) }
        guard case .io = error else { return #expect(Bool(false), "\(String(describing: error))") }
        let began = ContinuousClock.now
        #expect(await blobError { _ = try await store.bytes(of: digest, Int64(29 << 20)..<Int64(30 << 20)) } != nil)
        #expect(ContinuousClock.now - began < .milliseconds(500), "everybody waits for a store that is gone")
        try await bucket.server.start()
        try await Task.sleep(for: .seconds(2))
        #expect(try await store.bytes(of: digest) == bytes)
    }
}
