internal import CDisk
internal import Crypto
internal import Foundation
internal import Vocabulary

/// The hashes of one file, computed on a thread of its own behind the writers: it reads the contiguous prefix out of the
/// page cache while later bytes still arrive. Measured: 2 GiB over loopback take as long with it as without, where hashing
/// in the writer's thread costs 40 %.
final class TrailingHasher: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    struct Hashes: Sendable {
        let digest: Vocabulary.Digest
        /// Only computed where the content is identified by it.
        let object: GitObjectID?
        let tree: HashTree?
    }

    /// Bytes hashed at a time; also how far the prefix must grow before the thread is woken.
    static let step = HashTree.leafSize
    /// Bytes after which the kernel is asked to start writing what is hashed, so that the final fsync finds little to do.
    private static let flushStep: Int64 = 32 << 20
    /// Bytes behind the hash that stay in the page cache. What lies further back and is on the disk already is given up: a model
    /// larger than the memory must not push everything else out of it, and memory used again is faster than memory asked for.
    private static let keptBehind: Int64 = 128 << 20

    private let file: PosixFile
    private let size: Int64
    private let wantsObject: Bool
    private let condition = NSCondition()
    private var available: Int64 = 0
    private var isCancelled = false
    private var hasStarted = false
    private var result: Result<Hashes, BlobError>?
    private var waiter: CheckedContinuation<Result<Hashes, BlobError>, Never>?

    init(file: PosixFile, size: Int64, wantsObject: Bool) {
        self.file = file
        self.size = size
        self.wantsObject = wantsObject
    }

    /// Bytes from the start that are written. Call with growing values.
    func advance(to prefix: Int64) {
        condition.lock()
        available = prefix
        let starts = !hasStarted && !isCancelled && (prefix >= 4 * Self.step || prefix == size)
        if starts { hasStarted = true }
        condition.signal()
        condition.unlock()
        if starts { Thread.detachNewThread { self.run() } }
    }

    /// Waits for the rest. Only after `advance(to: size)`.
    func hashes() async throws(BlobError) -> Hashes {
        let outcome: Result<Hashes, BlobError> = await withCheckedContinuation { continuation in
            condition.lock()
            let known = result
            if known == nil { waiter = continuation }
            condition.unlock()
            if let known { continuation.resume(returning: known) }
        }
        return try outcome.get()
    }

    /// The thread ends soon; a waiter gets an error.
    func cancel() {
        condition.lock()
        isCancelled = true
        let neverStarted = !hasStarted
        condition.signal()
        condition.unlock()
        if neverStarted { finish(.failure(BlobError("hash", file.path, ECANCELED))) }
    }

    private func run() {
        let outcome: Result<Hashes, BlobError>
        do throws(BlobError) {
            outcome = .success(try hashAll())
        } catch {
            outcome = .failure(error)
        }
        finish(outcome)
    }

    private func finish(_ outcome: Result<Hashes, BlobError>) {
        condition.lock()
        result = outcome
        let waiting = waiter
        waiter = nil
        condition.unlock()
        waiting?.resume(returning: outcome)
    }

    private func hashAll() throws(BlobError) -> Hashes {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(max(1, min(size, Self.step))), alignment: 4_096)
        defer { buffer.deallocate() }
        var sha256 = SHA256()
        var sha1 = Insecure.SHA1()
        if wantsObject { sha1.update(data: Array("blob \(size)\0".utf8)) }
        var leaves: [Vocabulary.Digest] = []
        var done: Int64 = 0
        var flushed: Int64 = 0
        var released: Int64 = 0
        while done < size {
            let limit = try waitForMore(than: done)
            while done < limit {
                // Whole leaves: what has arrived of the next one waits for its rest.
                let wanted = Int(min(Int64(buffer.count), limit - done))
                if wanted < buffer.count, done + Int64(wanted) < size { break }
                let count = try file.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<wanted]), at: done)
                guard count == wanted else { throw .io(operation: "read", path: file.path, reason: "the file became shorter") }
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                sha256.update(bufferPointer: bytes)
                if wantsObject { sha1.update(bufferPointer: bytes) }
                HashTree.hash(bytes).map { leaves.append($0) }
                done += Int64(count)
            }
            if done - flushed >= Self.flushStep {
                wb_start_writing(file.descriptor, flushed, done - flushed)
                flushed = done
                if done - released > Self.keptBehind {
                    let count = done - released - Self.keptBehind
                    posix_fadvise(file.descriptor, off_t(released), off_t(count), POSIX_FADV_DONTNEED)
                    released += count
                }
            }
        }
        guard let digest = Vocabulary.Digest(bytes: Array(sha256.finalize())) else { throw BlobError("hash", file.path, EINVAL) }
        return Hashes(
            digest: digest, object: wantsObject ? GitObjectID(bytes: Array(sha1.finalize())) : nil,
            tree: HashTree(size: size, leaves: leaves))
    }

    private func waitForMore(than done: Int64) throws(BlobError) -> Int64 {
        let wanted = min(size, done + Self.step)
        condition.lock()
        defer { condition.unlock() }
        while available < wanted, !isCancelled { condition.wait() }
        if isCancelled { throw BlobError("hash", file.path, ECANCELED) }
        // A bounded stretch, so that a cancellation is noticed while a long prefix is read again.
        return min(available, done + Self.flushStep)
    }
}
