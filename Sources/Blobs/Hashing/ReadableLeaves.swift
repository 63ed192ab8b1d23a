internal import Foundation

/// Which leaves of a growing file can be read from it, and who wants to know.
final class ReadableLeaves: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private let leaves: Leaves
    private let lock = NSLock()
    private var isThere: [Bool]
    private var listener: (@Sendable (Range<Int64>) -> Void)?

    init(_ leaves: Leaves, known: [Bool]) {
        self.leaves = leaves
        isThere = known
    }

    var isWatched: Bool { lock.withLock { listener != nil } }

    /// From now on `listener` is told of each leaf, on the thread that brought it.
    func watch(_ listener: @escaping @Sendable (Range<Int64>) -> Void) { lock.withLock { self.listener = listener } }

    func note(_ leaf: Int) {
        let told = lock.withLock { () -> (@Sendable (Range<Int64>) -> Void)? in
            guard !isThere[leaf] else { return nil }
            isThere[leaf] = true
            return listener
        }
        told?(leaves.range(of: leaf))
    }

    /// Where the bytes that follow `offset` without a gap end, looking no further than `limit`.
    func arrived(from offset: Int64, limit: Int64) -> Int64 {
        lock.withLock {
            var end = offset
            for leaf in leaves.leaves(touching: offset..<max(offset, limit)) {
                guard isThere[leaf] else { break }
                end = leaves.range(of: leaf).upperBound
            }
            return max(offset, min(end, limit))
        }
    }
}
