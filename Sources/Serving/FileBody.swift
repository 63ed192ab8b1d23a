import Blobs
import Foundation
import HummingbirdCore
import NIOCore
import NIOPosix

/// A part of a blob as a response body: `pread` on NIO's thread pool, one chunk read ahead while the last one is on its way.
/// Measured as fast as sendfile, and it works under TLS too (reference on Swift on Linux, section 7).
enum FileBody {
    /// Up to this many bytes are read before the head is sent, so that a fault of the disk is still an honest 503.
    static let wholeReadLimit: Int64 = 128 * 1_024

    /// The blob ended before the range did: somebody cut the file.
    struct Truncated: Error {
        let offset: Int64
    }

    static func response(_ reader: any BlobReader, _ range: Range<Int64>, _ memory: BodyMemory) async throws -> ResponseBody {
        if Int64(range.count) <= wholeReadLimit {
            return ResponseBody(byteBuffer: try await read(reader, range, into: Chunk()))
        }
        return ResponseBody(contentLength: range.count) { writer in
            memory.begin()
            defer { memory.end() }
            let chunks = [Chunk(), Chunk(), Chunk()]
            var offset = range.lowerBound
            var turn = 0
            while offset < range.upperBound {
                let end = min(range.upperBound, offset + memory.chunkSize)
                try await writer.write(try await read(reader, offset..<end, into: chunks[turn]))
                offset = end
                turn = (turn + 1) % chunks.count
            }
            try await writer.finish(nil)
        }
    }

    private static func read(_ reader: any BlobReader, _ range: Range<Int64>, into chunk: Chunk) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive { try chunk.fill(from: reader, range) }
    }
}

/// Memory for one read, used again as soon as the channel has let go of the bytes before.
private final class Chunk: @unchecked Sendable {  // Safety: filled by one pool thread at a time; its body awaits each fill.
    private var buffer = ByteBuffer()

    func fill(from reader: any BlobReader, _ range: Range<Int64>) throws -> ByteBuffer {
        let count = range.count
        // Keeps the storage if nobody else holds it, takes a new one otherwise.
        buffer.clear(minimumCapacity: count)
        var done = 0
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            while done < count {
                let part = UnsafeMutableRawBufferPointer(rebasing: space[done..<count])
                let read = try reader.read(into: part, at: range.lowerBound + Int64(done))
                guard read > 0 else { throw FileBody.Truncated(offset: range.lowerBound + Int64(done)) }
                done += read
            }
            return count
        }
        return buffer
    }
}

/// Divides the memory for bodies among the files that are on their way: large chunks for few readers, small ones for many.
final class BodyMemory: @unchecked Sendable {  // Safety: `active` is only touched under the lock.
    private let lock = NSLock()
    private let total: Int
    private var active = 0

    init(total: Int) { self.total = total }

    func begin() { lock.withLock { active += 1 } }

    func end() { lock.withLock { active -= 1 } }

    /// Three chunks a body may be alive: one being sent, one waiting for room, one being read.
    var chunkSize: Int64 {
        let fits = total / (3 * Self.large) >= lock.withLock { active }
        return Int64(fits ? Self.large : Self.small)
    }

    private static let large = 256 * 1_024
    private static let small = 64 * 1_024
}
