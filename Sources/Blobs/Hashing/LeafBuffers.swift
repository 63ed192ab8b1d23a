internal import Foundation

/// Memory for leaves on their way from the network to the disk, used again and again: memory that the kernel has to clear first
/// costs a tenth of what hashing it does.
final class LeafBuffers: @unchecked Sendable {  // Safety: everything mutable is under `condition`.
    /// Buffers that are kept while nobody needs them.
    private static let spare = 80
    /// Whole leaves that may wait for their hashing and writing, of all files together.
    static let most = 48
    /// Whole leaves that may be kept before those that lie before them are there, of all files together. Nobody waits for room among these.
    private static let mostEarly = 32
    /// O_DIRECT wants buffers and offsets at multiples of the disk's block; no disk in use has larger ones.
    static let alignment = 4_096

    private let condition = NSCondition()
    private let size: Int
    private var free: [UnsafeMutableRawBufferPointer] = []
    private var waiting = 0
    private var early = 0

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

    /// Counts a leaf that came early, if there is room for one more.
    fileprivate func enterEarly() -> Bool {
        condition.withLock {
            guard early < Self.mostEarly else { return false }
            early += 1
            return true
        }
    }

    fileprivate func giveBack(_ buffer: UnsafeMutableRawBufferPointer, _ place: LeafBuffer.Place) {
        condition.lock()
        let isKept = free.count < Self.spare
        if isKept { free.append(buffer) }
        switch place {
        case .none: break
        case .early: early -= 1
        case .waiting:
            waiting -= 1
            condition.signal()
        }
        condition.unlock()
        if !isKept { buffer.deallocate() }
    }
}

/// Room for one leaf; goes back to where it came from with the last reference.
final class LeafBuffer: @unchecked Sendable {  // Safety: has one owner at a time, who hands it on under a lock.
    /// Among which it counts.
    fileprivate enum Place { case none, waiting, early }

    let bytes: UnsafeMutableRawBufferPointer
    private let pool: LeafBuffers
    private var place = Place.none

    fileprivate init(_ bytes: UnsafeMutableRawBufferPointer, from pool: LeafBuffers) {
        self.bytes = bytes
        self.pool = pool
    }

    deinit { pool.giveBack(bytes, place) }

    /// Counts it among the leaves that wait for a hasher which is at work. May wait until there are fewer.
    func enter() {
        pool.enter()
        place = .waiting
    }

    /// Counts it among the leaves that are kept until others have come. False: there are too many.
    func enterEarly() -> Bool {
        guard pool.enterEarly() else { return false }
        place = .early
        return true
    }

    func copy(_ source: UnsafeRawBufferPointer, to offset: Int) {
        UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: source)
    }

    /// Its first bytes.
    func prefix(_ count: Int64) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<Int(count)]) }
}
