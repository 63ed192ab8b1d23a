internal import CDisk
internal import Crypto
internal import Foundation
internal import Vocabulary

/// The hashes of one file, computed on a thread of its own behind the network: each leaf as soon as it is whole, wherever it is, and
/// the file behind the leaves that are contiguous. The two kinds go in pairs (`SHA256Run`): a leaf's hash costs little beside the
/// file's own. Leaves that arrive in their order are hashed where they are and then written; the others come back from the disk.
final class TrailingHasher: Sendable {
    struct Hashes: Sendable {
        let digest: Vocabulary.Digest
        /// Only computed where the content is identified by it.
        let object: GitObjectID?
        let leaves: [Vocabulary.Digest]
    }

    private let file: PosixFile
    private let leaves: Leaves
    private let wantsObject: Bool
    private let queue: LeafQueue
    private let recorded: @Sendable (_ leaf: Int, _ digest: Vocabulary.Digest) -> Void
    private let outcome = HashOutcome()

    /// `known`: leaves that are there already, by their digests. `recorded` is told of each new one, on the hasher's thread.
    init(
        file: PosixFile, leaves: Leaves, known: [Vocabulary.Digest?], wantsObject: Bool,
        recorded: @escaping @Sendable (_ leaf: Int, _ digest: Vocabulary.Digest) -> Void
    ) {
        self.file = file
        self.leaves = leaves
        self.wantsObject = wantsObject
        self.recorded = recorded
        queue = LeafQueue(known: known)
        startIfWorthwhile()
    }

    /// Takes a whole leaf, hashes and writes it. False: the hash is not near it, or at its end, and the leaf must be written by the caller.
    /// Throws why the hashing failed.
    func take(_ leaf: Int, _ buffer: LeafBuffer) throws(BlobError) -> Bool {
        guard queue.add(leaf, buffer) else {
            if let failure = outcome.failure { throw failure }
            return false
        }
        startIfWorthwhile()
        return true
    }

    /// This leaf is written.
    func completed(_ leaf: Int) {
        queue.add([leaf])
        startIfWorthwhile()
    }

    /// Waits for the rest. Only when every leaf is completed.
    func hashes() async throws(BlobError) -> Hashes { try await outcome.value() }

    /// Ends the thread; a waiter gets an error. Returns when nothing is read any more. With `finishingLeaves` what is written and not
    /// hashed yet, a few dozen leaves at most, is recorded before.
    func stop(finishingLeaves: Bool) {
        queue.close(keepingWaiting: finishingLeaves)
        if outcome.start() { run() } else { outcome.wait() }
    }

    private func startIfWorthwhile() {
        // A small file is hashed when it is whole: a thread that mostly waits is none the better for starting early.
        if queue.isWorthwhile, outcome.start() { Thread.detachNewThread { self.run() } }
    }

    private func run() {
        do throws(BlobError) {
            outcome.set(.success(try hashAll()))
        } catch {
            outcome.set(.failure(error))
            // Nobody may wait for what comes no more.
            queue.close(keepingWaiting: false)
        }
    }

    private func hashAll() throws(BlobError) -> Hashes {
        let space = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * Int(max(64, min(leaves.size, leaves.leafSize))), alignment: 4_096)
        defer { space.deallocate() }
        let first = UnsafeMutableRawBufferPointer(rebasing: space[..<(space.count / 2)])
        let second = UnsafeMutableRawBufferPointer(rebasing: space[(space.count / 2)...])
        var whole = SHA256Run()
        var sha1 = Insecure.SHA1()
        if wantsObject { sha1.update(data: Array("blob \(leaves.size)\0".utf8)) }
        var digest: Vocabulary.Digest?
        var behind = HashedBehind()
        var writer = LeafWriter(file)
        for done in 0..<leaves.count {
            while case .leaves(let one, let two) = try step(done) {
                let digests = SHA256Run.digests(of: try read(one, first), try two.map { leaf throws(BlobError) in try read(leaf, second) })
                take(one, digests.0)
                if let two { take(two, digests.1) }
            }
            let held = queue.takeHeld(done)
            let bytes = if let held { held.prefix(leaves.length(of: done)) } else { try read(done, first) }
            let even = bytes.count / 64 * 64
            let blocks = UnsafeRawBufferPointer(rebasing: bytes[..<even])
            // A single leaf is the file.
            if leaves.count > 1, held != nil {
                var leaf = SHA256Run()
                SHA256Run.update(&whole, blocks, &leaf, blocks)
                try writer.write(bytes, at: leaves.range(of: done).lowerBound)
                take(done, leaf.finish(UnsafeRawBufferPointer(rebasing: bytes[even...])))
            } else if leaves.count > 1, let partner = queue.partner(of: done) {
                var leaf = SHA256Run()
                let theirs = partner == done ? bytes : try read(partner, second)
                let theirEven = theirs.count / 64 * 64
                SHA256Run.update(&whole, blocks, &leaf, UnsafeRawBufferPointer(rebasing: theirs[..<theirEven]))
                take(partner, leaf.finish(UnsafeRawBufferPointer(rebasing: theirs[theirEven...])))
            } else {
                if held != nil { try writer.write(bytes, at: 0) }
                whole.update(blocks)
            }
            if done == leaves.count - 1 { digest = whole.finish(UnsafeRawBufferPointer(rebasing: bytes[even...])) }
            if wantsObject { sha1.update(bufferPointer: bytes) }
            behind.advance(to: leaves.range(of: done).upperBound, file)
        }
        let found = digest ?? whole.finish(UnsafeRawBufferPointer(start: nil, count: 0))
        if leaves.count == 1 { take(0, found) }
        return Hashes(digest: found, object: wantsObject ? GitObjectID(bytes: Array(sha1.finalize())) : nil, leaves: queue.digests)
    }

    private func step(_ done: Int) throws(BlobError) -> LeafQueue.Step {
        guard let step = queue.next(done) else { throw BlobError("hash", file.path, ECANCELED) }
        return step
    }

    private func take(_ leaf: Int, _ digest: Vocabulary.Digest?) {
        guard let digest else { return }
        queue.set(leaf, digest)
        recorded(leaf, digest)
    }

    private func read(_ leaf: Int, _ buffer: UnsafeMutableRawBufferPointer) throws(BlobError) -> UnsafeRawBufferPointer {
        let range = leaves.range(of: leaf)
        let space = UnsafeMutableRawBufferPointer(rebasing: buffer[..<range.count])
        guard try file.read(into: space, at: range.lowerBound) == range.count else {
            throw .io(operation: "read", path: file.path, reason: "the file became shorter")
        }
        return UnsafeRawBufferPointer(space)
    }
}

/// What lies behind the hash: on its way to the disk, later out of the page cache.
private struct HashedBehind {
    /// Bytes after which the kernel is asked to start writing what is hashed, so that the final fsync finds little to do.
    private static let flushStep: Int64 = 32 << 20
    /// Bytes behind the hash that stay in the page cache. What lies further back and is on the disk already is given up: a model
    /// larger than the memory must not push everything else out of it, and memory used again is faster than memory asked for.
    private static let keptBehind: Int64 = 128 << 20

    private var flushed: Int64 = 0
    private var released: Int64 = 0

    mutating func advance(to done: Int64, _ file: PosixFile) {
        guard done - flushed >= Self.flushStep else { return }
        wb_start_writing(file.descriptor, flushed, done - flushed)
        flushed = done
        guard done - released > Self.keptBehind else { return }
        let count = done - released - Self.keptBehind
        posix_fadvise(file.descriptor, off_t(released), off_t(count), POSIX_FADV_DONTNEED)
        released += count
    }
}

/// Set once by the hasher's thread; waited for by a task, or by a thread.
private final class HashOutcome: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    typealias Outcome = Result<TrailingHasher.Hashes, BlobError>

    private let condition = NSCondition()
    private var hasStarted = false
    private var result: Outcome?
    private var waiter: CheckedContinuation<Outcome, Never>?

    /// Why the work failed, if it did.
    var failure: BlobError? {
        condition.withLock { if case .failure(let error) = result { error } else { nil } }
    }

    /// Whether the caller is the first to start the work.
    func start() -> Bool {
        condition.withLock {
            defer { hasStarted = true }
            return !hasStarted
        }
    }

    func set(_ outcome: Outcome) {
        condition.lock()
        result = outcome
        let waiting = waiter
        waiter = nil
        condition.broadcast()
        condition.unlock()
        waiting?.resume(returning: outcome)
    }

    func wait() {
        condition.lock()
        while result == nil { condition.wait() }
        condition.unlock()
    }

    func value() async throws(BlobError) -> TrailingHasher.Hashes {
        let outcome: Outcome = await withCheckedContinuation { continuation in
            condition.lock()
            let known = result
            if known == nil { waiter = continuation }
            condition.unlock()
            if let known { continuation.resume(returning: known) }
        }
        return try outcome.get()
    }
}
