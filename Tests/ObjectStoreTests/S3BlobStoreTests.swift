import Blobs
import Foundation
import TestSupport
import Testing
import Transport
import Vocabulary

@testable import ObjectStore

@Suite(.enabled(if: RcloneServer.isInstalled, "rclone is not installed: scripts/test installs it"), .serialized)
struct S3BlobStoreTests {
    private static let mebibyte = 1 << 20

    @Test(
        "what is taken in is read back, at once and in ranges, and nothing stays in the staging folder",
        arguments: [0, 1, mebibyte - 1, mebibyte, mebibyte + 1, 3 * mebibyte + 17])
    func roundTrip(_ size: Int) async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = pattern(size)
        let digest = try await store.store(bytes)
        #expect(try await store.size(of: digest) == Int64(size))
        #expect(try await store.held(.sha256(digest)) == digest)
        #expect(try await store.bytes(of: digest) == bytes)
        let other = try bucket.store(cache: "other")
        #expect(try await other.bytes(of: digest) == bytes)
        if size > 10 { #expect(try await other.bytes(of: digest, Int64(size - 7)..<Int64(size)) == Array(bytes[(size - 7)...])) }
        #expect(FileManager.default.fileExists(atPath: bucket.file(digest, ".tree").path) == (size > Self.mebibyte))
        let left = FileManager.default.enumerator(atPath: "\(bucket.scratch.path)/staging")?.compactMap { $0 as? String } ?? []
        #expect(left.filter { $0.contains(digest.hex) }.isEmpty, "\(left)")
        try await store.remove(digest)
        #expect(try await store.size(of: digest) == nil)
    }

    @Test("a blob of many parts is uploaded in parts, several at a time, and is right")
    func manyParts() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(85 * Self.mebibyte + 12_345)
        let digest = try await bucket.store().store(bytes)
        #expect(try Data(contentsOf: bucket.file(digest)) == Data(bytes))
        #expect(try await bucket.client.uploads("").isEmpty)
        #expect(try await bucket.store(cache: "other").bytes(of: digest) == bytes)
    }

    @Test("small files that a hub names by git's SHA-1 are found by it")
    func gitNames() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = Array("{\"model\": 1}".utf8)
        let content = ContentID.gitBlob(GitObjectID(hashing: bytes, as: "blob"))
        #expect(try await store.held(content) == nil)
        let digest = try await store.store(bytes, as: content)
        #expect(try await store.held(content) == digest)
        #expect(try await store.store(bytes, as: content) == digest)
    }

    @Test("bytes that are not what was announced never reach the bucket")
    func mismatch() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let content = ContentID.sha256(Digest(hashing: [1, 2, 3]))
        let error = await blobError { _ = try await store.store([1, 2, 4], as: content) }
        guard case .mismatch = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(try await store.held(content) == nil)
    }

    @Test("wrong bytes in the bucket never reach a reader; what is right beside them does")
    func damage() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(20 * Self.mebibyte)
        let digest = try await bucket.store().store(bytes)
        let file = try FileHandle(forUpdating: bucket.file(digest))
        try file.seek(toOffset: UInt64(9 * Self.mebibyte + 5))
        try file.write(contentsOf: Data([~bytes[9 * Self.mebibyte + 5]]))
        try file.close()
        let store = try bucket.store(cache: "fresh")
        let error = await blobError { _ = try await store.bytes(of: digest, Int64(9 << 20)..<Int64(10 << 20)) }
        guard case .damaged(digest, let range) = error else { return #expect(Bool(false), "\(String(describing: error))") }
        #expect(range == Int64(9 << 20)..<Int64(10 << 20))
        let reader = try await store.reader(of: digest)
        #expect(await blobError { try await Offload.run { try reader.check(0..<reader.size) } } != nil)
        #expect(try await store.bytes(of: digest, 0..<Int64(8 << 20)) == Array(bytes[..<(8 << 20)]))
    }

    @Test("an object that was cut is told as damaged when it is opened, one that is gone as missing")
    func truncated() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let (large, small) = (pattern(3 * Self.mebibyte), pattern(1_000, seed: 7))
        let digests = (try await store.store(large), try await store.store(small))
        for (digest, size) in [(digests.0, 2_500_000), (digests.1, 999)] {
            let file = try FileHandle(forUpdating: bucket.file(digest))
            try file.truncate(atOffset: UInt64(size))
            try file.close()
            try await bucket.settle()
            let error = await blobError { _ = try await bucket.store(cache: "cut\(size)").bytes(of: digest) }
            guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
        }
        try FileManager.default.removeItem(at: bucket.file(digests.0))
        try await bucket.settle()
        guard case .missing = await blobError({ _ = try await bucket.store(cache: "gone").reader(of: digests.0) }) else {
            return #expect(Bool(false), "it is not told as missing")
        }
    }

    @Test("a blob without its tree is read as a whole first, and served only if it is right")
    func missingTree() async throws {
        let bucket = try await Bucket()
        let bytes = pattern(10 * Self.mebibyte + 3)
        let digest = try await bucket.store().store(bytes)
        try FileManager.default.removeItem(at: bucket.file(digest, ".tree"))
        try await bucket.settle()
        #expect(try await bucket.store(cache: "one").bytes(of: digest) == bytes)
        try Data("rubbish".utf8).write(to: bucket.file(digest, ".tree"))
        try await bucket.settle()
        #expect(try await bucket.store(cache: "two").bytes(of: digest) == bytes)
        var other = bytes
        other[5] ^= 1
        try Data(other).write(to: bucket.file(digest))
        try await bucket.settle()
        let error = await blobError { _ = try await bucket.store(cache: "three").reader(of: digest) }
        guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
    }

    @Test("an upload that broke off leaves nothing visible, is gone on with, and is given up when it is old")
    func brokenUpload() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = pattern(40 * Self.mebibyte)
        let digest = Digest(hashing: bytes)
        let key = S3Keys.blob(digest)
        let upload = try await bucket.client.begin(key)
        let first = Array(bytes[..<(16 * Self.mebibyte)])
        _ = try await bucket.client.send(1, BytesSource(first), hash: Digest(hashing: first), of: upload)
        #expect(try await store.size(of: digest) == nil)
        #expect(try await bucket.client.uploads(S3Keys.blobs).map(\.key) == [key])
        #expect(try await bucket.client.parts(of: upload).map(\.size) == [16 << 20])
        #expect(try await store.store(bytes) == digest)
        #expect(try Data(contentsOf: bucket.file(digest)) == Data(bytes))
        #expect(try await bucket.client.uploads("").isEmpty)
    }

    @Test("content that was verified and not yet uploaded when the process died is only uploaded by the next session")
    func diedBeforeUpload() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = pattern(2 * Self.mebibyte)
        let content = ContentID.sha256(Digest(hashing: bytes))
        let staged = try await DiskBlobStore(root: "\(bucket.scratch.path)/staging").store(bytes)
        let ingest = try await store.ingest(content, size: Int64(bytes.count))
        #expect(ingest.missing.isEmpty)
        #expect(try await ingest.commit() == staged)
        #expect(try await store.bytes(of: staged) == bytes)
    }

    @Test("two sessions for one content at once: the second is told that it is busy; afterwards it finds it held")
    func twoSessions() async throws {
        let bucket = try await Bucket()
        let store = try bucket.store()
        let bytes = pattern(100)
        let content = ContentID.sha256(Digest(hashing: bytes))
        let first = try await store.ingest(content, size: 100)
        guard case .busy = await blobError({ _ = try await store.ingest(content, size: 100) }) else {
            return #expect(Bool(false), "two sessions")
        }
        try bytes.withUnsafeBytes { try first.write($0, at: 0) }
        let digest = try await first.commit()
        let second = try await store.ingest(content, size: 100)
        #expect(second.missing.isEmpty)
        #expect(try await second.commit() == digest)
    }
}

/// Bytes in memory as a body.
struct BytesSource: UploadSource {
    let bytes: [UInt8]
    var count: Int64 { Int64(bytes.count) }

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) -> Int {
        let part = bytes[Int(offset)..<min(bytes.count, Int(offset) + buffer.count)]
        part.withUnsafeBytes { buffer.copyMemory(from: $0) }
        return part.count
    }
}
