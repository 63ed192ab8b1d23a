import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import ObjectStore

/// What a server does with cached bytes: it has the kernel copy them from the cache's files.
@Suite(.enabled(if: RcloneServer.isInstalled, "rclone is not installed: scripts/test installs it"), .serialized)
struct CachedStretchTests {
    private static let segment = Int(LeafCache.segmentSize)

    /// A blob of this many bytes in a bucket, and a store with nothing in its cache.
    private func fresh(_ count: Int, limit: Int64 = 256 << 20) async throws -> (Bucket, S3BlobStore, Digest, [UInt8]) {
        let bucket = try await Bucket()
        let bytes = pattern(count)
        let digest = try await bucket.store().store(bytes)
        return (bucket, try bucket.store(cache: "fresh", limit: limit), digest, bytes)
    }

    private func path(_ bucket: Bucket, _ digest: Digest, _ segment: Int) -> String {
        "\(bucket.scratch.path)/fresh/blobs/\(digest.hex.prefix(2))/\(digest.hex).\(segment)"
    }

    /// Another byte at this place of a file, as a failing disk has it: all times stay.
    private func rot(_ path: String, at offset: Int) throws {
        var before = stat()
        #expect(stat(path, &before) == 0)
        let file = open(path, O_RDWR)
        defer { close(file) }
        var byte: UInt8 = 0
        #expect(pread(file, &byte, 1, off_t(offset)) == 1)
        byte ^= 0x10
        #expect(pwrite(file, &byte, 1, off_t(offset)) == 1)
        #expect(futimens(file, [before.st_atim, before.st_mtim]) == 0)
    }

    /// As somebody who copies a file does.
    private func touch(_ path: String) { utimensat(AT_FDCWD, path, nil, 0) }

    @Test("what was fetched is handed out by descriptor at once and later, whole and in ranges, and fetched once")
    func descriptors() async throws {
        let (bucket, store, digest, bytes) = try await fresh(2 * Self.segment + 1_234_567)
        let gets = bucket.counting.count(digest.hex)
        for range in [0..<bytes.count, 5..<6, Self.segment - 7..<Self.segment + 3, bytes.count - 1..<bytes.count, 0..<bytes.count] {
            let sent = try await store.sent(digest, range)
            #expect(sent.bytes == Array(bytes[range]) && sent.stretches > 0 && sent.inMemory == 0)
        }
        #expect(bucket.counting.count(digest.hex) == gets + 3)
    }

    @Test("a segment is compared once in a generation of its file: rot is for the next one, which finds it, and it is fetched anew")
    func generations() async throws {
        let (bucket, store, digest, bytes) = try await fresh(2 * Self.segment)
        #expect(try await store.sent(digest).bytes == bytes)
        let gets = bucket.counting.count(digest.hex)
        try rot(path(bucket, digest, 1), at: 3 << 20)
        // Nothing says that it was written: it is believed, and so was not read for a comparison.
        #expect(try await store.sent(digest).bytes != bytes)
        touch(path(bucket, digest, 1))
        #expect(try await store.sent(digest).bytes == bytes)
        #expect(bucket.counting.count(digest.hex) == gets + 1)
        #expect(FileManager.default.contents(atPath: path(bucket, digest, 1)) == Data(bytes[Self.segment...]))
    }

    @Test("another process compares what it takes over, each leaf before it is handed out, and marks of use are no generation")
    func takenOver() async throws {
        let (bucket, first, digest, bytes) = try await fresh(2 * Self.segment)
        #expect(try await first.sent(digest).bytes == bytes)
        let old = try FileManager.default.attributesOfItem(atPath: path(bucket, digest, 0))[.modificationDate] as? Date
        try rot(path(bucket, digest, 0), at: 7 << 20)
        try rot(path(bucket, digest, 1), at: 0)
        try FileManager.default.createDirectory(atPath: "\(bucket.scratch.path)/moved", withIntermediateDirectories: true)
        try FileManager.default.moveItem(atPath: "\(bucket.scratch.path)/fresh/blobs", toPath: "\(bucket.scratch.path)/moved/blobs")
        let store = try bucket.store(cache: "moved")
        let gets = bucket.counting.count(digest.hex)
        let moved = path(bucket, digest, 0).replacing("/fresh/", with: "/moved/")
        #expect(try await store.sent(digest, 0..<1_000).bytes == Array(bytes[..<1_000]))
        #expect(try FileManager.default.attributesOfItem(atPath: moved)[.modificationDate] as? Date == old)
        let sent = try await store.sent(digest)
        #expect(sent.bytes == bytes && sent.inMemory == 0)
        #expect(bucket.counting.count(digest.hex) == gets + 2)
    }

    @Test("a cached file that was cut, grew, or was replaced by another segment's is never handed out", arguments: [0, 1, 2])
    func otherFiles(_ kind: Int) async throws {
        let (bucket, store, digest, bytes) = try await fresh(2 * Self.segment)
        #expect(try await store.sent(digest).bytes == bytes)
        let file = path(bucket, digest, 1)
        switch kind {
        case 0: #expect(truncate(file, off_t(Self.segment - 1)) == 0)
        case 1: try FileHandle(forUpdating: URL(fileURLWithPath: file)).write(contentsOf: Data(bytes + [1]))
        default: #expect(unlink(file) == 0 && link(path(bucket, digest, 0), file) == 0)
        }
        let sent = try await store.sent(digest)
        #expect(sent.bytes == bytes && sent.inMemory == 0)
        #expect(FileManager.default.contents(atPath: file) == Data(bytes[Self.segment...]))
    }

    @Test("wrong bytes in the bucket are no stretch, and nothing of them is kept")
    func damagedBucket() async throws {
        let (bucket, store, digest, bytes) = try await fresh(2 * Self.segment)
        try rot(bucket.file(digest).path, at: Self.segment + 5)
        #expect(try await store.sent(digest, 0..<Self.segment).bytes == Array(bytes[..<Self.segment]))
        let error = await blobError { _ = try await store.sent(digest, Self.segment..<2 * Self.segment) }
        guard case .damaged(digest, let range) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(range.contains(Int64(Self.segment + 5)))
        #expect(!FileManager.default.fileExists(atPath: path(bucket, digest, 1)))
    }

    @Test("who is in the middle of a segment keeps its bytes when the cache is filled with others, and when its folder is removed")
    func eviction() async throws {
        let (bucket, store, digest, bytes) = try await fresh(Self.segment)
        let small = try bucket.store(cache: "small", limit: LeafCache.smallest)
        let held = try await Offload.run { [reader = try await small.reader(of: digest)] in try reader.stretch(0..<reader.size) }
        let stretch = try #require(held)
        let other = pattern(100 << 20, seed: 2)
        let large = try await bucket.store(cache: "third").store(other)
        #expect(try await small.sent(large).bytes == other)
        #expect(small.loader.cache.size <= LeafCache.smallest)
        #expect(small.loader.cache.holds(digest, segment: 0), "its bytes would not be free")
        try FileManager.default.removeItem(atPath: "\(bucket.scratch.path)/small/blobs")
        #expect(try stretch.bytes() == bytes)
        // And the cache goes on without its files.
        #expect(try await small.sent(digest).bytes == bytes)
        withExtendedLifetime(store) {}
    }

    @Test("clients keep at most half of the cache open; beyond that bytes go through memory, are right, and the bound on bytes holds")
    func lent() async throws {
        let (bucket, store, digest, bytes) = try await fresh(12 * Self.segment, limit: LeafCache.smallest)
        let reader = try await store.reader(of: digest)
        var held: [FileStretch?] = []
        for segment in 0..<12 {
            held.append(try await Offload.run { try reader.stretch(Int64(segment * Self.segment)..<Int64((segment + 1) * Self.segment)) })
        }
        #expect(held.compactMap { $0 }.count == 4)
        let sent = try await store.sent(digest, 6 * Self.segment..<7 * Self.segment)
        #expect(sent.stretches == 0 && sent.bytes == Array(bytes[6 * Self.segment..<7 * Self.segment]))
        #expect(store.loader.cache.size <= LeafCache.smallest)
        for (segment, stretch) in held.enumerated() {
            guard let stretch else { continue }
            #expect(try stretch.bytes() == Array(bytes[segment * Self.segment..<(segment + 1) * Self.segment]))
        }
        held = []
        #expect(try await store.sent(digest, 6 * Self.segment..<7 * Self.segment).inMemory == 0)
        withExtendedLifetime(bucket) {}
    }

    @Test("readers of one segment share its descriptor")
    func shared() async throws {
        let (bucket, store, digest, _) = try await fresh(Self.segment)
        var stretches: [FileStretch] = []
        for _ in 0..<40 {
            let reader = try await store.reader(of: digest)
            stretches.append(try #require(try await Offload.run { try reader.stretch(0..<reader.size) }))
        }
        #expect(Set(stretches.map(\.descriptor)).count == 1)
        withExtendedLifetime(bucket) {}
    }

    @Test("readers that find the same damage at the same time have it fetched once")
    func damageForAll() async throws {
        let (bucket, store, digest, bytes) = try await fresh(Self.segment)
        #expect(try await store.sent(digest).bytes == bytes)
        let gets = bucket.counting.count(digest.hex)
        try rot(path(bucket, digest, 0), at: 5 << 20)
        touch(path(bucket, digest, 0))
        let isRight = try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<16 { group.addTask { try await store.sent(digest, 4 << 20..<8 << 20).bytes == Array(bytes[(4 << 20)...]) } }
            return try await group.reduce(true) { $0 && $1 }
        }
        #expect(isRight)
        #expect(bucket.counting.count(digest.hex) == gets + 1)
    }

    @Test("a cache that can't be written only makes it slow")
    func unwritable() async throws {
        let (bucket, store, digest, bytes) = try await fresh(Self.segment + 100)
        try Data().write(to: URL(fileURLWithPath: "\(bucket.scratch.path)/fresh/blobs"))
        let sent = try await store.sent(digest)
        #expect(sent.bytes == bytes && sent.stretches == 0)
    }

    @Test("while files of the cache are damaged, cut and removed, every byte that readers get is right", .timeLimit(.minutes(2)))
    func vandal() async throws {
        let (bucket, store, digest, bytes) = try await fresh(4 * Self.segment)
        #expect(try await store.sent(digest).bytes == bytes)
        let gets = bucket.counting.count(digest.hex)
        let vandal = Task.detached { [path = path(bucket, digest, 0).dropLast(), size = Self.segment] in
            var round = 0
            while !Task.isCancelled {
                // By a rename, for what is changed in place after it was compared nobody can find.
                let file = "\(path)\(round % 4)"
                if round % 3 == 0 {
                    unlink(file)
                } else {
                    try Data(repeating: 7, count: round % 3 == 1 ? size : 1_000).write(to: URL(fileURLWithPath: file), options: .atomic)
                }
                round += 1
                try? await Task.sleep(for: .milliseconds(3))
            }
        }
        let isRight = try await withThrowingTaskGroup(of: Bool.self) { group in
            for reader in 0..<4 {
                group.addTask {
                    for round in 0..<16 {
                        let start = (reader * 5 + round) % 28 << 20
                        guard try await store.sent(digest, start..<start + (4 << 20)).bytes == Array(bytes[start..<start + (4 << 20)])
                        else {
                            return false
                        }
                    }
                    return true
                }
            }
            return try await group.reduce(true) { $0 && $1 }
        }
        vandal.cancel()
        #expect(isRight)
        #expect(bucket.counting.count(digest.hex) > gets, "nothing was damaged")
        try await vandal.value
    }
}

extension FileStretch {
    /// As the kernel copies them.
    func bytes() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        var done = 0
        while done < bytes.count {
            let count = bytes.withUnsafeMutableBytes { buffer in
                let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
                return pread(descriptor, rest.baseAddress, rest.count, off_t(range.lowerBound) + off_t(done))
            }
            guard count > 0 else { throw CocoaError(.fileReadUnknown) }
            done += count
        }
        return bytes
    }
}

extension BlobStore {
    /// A range as a server sends it: by descriptor where there is one, else through memory.
    func sent(_ digest: Digest, _ range: Range<Int>? = nil) async throws -> (bytes: [UInt8], stretches: Int, inMemory: Int) {
        let reader = try await reader(of: digest)
        let range = range ?? 0..<Int(reader.size)
        return try await Offload.run {
            var (bytes, stretches, inMemory): ([UInt8], Int, Int) = ([], 0, 0)
            while bytes.count < range.count {
                let start = Int64(range.lowerBound + bytes.count)
                let rest = start..<min(start + (4 << 20), Int64(range.upperBound))
                if let stretch = try reader.stretch(rest) {
                    bytes += try stretch.bytes()
                    stretches += 1
                } else {
                    let part = start..<min(start + (256 << 10), rest.upperBound)
                    try reader.check(part)
                    var buffer = [UInt8](repeating: 0, count: part.count)
                    let count = try buffer.withUnsafeMutableBytes { try reader.read(into: $0, at: part.lowerBound) }
                    bytes += buffer[..<count]
                    inMemory += count
                }
            }
            return (bytes, stretches, inMemory)
        }
    }
}
