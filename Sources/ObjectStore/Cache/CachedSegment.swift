internal import Blobs
internal import Foundation

/// A segment's file that is open: it can be read whatever becomes of its name.
final class CachedSegment: Sendable {
    let file: PosixFile
    private let count: OpenCount

    init(_ file: PosixFile, among count: OpenCount) {
        self.file = file
        self.count = count
        count.add(1)
    }

    deinit { count.add(-1) }
}

/// How many segments are open. With a lock of its own: a segment may be closed by whoever holds the cache's.
final class OpenCount: @unchecked Sendable {  // Safety: `number` is only touched under `lock`.
    private let lock = NSLock()
    private var number = 0

    var count: Int { lock.withLock { number } }

    func add(_ more: Int) { lock.withLock { number += more } }
}
