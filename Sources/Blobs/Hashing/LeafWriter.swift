internal import CDisk
internal import Foundation
internal import Vocabulary

/// Writes leaves of one file, several at a time, past the page cache where it can: what is hashed before it is written need not be read again
/// soon.
///
/// Measured here: 0.06 s of the kernel's time for a GB with O_DIRECT, through the page cache 0.2 to 2.3 s, depending on how much of it
/// must be thrown out first.
final class LeafWriter: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    private let file: PosixFile
    private let desk: WriteDesk
    private let condition = NSCondition()
    /// The same file, opened for writing past the page cache; nil: not possible here.
    private var direct: PosixFile?
    private var underWay = 0
    private var failure: BlobError?

    init(_ file: PosixFile, _ desk: WriteDesk) {
        self.file = file
        self.desk = desk
        // By its descriptor: the name may be another file's by now.
        direct = (try? PosixFile("/proc/self/fd/\(file.descriptor)", flags: O_WRONLY | wb_direct_flag(), calls: file.calls)) ?? nil
    }

    /// Writes the first bytes of a buffer, soon; `done` follows when they are written. Throws why an earlier write failed.
    func write(_ buffer: LeafBuffer, _ count: Int64, at offset: Int64, done: @escaping @Sendable () -> Void) throws(BlobError) {
        condition.lock()
        let earlier = failure
        if earlier == nil { underWay += 1 }
        condition.unlock()
        if let earlier { throw earlier }
        desk.submit { [self] in
            do throws(BlobError) {
                try write(buffer.prefix(count), at: offset)
                done()
            } catch {
                condition.withLock { failure = failure ?? error }
            }
            condition.lock()
            underWay -= 1
            condition.broadcast()
            condition.unlock()
        }
    }

    /// Waits until nothing is under way. Throws why a write failed.
    func finish() throws(BlobError) {
        condition.lock()
        while underWay > 0 { condition.wait() }
        let failure = failure
        condition.unlock()
        if let failure { throw failure }
    }

    private func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        let direct = condition.withLock { self.direct }
        if let direct, bytes.count % LeafBuffers.alignment == 0, offset % Int64(LeafBuffers.alignment) == 0 {
            do throws(BlobError) {
                return try direct.write(bytes, at: offset)
            } catch {
                // It may want an alignment of its own. What is really wrong shows again below.
                condition.withLock { self.direct = nil }
            }
        }
        try file.write(bytes, at: offset)
    }
}
