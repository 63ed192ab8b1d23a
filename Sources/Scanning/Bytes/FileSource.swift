internal import Foundation

/// A file on this machine, read where it lies with `pread`. The size is that of the moment it was opened.
public final class FileSource: ByteSource {
    public let size: Int64
    private let descriptor: Int32
    private let path: String

    /// Opens a regular file; anything else is `unreadable`, for a pipe or a device would never end.
    public init(path: String) throws(ScanError) {
        var opened: Int32
        repeat { opened = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK) } while opened < 0 && errno == EINTR
        guard opened >= 0 else { throw .unreadable(file: path, reason: Self.reason(errno)) }
        var status = stat()
        guard fstat(opened, &status) == 0, status.st_mode & 0o170000 == 0o100000 else {
            close(opened)
            throw .unreadable(file: path, reason: "it is not a regular file")
        }
        descriptor = opened
        size = Int64(status.st_size)
        self.path = path
    }

    deinit { close(descriptor) }

    public func read(_ range: Range<Int64>) async throws -> [UInt8] {
        var failure: Int32 = 0
        let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, done in
            while done < buffer.count, let base = buffer.baseAddress {
                let count = pread(descriptor, base + done, buffer.count - done, off_t(range.lowerBound) + off_t(done))
                if count < 0, errno == EINTR { continue }
                if count < 0 { failure = errno }
                if count <= 0 { return }
                done += count
            }
        }
        guard failure == 0 else { throw ScanError.unreadable(file: path, reason: Self.reason(failure)) }
        return bytes
    }

    private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}
