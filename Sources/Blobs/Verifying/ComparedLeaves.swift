internal import Foundation
public import Vocabulary

/// Which leaves of blobs were compared with their trees since the files they are in were last written: what is sent to clients is looked at
/// once in each generation of its file and process, and then believed.
///
/// A megabyte costs half a millisecond the first time, and a bit later. Rot that sets in after it was looked at is for those who verify.
public final class ComparedLeaves: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let generation: FileGeneration
        let digest: Digest
        /// Where in the blob the file begins.
        let start: Int64
    }

    /// Bytes for what is remembered. When there are more, it is begun anew.
    private let most: Int
    /// Bytes that an entry has beside its leaves, about.
    private static let overhead = 160

    private let lock = NSLock()
    /// Of each leaf in the file, whether it was found right.
    private var isRight: [Key: [Bool]] = [:]
    private var bytes = 0

    public convenience init() { self.init(most: 16 << 20) }

    init(most: Int) { self.most = most }

    /// The first leaf with a byte of the range that is not what the tree says; nil: all are right. Blocking.
    ///
    /// - Parameters:
    ///   - generation: of the file, asked for before this call.
    ///   - part: what the file has of the blob, in whole leaves.
    public func firstWrong(
        in range: Range<Int64>, of digest: Digest, _ tree: HashTree, _ file: PosixFile, _ generation: FileGeneration,
        holding part: Range<Int64>
    ) throws(BlobError) -> Int? {
        let (all, key) = (tree.leaves(in: part), Key(generation: generation, digest: digest, start: part.lowerBound))
        for leaf in unknown(tree.leaves(in: range.clamped(to: part)), among: all, key) {
            let bounds = tree.range(of: leaf)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bounds.count, alignment: 4_096)
            defer { buffer.deallocate() }
            let count = try file.read(into: buffer, at: bounds.lowerBound - part.lowerBound)
            guard tree.matches(UnsafeRawBufferPointer(rebasing: buffer[..<count]), leaf: leaf) else { return leaf }
            lock.withLock { isRight[key]?[leaf - all.lowerBound] = true }
        }
        return nil
    }

    private func unknown(_ leaves: Range<Int>, among all: Range<Int>, _ key: Key) -> [Int] {
        lock.withLock {
            if let known = isRight[key] { return leaves.filter { !known[$0 - all.lowerBound] } }
            let size = Self.overhead + all.count
            if bytes + size > most {
                isRight = [:]
                bytes = 0
            }
            bytes += size
            isRight[key] = Array(repeating: false, count: all.count)
            return Array(leaves)
        }
    }
}
