internal import Foundation
internal import Vocabulary

/// Reads leaves of a file and hashes them, two at a time. Has two buffers of a leaf each; for one thread.
final class LeafReader {
    private let first: UnsafeMutableRawBufferPointer
    private let second: UnsafeMutableRawBufferPointer

    init(leafSize: Int64) {
        first = .allocate(byteCount: Int(leafSize), alignment: 4_096)
        second = .allocate(byteCount: Int(leafSize), alignment: 4_096)
    }

    deinit {
        first.deallocate()
        second.deallocate()
    }

    /// What a leaf's bytes should come to.
    struct Expected {
        let leaf: Int
        let hash: LeafHash
        let digest: Digest

        /// What records say. A state that is recorded without the one before it says nothing.
        static func of(_ records: [LeafRecord?], _ layout: Leaves) -> [Expected] {
            records.indices.compactMap { leaf in
                switch records[leaf] {
                case nil: return nil
                case .alone(let digest): return Expected(leaf: leaf, hash: LeafHash(), digest: digest)
                case .chained(let state):
                    guard leaf > 0 else { return Expected(leaf: leaf, hash: LeafHash(leaf, of: layout, after: nil), digest: state) }
                    guard case .chained(let before) = records[leaf - 1] else { return nil }
                    return Expected(leaf: leaf, hash: LeafHash(leaf, of: layout, after: before), digest: state)
                }
            }
        }
    }

    /// Of these leaves, those whose bytes are what is expected of them. Blocking; uses every core.
    static func matching(_ file: PosixFile, _ layout: Leaves, _ expected: [Expected]) -> Set<Int> {
        let matching = Collected()
        // 16 leaves are enough for a thread to be worth its buffers.
        let stretches = stride(from: 0, to: expected.count, by: 16).map { expected[$0..<min($0 + 16, expected.count)] }
        DispatchQueue.concurrentPerform(iterations: stretches.count) { index in
            let reader = LeafReader(leafSize: layout.leafSize)
            var rest = stretches[index]
            while let one = rest.popFirst() {
                let two = rest.popFirst()
                let digests = LeafHash.finish(
                    one.hash, reader.read(file, layout.range(of: one.leaf), reader.first),
                    two?.hash, two.flatMap { reader.read(file, layout.range(of: $0.leaf), reader.second) })
                if digests.0 == one.digest { matching.insert(one.leaf) }
                if let two, digests.1 == two.digest { matching.insert(two.leaf) }
            }
        }
        return matching.leaves
    }

    private func read(_ file: PosixFile, _ range: Range<Int64>, _ buffer: UnsafeMutableRawBufferPointer) -> UnsafeRawBufferPointer? {
        let space = UnsafeMutableRawBufferPointer(rebasing: buffer[..<range.count])
        guard let count = try? file.read(into: space, at: range.lowerBound), count == range.count else { return nil }
        return UnsafeRawBufferPointer(space)
    }
}

/// Leaves found by several threads.
private final class Collected: @unchecked Sendable {  // Safety: `found` is only touched under `lock`.
    private let lock = NSLock()
    private var found: Set<Int> = []

    var leaves: Set<Int> { lock.withLock { found } }

    func insert(_ leaf: Int) { lock.withLock { _ = found.insert(leaf) } }
}
