internal import CDisk
internal import Crypto
internal import Foundation
internal import Vocabulary

/// The hash of one file, computed on a thread of its own behind the network, and its states behind each leaf, which are the tree.
///
/// Leaves that arrive in their order, or nearly, are hashed where they are and then written; the others come back from the disk when the hash
/// has come to them. Where that takes long they are hashed by themselves, for the record alone.
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
    private let desk: HashDesk
    private let writes: WriteDesk
    private let recorded: @Sendable (_ leaf: Int, _ record: LeafRecord) -> Void
    private let outcome = HashOutcome()
    /// States behind the leaves from the start that an earlier session hashed.
    private let states: [Vocabulary.Digest]

    /// `known`: leaves that are there already and right. `recorded` is told of each new one, on the hasher's thread or on one that writes.
    init(
        file: PosixFile, leaves: Leaves, known: [LeafRecord?], wantsObject: Bool, desk: HashDesk, writes: WriteDesk,
        recorded: @escaping @Sendable (_ leaf: Int, _ record: LeafRecord) -> Void
    ) {
        self.file = file
        self.leaves = leaves
        self.wantsObject = wantsObject
        self.desk = desk
        self.writes = writes
        self.recorded = recorded
        states = wantsObject ? [] : Self.states(known)
        queue = LeafQueue(known: known.map { $0 != nil }, done: states.count)
        startIfWorthwhile()
    }

    private static func states(_ known: [LeafRecord?]) -> [Vocabulary.Digest] {
        var states: [Vocabulary.Digest] = []
        for case .chained(let state) in known.prefix(while: { if case .chained = $0 { true } else { false } }) { states.append(state) }
        return states
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
        queue.add(leaf)
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
        desk.enter()
        defer { desk.leave() }
        let first = UnsafeMutableRawBufferPointer(rebasing: space[..<(space.count / 2)])
        let second = UnsafeMutableRawBufferPointer(rebasing: space[(space.count / 2)...])
        var states = states
        var whole = states.last.map { SHA256Run(after: $0, length: Int64(states.count) * leaves.leafSize) } ?? SHA256Run()
        var sha1 = Insecure.SHA1()
        if wantsObject { sha1.update(data: Array("blob \(leaves.size)\0".utf8)) }
        var behind = HashedBehind()
        let writer = LeafWriter(file, writes)
        // The file is somebody else's as soon as this returns, however it ends.
        defer { try? writer.finish() }
        for done in states.count..<leaves.count {
            while case .alone(let one, let two) = try step(done) { try hashAlone(one, first, two, second, writer) }
            let held = queue.takeHeld(done)
            let bytes = try content(of: done, held, first)
            let even = bytes.count / 64 * 64
            desk.update(&whole, UnsafeRawBufferPointer(rebasing: bytes[..<even]))
            let isLast = done == leaves.count - 1
            let state = isLast ? whole.finish(UnsafeRawBufferPointer(rebasing: bytes[even...])) : whole.state
            if wantsObject { sha1.update(bufferPointer: bytes) }
            states.append(state)
            try record(done, .chained(state), held, writer)
            behind.advance(to: leaves.range(of: done).upperBound, file)
        }
        try writer.finish()
        let digest = states.last ?? whole.finish(UnsafeRawBufferPointer(start: nil, count: 0))
        return Hashes(digest: digest, object: wantsObject ? GitObjectID(bytes: Array(sha1.finalize())) : nil, leaves: states)
    }

    private func hashAlone(
        _ one: Int, _ first: UnsafeMutableRawBufferPointer, _ two: Int?, _ second: UnsafeMutableRawBufferPointer, _ writer: LeafWriter
    ) throws(BlobError) {
        let held = (queue.takeHeld(one), two.flatMap { queue.takeHeld($0) })
        let bytes = try content(of: one, held.0, first)
        let others = try two.map { leaf throws(BlobError) in try content(of: leaf, held.1, second) }
        let digests = LeafHash.finish(LeafHash(), bytes, LeafHash(), others)
        for (leaf, buffer, digest) in [(one, held.0, digests.0), (two, held.1, digests.1)] {
            if let leaf, let digest { try record(leaf, .alone(digest), buffer, writer) }
        }
    }

    /// Notes a leaf that is hashed: once it is on the disk, if it comes from memory.
    private func record(_ leaf: Int, _ record: LeafRecord, _ held: LeafBuffer?, _ writer: LeafWriter) throws(BlobError) {
        guard let held else { return recorded(leaf, record) }
        try writer.write(held, leaves.length(of: leaf), at: leaves.range(of: leaf).lowerBound) { [recorded] in recorded(leaf, record) }
    }

    private func step(_ done: Int) throws(BlobError) -> LeafQueue.Step {
        guard let step = queue.next(done) else { throw BlobError("hash", file.path, ECANCELED) }
        return step
    }

    /// A leaf's bytes: those in memory, or what is read into the space.
    private func content(
        of leaf: Int, _ held: LeafBuffer?, _ space: UnsafeMutableRawBufferPointer
    ) throws(BlobError) -> UnsafeRawBufferPointer {
        if let held { return held.prefix(leaves.length(of: leaf)) }
        let range = leaves.range(of: leaf)
        let room = UnsafeMutableRawBufferPointer(rebasing: space[..<range.count])
        guard try file.read(into: room, at: range.lowerBound) == range.count else {
            throw .io(operation: "read", path: file.path, reason: "the file became shorter")
        }
        return UnsafeRawBufferPointer(room)
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
