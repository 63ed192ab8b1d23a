internal import Foundation

/// Which leaves of a growing file have arrived, and what its hasher is to do next.
final class LeafQueue: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    enum Step: Equatable {
        /// Hash these by themselves.
        case alone(Int, Int?)
        /// The next leaf of the file is there.
        case next
    }

    /// How far before the file's hash a leaf may be to be kept in memory until the hash has come to it. Further away it goes to the disk
    /// first.
    static let window = 64
    /// How long a leaf may be without a record while others that come before it are lacking: what a killed process has not recorded is fetched
    /// again. Where bytes come fast, the file's hash is there before, and hashing it twice is saved.
    private let patience: Duration

    private let condition = NSCondition()
    private var isThere: [Bool]
    /// Leaves that are not on the disk yet, for the hasher to write. Never further than `window`.
    private var held: [Int: LeafBuffer] = [:]
    /// The leaf that the file's hash has come to.
    private var done: Int
    /// Those without a record that did not come in their turn, with the time when they want one; in order of arrival from `head`. Those before
    /// `done` have theirs.
    private var waiting: [(leaf: Int, due: ContinuousClock.Instant)] = []
    private var head = 0
    /// Leaves from the start that are there.
    private var front = 0
    private var isClosed = false

    /// - Parameters:
    ///   - known: leaves that are on the disk and recorded.
    ///   - done: leaves from the start that need not be hashed again.
    init(known: [Bool], done: Int = 0, patience: Duration = .seconds(1)) {
        isThere = known
        self.done = done
        self.patience = patience
        advance()
    }

    /// Whether a thread would have something to do.
    var isWorthwhile: Bool { condition.withLock { front == isThere.count || !held.isEmpty || front - done + waiting.count - head >= 4 } }

    /// A leaf that is on the disk.
    func add(_ leaf: Int) {
        condition.lock()
        if !isThere[leaf] {
            isThere[leaf] = true
            waiting.append((leaf, .now + patience))
        }
        advance()
        condition.signal()
        condition.unlock()
    }

    /// Takes a leaf that is not there, if the hasher will soon be at it. False: it must be written by the caller.
    func add(_ leaf: Int, _ buffer: LeafBuffer) -> Bool {
        condition.lock()
        defer { condition.unlock() }
        guard !isThere[leaf], leaf < done + Self.window, !isClosed else { return false }
        held[leaf] = buffer
        isThere[leaf] = true
        if leaf > front { waiting.append((leaf, .now + patience)) }
        advance()
        condition.signal()
        return true
    }

    /// A leaf's bytes, if they are in memory; they are the caller's from now on.
    func takeHeld(_ leaf: Int) -> LeafBuffer? { condition.withLock { held.removeValue(forKey: leaf) } }

    /// No more leaves come; those that wait for a record are still handed out, or not.
    func close(keepingWaiting: Bool) {
        condition.lock()
        isClosed = true
        // In their turn, or written by themselves: all that is held is handed out.
        if !keepingWaiting { (waiting, head, held) = ([], 0, [:]) }
        condition.broadcast()
        condition.unlock()
    }

    /// What to do when the file's hash has come to leaf `done`: waits for something. nil: closed, and nothing is left.
    func next(_ done: Int) -> Step? {
        condition.lock()
        defer { condition.unlock() }
        self.done = done
        while true {
            let due = firstDue()
            if isClosed {
                if let one = pop() { return .alone(one, pop()) }
                if held.isEmpty { return nil }
            } else if let due, due <= .now, let one = pop() {
                return .alone(one, pop())
            }
            if done < front { return .next }
            if let due {
                _ = condition.wait(until: Date(timeIntervalSinceNow: (due - .now) / .seconds(1)))
            } else {
                condition.wait()
            }
        }
    }

    /// When the first leaf wants its record; nil: none does, or the file's hash is on its way to it.
    private func firstDue() -> ContinuousClock.Instant? {
        while head < waiting.count, waiting[head].leaf < done { drop() }
        guard head < waiting.count, waiting[head].leaf >= front else { return nil }
        return waiting[head].due
    }

    private func pop() -> Int? {
        while head < waiting.count {
            let leaf = waiting[head].leaf
            drop()
            if leaf >= done { return leaf }
        }
        return nil
    }

    private func drop() {
        head += 1
        if head == waiting.count { (waiting, head) = ([], 0) }
    }

    private func advance() { while front < isThere.count, isThere[front] { front += 1 } }
}
