import Blobs
import Catalog
import Foundation
import Reports
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

/// Blobs that lie in several files, and in places in none, as a replica's do.
@Suite struct StretchedBlobTests {
    @Test("bytes of several files, and of none between them, arrive in their order: whole, in ranges, and for many readers at once")
    func order() async throws {
        let bytes = pattern(23 << 20)
        try await withHub(library: { ScatteredLibrary(base: $0) }) { client, world in
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            let path = "/acme/big/resolve/main/big.bin"
            for _ in 0..<2 { #expect(isSame(try await client.get(path).body, bytes[...])) }
            for range in [0..<1, 3_000_000..<20_000_001, 2_999_999..<3_000_001, (23 << 20) - 200_000..<23 << 20] {
                let reply = try await client.get(path, ["Range": "bytes=\(range.lowerBound)-\(range.upperBound - 1)"])
                #expect(reply.status == 206 && isSame(reply.body, bytes[range]), "\(range)")
            }
            let right = try await withThrowingTaskGroup(of: Bool.self) { group in
                for reader in 0..<12 {
                    group.addTask {
                        isSame(try await client.get(path, ["Range": "bytes=\(reader * 999_999)-"]).body, bytes[(reader * 999_999)...])
                    }
                }
                return try await group.reduce(true) { $0 && $1 }
            }
            #expect(right)
        }
    }

    @Test("damage that is found in a later stretch cuts the connection before any byte of it is sent")
    func damage() async throws {
        let bytes = pattern(23 << 20)
        try await withHub(library: { ScatteredLibrary(base: $0, damage: 15_000_000) }) { client, world in
            try await world.publish("acme/big", commit: commitID("9"), refs: [(.branch, "main")], [.init(large: "big.bin", bytes)])
            let path = "/acme/big/resolve/main/big.bin"
            let request = Array("GET \(path) HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n".utf8)
            let count = try await RawConnection.count(request, port: client.port, pause: 0, everyBytes: 0)
            #expect(count < 15_001_000)
            #expect(try await client.get(path, ["Range": "bytes=14900000-15100000"]).status == 503)
            #expect(isSame(try await client.get(path, ["Range": "bytes=0-11999999"]).body, bytes[..<12_000_000]))
        }
    }

    private func pattern(_ count: Int) -> [UInt8] { (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 11) } }
}

/// Gives out stretches of 3,000,000 bytes, each in a file of its own, every third one in none.
private struct ScatteredLibrary: Library {
    let base: any Library
    var damage: Int64?

    struct Reader: BlobReader {
        static let piece: Int64 = 3_000_000
        let base: any BlobReader
        let damage: Int64?
        var size: Int64 { base.size }

        func check(_ range: Range<Int64>) throws(BlobError) {
            guard let damage, range.contains(damage) else { return }
            throw .damaged(Digest(hashing: []), damage..<damage + 1)
        }

        func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
            try base.read(into: buffer, at: offset)
        }

        func stretch(_ range: Range<Int64>) throws(BlobError) -> FileStretch? {
            let piece = range.lowerBound / Self.piece
            let (start, end) = (piece * Self.piece, min(size, (piece + 1) * Self.piece))
            let wanted = range.clamped(to: start..<end)
            try check(wanted)
            guard piece % 3 != 1 else { return nil }
            let bytes = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(end - start), alignment: 16)
            defer { bytes.deallocate() }
            guard try base.read(into: bytes, at: start) == bytes.count, let file = UnnamedFile(UnsafeRawBufferPointer(bytes)) else {
                return nil
            }
            return FileStretch(
                descriptor: file.descriptor, range: wanted.lowerBound - start..<wanted.upperBound - start, owner: file)
        }
    }

    func model(named name: String) async throws(LibraryError) -> ServedModel? { try await base.model(named: name) }
    func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID? {
        try await base.commit(for: revision, of: model)
    }
    func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest? {
        try await base.manifest(of: model, at: commit)
    }
    func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]? { nil }
    func engine() async throws(LibraryError) -> SearchEngine { try await base.engine() }
    func catalog() async throws(LibraryError) -> CatalogDatabase { try await base.catalog() }
    func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport] { [] }
    var names: SpokenNames { SpokenNames() }
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader { Reader(base: try await base.open(blob), damage: damage) }
    func check() async throws(LibraryError) { try await base.check() }
}

/// A file without a name, gone with the value.
private final class UnnamedFile: Sendable {
    let descriptor: Int32

    init?(_ bytes: UnsafeRawBufferPointer) {
        guard let file = tmpfile() else { return nil }
        descriptor = dup(fileno(file))
        fclose(file)
        guard pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count else { return nil }
    }

    deinit { close(descriptor) }
}
