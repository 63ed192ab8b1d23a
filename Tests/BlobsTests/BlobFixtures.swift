import Crypto
import Foundation
import TestSupport
import Vocabulary

@testable import Blobs

/// Bytes that differ everywhere, so that a part in the wrong place is noticed.
func pattern(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    return (0..<count).map { _ in
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return UInt8(truncatingIfNeeded: state >> 24)
    }
}

func sha256(_ bytes: [UInt8]) throws -> ContentID {
    try .sha256(require(Vocabulary.Digest(bytes: Array(SHA256.hash(data: bytes)))))
}

/// By another library than the store's.
func plainDigest(_ bytes: some Collection<UInt8>) -> Vocabulary.Digest {
    Vocabulary.Digest(bytes: Array(SHA256.hash(data: Array(bytes)))).unsafelyUnwrapped
}

func gitBlob(_ bytes: [UInt8]) throws -> ContentID {
    try .gitBlob(require(GitObjectID(bytes: Array(Insecure.SHA1.hash(data: Array("blob \(bytes.count)\0".utf8) + bytes)))))
}

struct Absent: Error {}

func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Absent() }
    return value
}

extension BlobIngest {
    func write(_ bytes: some Collection<UInt8>, from offset: Int) throws {
        let copy = Array(bytes)
        try copy.withUnsafeBytes { try write($0, at: Int64(offset)) }
    }
}

extension BlobStore {
    func bytes(of digest: Vocabulary.Digest) async throws -> [UInt8] {
        let reader = try await reader(of: digest)
        var bytes = [UInt8](repeating: 0, count: Int(reader.size))
        let count = try bytes.withUnsafeMutableBytes { try reader.read(into: $0, at: 0) }
        return Array(bytes[..<count])
    }

    /// Takes everything in, in one go.
    func store(_ bytes: [UInt8], as content: ContentID) async throws -> Vocabulary.Digest {
        let ingest = try await ingest(content, size: Int64(bytes.count))
        try ingest.write(bytes, from: 0)
        return try await ingest.commit()
    }
}

/// A store with parts of 64 KiB and leaves of 4 KiB, so that small files have many; it keeps no trees.
func smallParts(_ folder: ScratchFolder, calls: DiskCalls = .system) -> DiskBlobStore {
    DiskBlobStore(root: folder.path + "/blobs", partSize: 65_536, leafSize: 4_096, calls: calls)
}

func blobError(_ work: () async throws -> Void) async -> BlobError? {
    do {
        try await work()
        return nil
    } catch {
        return error as? BlobError
    }
}
