import Blobs
import Foundation
import HummingbirdCore
import NIOCore
import NIOHTTP1
import NIOPosix

/// A part of a blob as a response body. The kernel copies a file's pages straight to the socket (`sendfile`), so that a reader
/// costs no memory; a store without files is read in chunks.
///
/// Measured: through buffers, 32 readers kept 950 MB of heap alive and reached 0.8 of nginx.
enum FileBody {
    /// Up to this many bytes are read before the head is sent, so that a fault of the disk is still an honest 503.
    static let wholeReadLimit: Int64 = 128 * 1_024
    /// What is handed to the kernel at once: the next is only prepared when it is on its way.
    static let regionSize: Int64 = 4 * 1_024 * 1_024
    /// What is read at once of a blob that is no file.
    static let chunkSize: Int64 = 256 * 1_024

    /// The blob ended before the range did: somebody cut the file.
    struct Truncated: Error {
        let offset: Int64
    }

    static func response(_ reader: any BlobReader, _ range: Range<Int64>, to channel: any Channel) async throws -> ResponseBody {
        if Int64(range.count) <= wholeReadLimit {
            return ResponseBody(byteBuffer: try await read(reader, range))
        }
        // The first part before the head: what is damaged there is an honest 503. Later the connection is cut.
        let first = range.lowerBound..<min(range.upperBound, range.lowerBound + regionSize)
        try await NIOThreadPool.singleton.runIfActive { try reader.check(first) }
        return ResponseBody(contentLength: range.count) { writer in
            try await send(reader, range, to: channel, &writer)
            try await writer.finish(nil)
        }
    }

    /// A part of a body whose head is out.
    static func send(
        _ reader: any BlobReader, _ range: Range<Int64>, to channel: any Channel, _ writer: inout any ResponseBodyWriter
    ) async throws {
        if let descriptor = reader.descriptor {
            try await FileRegions(reader: reader, descriptor: descriptor, channel: channel).send(range)
        } else {
            for part in parts(of: range, size: chunkSize) { try await writer.write(try await read(reader, part)) }
        }
    }

    static func parts(of range: Range<Int64>, size: Int64) -> some Sequence<Range<Int64>> {
        stride(from: range.lowerBound, to: range.upperBound, by: Int64.Stride(size)).lazy.map { $0..<min($0 + size, range.upperBound) }
    }

    private static func read(_ reader: any BlobReader, _ range: Range<Int64>) async throws -> ByteBuffer {
        try await NIOThreadPool.singleton.runIfActive {
            try reader.check(range)
            var buffer = ByteBuffer()
            try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: range.count) { space in
                var done = 0
                while done < range.count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: space[done..<range.count])
                    let count = try reader.read(into: rest, at: range.lowerBound + Int64(done))
                    guard count > 0 else { throw Truncated(offset: range.lowerBound + Int64(done)) }
                    done += count
                }
                return done
            }
            return buffer
        }
    }
}

/// Sends parts of an open file over a connection without TLS (there is no other kind here; under TLS only chunks can be sent).
private struct FileRegions {
    /// Keeps the descriptor open, and closes it after us.
    let reader: any BlobReader
    let descriptor: Int32
    let channel: any Channel

    /// One part is on its way while the next is prepared and queued behind it: the connection never waits for our threads.
    func send(_ range: Range<Int64>) async throws {
        let watch = watch(range)
        defer { watch.cancel() }
        try await withTaskCancellationHandler {
            var ahead: EventLoopFuture<Void>?
            for part in FileBody.parts(of: range, size: FileBody.regionSize) {
                try await NIOThreadPool.singleton.runIfActive { try warm(part) }
                let next = channel.eventLoop.flatSubmit { write(part) }
                try await ahead?.get()
                ahead = next
            }
            try await ahead?.get()
        } onCancel: {
            // A write that waits for a client that takes nothing would otherwise outlive us.
            channel.close(promise: nil)
        }
    }

    /// Ends the connection when the file has become shorter than what is to be sent: the kernel then copies nothing and calls it a
    /// success, and the event loop would try again without a pause until the client's patience is at an end.
    private func watch(_ range: Range<Int64>) -> RepeatedTask {
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(100), delay: .milliseconds(250)) { task in
            var info = stat()
            guard fstat(descriptor, &info) != 0 || Int64(info.st_size) < range.upperBound else { return }
            task.cancel()
            channel.close(promise: nil)
        }
    }

    /// Has the pages in memory before the event loop touches them: it must never wait for a disk. A byte in each 128 KiB, the
    /// kernel's own read-ahead (Linux's default), is enough; of a file that is there already it costs microseconds.
    private func warm(_ part: Range<Int64>) throws {
        try reader.check(part)
        posix_fadvise(descriptor, off_t(part.lowerBound), off_t(part.count), POSIX_FADV_WILLNEED)
        var byte: UInt8 = 0
        for offset in Array(stride(from: part.lowerBound, to: part.upperBound, by: 128 * 1_024)) + [part.upperBound - 1] {
            guard pread(descriptor, &byte, 1, off_t(offset)) == 1 else { throw FileBody.Truncated(offset: offset) }
        }
    }

    /// Below the encoder, whose work for this answer is done: Hummingbird's body parts can't carry a file. The head went down
    /// the same pipeline before, on the same event loop.
    private func write(_ part: Range<Int64>) -> EventLoopFuture<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: descriptor)
        let region = FileRegion(fileHandle: handle, readerIndex: Int(part.lowerBound), endIndex: Int(part.upperBound))
        do {
            let encoder = try channel.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
            encoder.writeAndFlush(NIOAny(IOData.fileRegion(region)), promise: promise)
        } catch {
            promise.fail(error)
        }
        promise.futureResult.whenComplete { _ in
            // Only now has the channel let go of the descriptor; before, closing it could let another file take its number.
            withExtendedLifetime(reader) { _ = try? handle.takeDescriptorOwnership() }
        }
        return promise.futureResult
    }
}
