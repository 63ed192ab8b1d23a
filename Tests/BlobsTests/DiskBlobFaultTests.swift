import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

@Suite struct DiskBlobFaultTests {
    let folder: ScratchFolder
    let bytes = pattern(300_000)

    init() throws { folder = try ScratchFolder() }

    @Test("a file larger than the disk is refused before a byte is fetched, and leaves nothing")
    func largerThanDisk() async throws {
        let store = DiskBlobStore(root: folder.path + "/blobs")
        let size = (store.freeBytes() ?? 0) + (1 << 40)
        guard case .full(_, let needed) = await blobError({ _ = try await store.ingest(sha256(bytes), size: size) }) else {
            Issue.record("room was found for \(size) bytes")
            return
        }
        #expect(needed >= 1 << 40)
        #expect(folder.files().isEmpty)
    }

    /// A disk on which data ends at 100,000 bytes, in the middle of a write; the sidecar's own writes are small.
    private func filling(_ code: Int32) -> DiskCalls {
        var calls = DiskCalls.system
        calls.write = { descriptor, bytes, count, offset in
            guard count > 1_000 else { return DiskCalls.system.write(descriptor, bytes, count, offset) }
            guard offset < 100_000 else {
                errno = code
                return -1
            }
            return DiskCalls.system.write(descriptor, bytes, min(count, Int(100_000 - offset)), offset)
        }
        return calls
    }

    @Test("a disk that fills up on the way stops the session, and a later one goes on", arguments: [ENOSPC, EDQUOT])
    func fillsUp(code: Int32) async throws {
        // Leaves are written when they were hashed: the writer learns of it some leaves later. So many as are left here may not wait for
        // their hashing and writing, so it can't be done before it does.
        let bytes = pattern(100_000 + 4_096 * 3 * LeafBuffers.most)
        let size = Int64(bytes.count)
        do {
            let ingest = try await smallParts(folder, calls: filling(code)).ingest(sha256(bytes), size: size)
            try ingest.write(bytes[..<65_536], from: 0)
            guard case .full(let path, let needed) = await blobError({ try ingest.write(bytes[65_536...], from: 65_536) }) else {
                Issue.record("a full disk was not noticed")
                return
            }
            #expect(path.hasSuffix(".partial") && (1...size - 98_304).contains(needed))
            guard case .full = await blobError({ _ = try await ingest.commit() }) else {
                Issue.record("a session goes on after its disk failed")
                return
            }
        }
        try await goOn(bytes)
    }

    @Test("a disk that fills up when everything has come is noticed by the commit, if not before", arguments: [ENOSPC, EDQUOT])
    func fillsUpAtTheEnd(code: Int32) async throws {
        // All leaves after the one that fails may wait for the hash, so the writer may be done when it comes there, or not.
        let bytes = pattern(100_000 + 4_096 * 8)
        do {
            let ingest = try await smallParts(folder, calls: filling(code)).ingest(sha256(bytes), size: Int64(bytes.count))
            if let early = await blobError({ try ingest.write(bytes, from: 0) }) {
                guard case .full = early else { throw early }
            }
            guard case .full = await blobError({ _ = try await ingest.commit() }) else {
                Issue.record("a file that the disk had no room for was taken in")
                return
            }
        }
        try await goOn(bytes)
    }

    /// Everything before the leaf that could not be written is kept, and the rest makes the file whole.
    private func goOn(_ bytes: [UInt8]) async throws {
        let store = smallParts(folder)
        let ingest = try await store.ingest(sha256(bytes), size: Int64(bytes.count))
        #expect(ingest.missing == [98_304..<Int64(bytes.count)])
        try ingest.write(bytes[98_304...], from: 98_304)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("a short write is carried on")
    func shortWrites() async throws {
        var slow = DiskCalls.system
        slow.write = { DiskCalls.system.write($0, $1, min($2, 1_000), $3) }
        #expect(try await smallParts(folder, calls: slow).store(bytes, as: sha256(bytes)).hex == sha256(bytes).hex)
    }

    @Test("a write that takes nothing is an error instead of a loop")
    func stuckWrite() async throws {
        var stuck = DiskCalls.system
        stuck.write = { _, _, _, _ in 0 }
        let other = pattern(300_000, seed: 7)
        guard case .full = await blobError({ _ = try await smallParts(folder, calls: stuck).store(other, as: sha256(other)) }) else {
            Issue.record("a write that takes nothing went on")
            return
        }
    }

    @Test("a file system that can't reserve space is used without")
    func noReservation() async throws {
        var calls = DiskCalls.system
        calls.reserve = { _, _ in EOPNOTSUPP }
        let store = smallParts(folder, calls: calls)
        #expect(try await store.bytes(of: store.store(bytes, as: sha256(bytes))) == bytes)
    }

    @Test("space that can't be reserved is an error at once", arguments: [ENOSPC, EIO])
    func reservationFails(code: Int32) async throws {
        var calls = DiskCalls.system
        calls.reserve = { _, _ in code }
        let error = await blobError { _ = try await smallParts(folder, calls: calls).ingest(sha256(bytes), size: 300_000) }
        switch error {
        case .full: #expect(code == ENOSPC)
        case .io(let operation, _, _): #expect(code == EIO && operation == "reserve")
        default: Issue.record("\(String(describing: error))")
        }
        #expect(folder.files().isEmpty)
    }

    @Test("what the disk does not confirm is not made visible, and not lost")
    func failedSync() async throws {
        var calls = DiskCalls.system
        calls.synchronize = { _ in
            errno = EIO
            return -1
        }
        guard case .io("fsync", _, _) = await blobError({ _ = try await smallParts(folder, calls: calls).store(bytes, as: sha256(bytes)) })
        else {
            Issue.record("a failed fsync was not noticed")
            return
        }
        let store = smallParts(folder)
        #expect(try await store.held(sha256(bytes)) == nil)
        let ingest = try await store.ingest(sha256(bytes), size: 300_000)
        #expect(ingest.missing.isEmpty)
        #expect(try await store.bytes(of: ingest.commit()) == bytes)
    }

    @Test("a root that can't be a folder is an error that names it")
    func notAFolder() async throws {
        try Data("x".utf8).write(to: URL(fileURLWithPath: folder.path + "/file"))
        for root in ["\(folder.path)/file", "/proc/weighbridge-test"] {
            let error = await blobError { _ = try await DiskBlobStore(root: root).ingest(sha256(bytes), size: 300_000) }
            #expect(error?.description.contains(root) == true, "\(String(describing: error))")
        }
    }

    @Test("a link planted where the bytes would go is not followed")
    func plantedLink() async throws {
        let content = try sha256(bytes)
        let target = folder.path + "/precious"
        try Data("precious".utf8).write(to: URL(fileURLWithPath: target))
        let place = "\(folder.path)/blobs/sha256/\(content.hex.prefix(2))"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: "\(place)/.\(content.hex).partial", withDestinationPath: target)
        await #expect(throws: BlobError.self) { try await smallParts(folder).store(bytes, as: content) }
        #expect(try String(contentsOfFile: target, encoding: .utf8) == "precious")
    }
}
