internal import Foundation

/// Memory for leaves on their way from the network to the disk, used again and again: memory that the kernel has to clear first
/// costs a tenth of what hashing it does.
final class LeafBuffers: @unchecked Sendable {  // Safety: `free` is only touched under `lock`.
    /// Buffers that are kept while nobody needs them.
    private static let spare = 32
    /// O_DIRECT wants buffers and offsets at multiples of the disk's block; no disk in use has larger ones.
    static let alignment = 4_096

    private let lock = NSLock()
    private let size: Int
    private var free: [UnsafeMutableRawBufferPointer] = []

    init(size: Int64) { self.size = Int(size) }

    deinit { for buffer in free { buffer.deallocate() } }

    /// Room for a leaf.
    func take() -> LeafBuffer {
        let known = lock.withLock { free.popLast() }
        return LeafBuffer(known ?? .allocate(byteCount: size, alignment: Self.alignment), from: self)
    }

    fileprivate func giveBack(_ buffer: UnsafeMutableRawBufferPointer) {
        let isKept = lock.withLock {
            guard free.count < Self.spare else { return false }
            free.append(buffer)
            return true
        }
        if !isKept { buffer.deallocate() }
    }
}

/// Room for one leaf; goes back to where it came from with the last reference.
final class LeafBuffer: @unchecked Sendable {  // Safety: has one owner at a time, who hands it on under a lock.
    let bytes: UnsafeMutableRawBufferPointer
    private let pool: LeafBuffers

    fileprivate init(_ bytes: UnsafeMutableRawBufferPointer, from pool: LeafBuffers) {
        self.bytes = bytes
        self.pool = pool
    }

    deinit { pool.giveBack(bytes) }

    func copy(_ source: UnsafeRawBufferPointer, to offset: Int) {
        UnsafeMutableRawBufferPointer(rebasing: bytes[offset...]).copyMemory(from: source)
    }

    /// Its first bytes.
    func prefix(_ count: Int64) -> UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: bytes[..<Int(count)]) }
}
