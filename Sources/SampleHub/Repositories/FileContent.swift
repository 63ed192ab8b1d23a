import Foundation
import Vocabulary

/// Where the bytes of a file are.
enum FileContent: Sendable {
    case memory([UInt8])
    case disk(path: String)

    /// The first `limit` bytes at most.
    func prefix(_ limit: Int) throws -> [UInt8] {
        switch self {
        case .memory(let bytes): return Array(bytes.prefix(limit))
        case .disk(let path):
            let handle = try OpenedFile(path)
            return try handle.read(at: 0, count: limit)
        }
    }

    /// SHA-256 of everything, read in pieces.
    func sha256() throws -> Digest {
        let sum: [UInt8]
        switch self {
        case .memory(let bytes): sum = Sums.sha256(bytes)
        case .disk(let path):
            let handle = try OpenedFile(path)
            var offset: Int64 = 0
            sum = try Sums.sha256 {
                let piece = try handle.read(at: offset, count: 1 << 20)
                offset += Int64(piece.count)
                return piece
            }
        }
        return Digest(bytes: sum).unsafelyUnwrapped  // Safety: SHA-256 has 32 bytes.
    }
}

/// An open file, closed when nobody holds it any more.
final class OpenedFile: Sendable {
    let descriptor: Int32

    init(_ path: String) throws {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SampleFolderError.unreadable(path: path, reason: String(cString: strerror(errno))) }
    }

    deinit { close(descriptor) }

    /// Up to `count` bytes; less at the end of the file.
    func read(at offset: Int64, count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
            initialized = try read(into: UnsafeMutableRawBufferPointer(buffer), at: offset)
        }
    }

    /// Fills `buffer` as far as the file goes; blocking.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        var done = 0
        while done < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[done...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + off_t(done))
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SampleFolderError.unreadable(path: "open file", reason: String(cString: strerror(errno))) }
            if count == 0 { break }
            done += count
        }
        return done
    }
}

/// Why a folder can't be served as a hub.
public enum SampleFolderError: Error, Sendable, CustomStringConvertible {
    case unreadable(path: String, reason: String)
    case badName(path: String, reason: String)
    case badMetadata(path: String, reason: String)

    public var description: String {
        switch self {
        case .unreadable(let path, let reason): "\(path): \(reason)"
        case .badName(let path, let reason): "\(path) can't be a file of a repository: \(reason)"
        case .badMetadata(let path, let reason): "\(path): \(reason)"
        }
    }
}
