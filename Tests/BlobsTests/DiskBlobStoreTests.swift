import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct DiskBlobStoreTests {
    let folder: ScratchFolder
    let store: DiskBlobStore

    init() throws {
        folder = try ScratchFolder()
        store = smallParts(folder)
    }

    @Test(
        "what was put in comes out, under its digest, read-only, with nothing left beside it",
        arguments: [0, 1, 65_536, 300_001, 9_000_000])
    func roundTrip(size: Int) async throws {
        let bytes = pattern(size)
        let content = try sha256(bytes)
        let digest = try await store.store(bytes, as: content)
        #expect(digest.hex == content.hex)
        #expect(try await store.size(of: digest) == Int64(size))
        #expect(try await store.bytes(of: digest) == bytes)
        let path = "blobs/sha256/\(digest.hex.prefix(2))/\(digest.hex)"
        #expect(folder.files() == [path])
        let mode = try FileManager.default.attributesOfItem(atPath: "\(folder.path)/\(path)")[.posixPermissions] as? Int
        #expect(mode == 0o444)
    }

    @Test("a file known by its git object is held under its SHA-256 and found by both names", arguments: [0, 12, 5_000_000])
    func gitObjects(size: Int) async throws {
        let bytes = pattern(size)
        let digest = try await store.store(bytes, as: gitBlob(bytes))
        #expect(try sha256(bytes) == .sha256(digest))
        #expect(try await store.held(gitBlob(bytes)) == digest)
        #expect(try await store.held(sha256(bytes)) == digest)
        #expect(try await store.bytes(of: digest) == bytes)
        #expect(try await store.partials().isEmpty)
    }

    @Test("what is held is not taken in again")
    func alreadyHeld() async throws {
        let bytes = pattern(1_000)
        for content in [try sha256(bytes), try gitBlob(bytes)] {
            let digest = try await store.store(bytes, as: content)
            let again = try await store.ingest(content, size: 1_000)
            #expect(again.missing.isEmpty)
            #expect(throws: BlobError.self) { try again.write([1], from: 0) }
            #expect(try await again.commit() == digest)
            let error = await blobError { _ = try await store.ingest(content, size: 999) }
            guard case .mismatch = error else {
                Issue.record("a wrong size was taken: \(String(describing: error))")
                return
            }
        }
    }

    @Test("parts may arrive in any order and from several threads")
    func anyOrder() async throws {
        let bytes = pattern(10 * 65_536 + 77)
        let ingest = try await store.ingest(sha256(bytes), size: Int64(bytes.count))
        await withTaskGroup(of: Void.self) { group in
            for part in (0...10).reversed() {
                group.addTask {
                    let end = min(bytes.count, (part + 1) * 65_536)
                    for start in stride(from: part * 65_536, to: end, by: 10_000) {
                        try? ingest.write(bytes[start..<min(end, start + 10_000)], from: start)
                    }
                }
            }
        }
        #expect(ingest.missing.isEmpty)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("a wrong hash never becomes visible, and nothing of it stays")
    func mismatch() async throws {
        let bytes = pattern(200_000)
        var wrong = bytes
        wrong[150_000] ^= 1
        for content in [try sha256(bytes), try gitBlob(bytes)] {
            let error = await blobError { _ = try await store.store(wrong, as: content) }
            guard case .mismatch(content, let actual) = error else {
                Issue.record("no mismatch: \(String(describing: error))")
                return
            }
            #expect(actual.count == content.hex.count && actual != content.hex)
            #expect(folder.files().isEmpty)
            #expect(try await store.held(content) == nil)
            let again = try await store.ingest(content, size: 200_000)
            #expect(again.missing == [0..<200_000])
            again.discard()
        }
    }

    @Test("a commit before the end says how much is missing and goes on")
    func incomplete() async throws {
        let bytes = pattern(100_000)
        let ingest = try await store.ingest(sha256(bytes), size: 100_000)
        try ingest.write(bytes[..<99_000], from: 0)
        guard case .incomplete(_, 1_000) = await blobError({ _ = try await ingest.commit() }) else {
            Issue.record("an incomplete file was taken")
            return
        }
        try ingest.write(bytes[99_000...], from: 99_000)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("bytes after a gap in a leaf do not count as arrived")
    func gap() async throws {
        let bytes = pattern(65_536)
        let ingest = try await store.ingest(sha256(bytes), size: 65_536)
        try ingest.write(bytes[40_000...], from: 40_000)
        #expect(ingest.missing == [0..<40_960])
        try ingest.write(bytes[..<10_000], from: 0)
        #expect(ingest.missing == [10_000..<40_960])
    }

    @Test("nothing is written outside the announced size", arguments: [-1, 100, 51, Int.max - 5])
    func bounds(offset: Int) async throws {
        let ingest = try await store.ingest(sha256(pattern(100)), size: 100)
        guard case .outOfBounds = await blobError({ try ingest.write(pattern(50), from: offset) }) else {
            Issue.record("written at \(offset)")
            return
        }
        guard case .outOfBounds = await blobError({ _ = try await store.ingest(sha256([1]), size: -1) }) else {
            Issue.record("a negative size was taken")
            return
        }
    }

    @Test("after its end a session writes nothing and commits nothing")
    func ended() async throws {
        let bytes = pattern(100)
        let ingest = try await store.ingest(sha256(bytes), size: 100)
        ingest.suspend()
        #expect(throws: BlobError.self) { try ingest.write(bytes, from: 0) }
        await #expect(throws: BlobError.self) { try await ingest.commit() }
        let other = try await store.ingest(sha256(bytes), size: 100)
        other.discard()
        #expect(folder.files().isEmpty)
    }

    @Test("a reader outlives the blob's removal, and reads nothing past the end")
    func removal() async throws {
        let bytes = pattern(5_000)
        let digest = try await store.store(bytes, as: sha256(bytes))
        let reader = try await store.reader(of: digest)
        try await store.remove(digest)
        try await store.remove(digest)
        #expect(try await store.size(of: digest) == nil)
        #expect(try await store.held(.sha256(digest)) == nil)
        var buffer = [UInt8](repeating: 0, count: 100)
        #expect(try buffer.withUnsafeMutableBytes { try reader.read(into: $0, at: 4_990) } == 10)
        #expect(Array(buffer[..<10]) == Array(bytes[4_990...]))
        #expect(try buffer.withUnsafeMutableBytes { try reader.read(into: $0, at: 5_000) } == 0)
        #expect(try buffer.withUnsafeMutableBytes { try reader.read(into: $0, at: -1) } == 0)
        guard case .missing(digest) = await blobError({ _ = try await store.reader(of: digest) }) else {
            Issue.record("a removed blob opens")
            return
        }
    }

    @Test("a git name whose blob is gone is not held")
    func danglingLink() async throws {
        let bytes = pattern(10)
        let digest = try await store.store(bytes, as: gitBlob(bytes))
        try await store.remove(digest)
        #expect(try await store.held(gitBlob(bytes)) == nil)
        #expect(try await store.store(bytes, as: gitBlob(bytes)) == digest)
    }

    @Test("the listing has every digest and every left-over")
    func listing() async throws {
        #expect(try await store.digests().isEmpty)
        var digests: Set<Digest> = []
        for seed in 1...20 {
            let bytes = pattern(50, seed: UInt64(seed))
            digests.insert(try await store.store(bytes, as: seed % 2 == 0 ? sha256(bytes) : gitBlob(bytes)))
        }
        let held = try await store.digests()
        #expect(Set(held) == digests && held.count == 20)

        let unfinished = try sha256(pattern(9_000))
        let ingest = try await store.ingest(unfinished, size: 9_000)
        try ingest.write(pattern(9_000)[..<5_000], from: 0)
        #expect(try await store.partials().map(\.content) == [unfinished])
        guard case .busy = await blobError({ try await store.discardPartial(unfinished) }) else {
            Issue.record("a running ingest was thrown away")
            return
        }
        ingest.suspend()
        #expect(try await store.arrived(unfinished, size: 9_000) == 4_096)
        try await store.discardPartial(unfinished)
        #expect(try await store.partials().isEmpty)
        #expect(try await store.arrived(unfinished, size: 9_000) == 0)
    }
}
