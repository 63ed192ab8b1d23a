import Blobs
import Foundation
import NIOCore
import NIOHTTP1
import NIOPosix

/// Bytes in an open file on their way over a connection without TLS (there is no other kind here; under TLS only chunks can be sent).
struct OpenRegion: Sendable {
    private let stretch: FileStretch

    var count: Int64 { Int64(stretch.range.count) }

    /// Has the pages in memory before the event loop touches them: it must never wait for a disk. A byte in each 128 KiB, the
    /// kernel's own read-ahead (Linux's default), is enough; of a file that is there already it costs microseconds.
    init(warming stretch: FileStretch) throws {
        let (descriptor, range) = (stretch.descriptor, stretch.range)
        posix_fadvise(descriptor, off_t(range.lowerBound), off_t(range.count), POSIX_FADV_WILLNEED)
        var byte: UInt8 = 0
        for offset in Array(stride(from: range.lowerBound, to: range.upperBound, by: 128 * 1_024)) + [range.upperBound - 1] {
            guard pread(descriptor, &byte, 1, off_t(offset)) == 1 else { throw FileBody.Truncated(offset: offset) }
        }
        self.stretch = stretch
    }

    /// On the channel's event loop. Below the encoder, whose work for this answer is done: Hummingbird's body parts can't carry a file. The
    /// head went down the same pipeline before, on the same event loop.
    func write(to channel: any Channel) -> EventLoopFuture<Void> {
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let handle = NIOFileHandle(_deprecatedTakingOwnershipOfDescriptor: stretch.descriptor)
        let region = FileRegion(fileHandle: handle, readerIndex: Int(stretch.range.lowerBound), endIndex: Int(stretch.range.upperBound))
        do {
            let encoder = try channel.pipeline.syncOperations.context(handlerType: HTTPResponseEncoder.self)
            encoder.writeAndFlush(NIOAny(IOData.fileRegion(region)), promise: promise)
        } catch {
            promise.fail(error)
        }
        let watch = watch(channel)
        promise.futureResult.whenComplete { _ in
            watch.cancel()
            // Only now has the channel let go of the descriptor; before, closing it could let another file take its number.
            withExtendedLifetime(stretch) { _ = try? handle.takeDescriptorOwnership() }
        }
        return promise.futureResult
    }

    /// Ends the connection when the file has become shorter than what is to be sent: the kernel then copies nothing and calls it a
    /// success, and the event loop would try again without a pause until the client's patience is at an end.
    private func watch(_ channel: any Channel) -> RepeatedTask {
        channel.eventLoop.scheduleRepeatedTask(initialDelay: .milliseconds(100), delay: .milliseconds(250)) { task in
            var info = stat()
            guard fstat(stretch.descriptor, &info) != 0 || Int64(info.st_size) < stretch.range.upperBound else { return }
            task.cancel()
            channel.close(promise: nil)
        }
    }
}
