internal import Foundation

/// Memory for leaves on their way from the network to the disk, used again and again: memory that the kernel has to clear first
/// costs a tenth of what hashing it does.
final class LeafBuffers: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    /// Buffers that are kept while nobody needs them.
    private static let spare = 80
    /// Whole leaves that may wait for their hashing and writing, of all files together.
    static let most = 48
    /// O_DIRECT wants buffers and offsets at multiples of the disk's block; no disk in use has larger ones.
    static let alignment = 4_096

    private let condition = NSCondition()
    private let size: Int
    private var free: [UnsafeMutableRawBufferPointer] = []
    private var waiting = 0

    init(size: Int64) { self.size = Int(size) }

    deinit { for buffer in free { buffer.deallocate() } }

    /// Room for a leaf.
    func take() -> LeafBuffer {
        let known = condition.withLock { free.popLast() }
        return LeafBuffer(known ?? .allocate(byteCount: size, alignment: Self.alignment), from: self)
    }

    /// Counts a leaf that waits to be hashed; waits itself while there are enough of them. Every one that counts is on its way to the disk, so
    /// this ends.
    fileprivate func enter() {
        condition.lock()
        while waiting >= Self.most { condition.wait() }
        waiting += 1
        condition.unlock()
    }

    fileprivate func giveBack(_ buffer: UnsafeMutableRawBufferPointer, wasWaiting: Bool) {
        condition.lock()
        let isKept = free.count < Self.spare
        if isKept { free.append(buffer) }
        if wasWaiting {
            waiting -= 1
            condition.signal()
        }
        condition.unlock()
        if !isKept { buffer.deallocate() }
    }
}

/// Room for one leaf; goes back to where it came from with the last reference.
final class LeafBuffer: @unchecked Sendable {  // Safety: has one owner at a time, who hands it on under a lock.
    let bytes: UnsafeMutableRawBufferPointer
    private let pool: LeafBuffers
    private var isWaiting = false

    fileprivate init(_ bytes: UnsafeMutableRawBufferPointer, from pool: LeafBuffers) {
        self.bytes = bytes
        self.pool = pool
    }

    deinit { pool.giveBack(bytes, wasWaiting: isWaiting) }

    /// Counts it among the leaves that wait for a hasher which is at work. May wait until there are fewer.
    func enter() {
        pool.enter()
        isWaiting = true
    }

    func copy(_ source: UnsafeRawBufferPointer, to offset: Int) {
        UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: source)
    }

    /// Its first bytes.
    func prefix(_ count: Int64) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<Int(count)]) }
}
