internal import Archives
public import Blobs
internal import Foundation
public import Vocabulary

/// A volume that blobs were carried in: a tar or zip with files named by their SHA-256, in whatever folders.
///
/// An archive is read from its front. As long as the ranges of a blob are asked for upwards, one pass finds them all.
public actor ArchiveChunks: ChunkSource {
    public nonisolated let name: String
    private let limits: ArchiveLimits
    private var pass: Pass?

    /// Blobs may be as large as a disk; what does not compress at all is no bomb.
    public init(path: String) {
        name = path
        limits = ArchiveLimits(entries: 5_000_000, entryBytes: 1 << 45, totalBytes: 1 << 47)
    }

    public func bytes(_ range: Range<Int64>, of digest: Digest) throws -> [UInt8] {
        if let pass, pass.digest == digest, pass.position <= range.lowerBound { return try pass.bytes(range) }
        pass = nil
        let begun = try Pass(name, limits, to: digest)
        pass = begun
        return try begun.bytes(range)
    }
}

/// A reading of the archive that has come to a blob.
private final class Pass {
    let digest: Digest
    private(set) var position: Int64 = 0
    private var reader: ArchiveReader
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

    init(_ path: String, _ limits: ArchiveLimits, to digest: Digest) throws {
        reader = try ArchiveReader(path: path, limits: limits)
        self.digest = digest
        while let entry = try reader.next() {
            if entry.kind == .file, entry.path.description.split(separator: "/").last.map(String.init) == digest.hex { return }
        }
        throw Absent()
    }

    deinit { buffer.deallocate() }

    /// Fewer bytes than asked for only at the end of the blob.
    func bytes(_ range: Range<Int64>) throws -> [UInt8] {
        var found: [UInt8] = []
        while position < range.upperBound {
            let end = position < range.lowerBound ? range.lowerBound : range.upperBound
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<min(buffer.count, Int(end - position))])
            let count = try reader.read(into: room)
            guard count > 0 else { break }
            if position >= range.lowerBound { found += room[..<count] }
            position += Int64(count)
        }
        return found
    }

    private struct Absent: Error, CustomStringConvertible {
        var description: String { "it has no file of that blob" }
    }
}
