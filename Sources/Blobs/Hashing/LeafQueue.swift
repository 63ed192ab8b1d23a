internal import Foundation
internal import Vocabulary

/// Which leaves of a growing file are written and which are hashed, and what the hasher is to do next.
final class LeafQueue: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    enum Step {
        /// Hash these by themselves.
        case leaves(Int, Int?)
        /// The next leaf of the file's own hash is there.
        case file
    }

    /// Leaves that may wait for a partner while the file's own hash goes on. With more of them waiting they come first, for what a
    /// killed process has not recorded is fetched again.
    private static let patience = 32
    /// How far before the file's own hash a leaf may be to be kept in memory until the hash has come to it. Further away it goes to the disk
    /// first.
    static let window = 64

    private let condition = NSCondition()
    private var known: [Digest?]
    private var isWritten: [Bool]
    /// Leaves that are not on the disk yet, for the hasher to write. Never further than `window`.
    private var held: [Int: LeafBuffer] = [:]
    /// The leaf that the file's own hash has come to.
    private var done = 0
    /// Written, and perhaps hashed meanwhile; in order of arrival from `head`.
    private var waiting: [Int] = []
    private var head = 0
    private var waitingCount = 0
    /// Leaves that were taken out of their turn and are still in `waiting`.
    private var taken: Set<Int> = []
    /// Leaves from the start that are written or held.
    private var front = 0
    private var isClosed = false

    init(known: [Digest?]) {
        self.known = known
        isWritten = known.map { $0 != nil }
        advance()
    }

    var digests: [Digest] { condition.withLock { known.compactMap { $0 } } }

    /// Whether a thread would have something to do.
    var isWorthwhile: Bool { condition.withLock { front == known.count || !held.isEmpty || front + waitingCount >= 4 } }

    func add(_ leaves: [Int]) {
        condition.lock()
        for leaf in leaves where !isWritten[leaf] {
            isWritten[leaf] = true
            waiting.append(leaf)
            waitingCount += 1
        }
        advance()
        condition.signal()
        condition.unlock()
    }

    /// Takes a leaf that is the first one not there, if the hasher will soon be at it. False: it must be written by the caller.
    func add(_ leaf: Int, _ buffer: LeafBuffer) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard leaf == front, leaf < done + Self.window, !isClosed else { return false }
        held[leaf] = buffer
        isWritten[leaf] = true
        advance()
        condition.signal()
        return true
    }

    /// A leaf's bytes, if they are in memory; they are the caller's from now on.
    func takeHeld(_ leaf: Int) -> LeafBuffer? { condition.withLock { held.removeValue(forKey: leaf) } }

    func set(_ leaf: Int, _ digest: Digest) { condition.withLock { known[leaf] = digest } }

    /// No more leaves come; those that wait are still handed out, or not.
    func close(keepingWaiting: Bool) {
        condition.lock()
        isClosed = true
        if !keepingWaiting { (waiting, head, waitingCount, held) = ([], 0, 0, [:]) }
        condition.broadcast()
        condition.unlock()
    }

    /// What to do when the file's own hash has come to leaf `done`: waits for something. nil: closed, and nothing is left.
    func next(_ done: Int) -> Step? {
        condition.lock()
        defer { condition.unlock() }
        self.done = done
        while true {
            if isClosed || waitingCount > Self.patience {
                if let one = pop() { return .leaves(one, pop()) }
                if held.isEmpty { return nil }
            }
            if done < front { return .file }
            if waitingCount > 1, let one = pop() { return .leaves(one, pop()) }
            condition.wait()
        }
    }

    /// A leaf to hash beside the file's: the same, or one that waits; nil if there is none.
    func partner(of leaf: Int) -> Int? {
        condition.withLock {
            guard known[leaf] == nil else { return pop() }
            waitingCount -= 1
            taken.insert(leaf)
            return leaf
        }
    }

    private func pop() -> Int? {
        while head < waiting.count {
            let leaf = waiting[head]
            head += 1
            if head == waiting.count { (waiting, head) = ([], 0) }
            if taken.remove(leaf) != nil { continue }
            waitingCount -= 1
            return leaf
        }
        return nil
    }

    private func advance() { while front < isWritten.count, isWritten[front] { front += 1 } }
}
