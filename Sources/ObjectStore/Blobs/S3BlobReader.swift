internal import Blobs
internal import Foundation
internal import Vocabulary

/// A blob of the store that is open. What it hands out was compared with the tree before.
final class S3BlobReader: BlobReader, @unchecked Sendable {  // Safety: `held` is only touched under `lock`.
    private let digest: Digest
    private let tree: HashTree
    private let loader: SegmentLoader
    private let lock = NSLock()
    /// The leaf that was read last: a reader that goes on in small steps compares it once.
    private var held: (leaf: Int, bytes: [UInt8])?

    var size: Int64 { tree.size }

    init(digest: Digest, tree: HashTree, loader: SegmentLoader) {
        self.digest = digest
        self.tree = tree
        self.loader = loader
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        guard offset >= 0, offset < size else { return 0 }
        let range = offset..<min(size, offset + Int64(buffer.count))
        for leaf in tree.leaves(in: range) {
            let bounds = tree.range(of: leaf)
            let wanted = bounds.clamped(to: range)
            let bytes = try bytes(of: leaf)
            let place = UnsafeMutableRawBufferPointer(rebasing: buffer[Int(wanted.lowerBound - offset)..<Int(wanted.upperBound - offset)])
            bytes.withUnsafeBytes { all in
                let start = Int(wanted.lowerBound - bounds.lowerBound)
                place.copyMemory(from: UnsafeRawBufferPointer(rebasing: all[start..<start + wanted.count]))
            }
        }
        return range.count
    }

    /// Has the range ready: whatever is wrong with it shows here.
    func check(_ range: Range<Int64>) throws(BlobError) {
        for leaf in tree.leaves(in: range) { _ = try bytes(of: leaf) }
    }

    private func bytes(of leaf: Int) throws(BlobError) -> [UInt8] {
        let last = lock.withLock { held }
        if let last, last.leaf == leaf { return last.bytes }
        // Who goes on from one leaf to the next will want the next segment as well.
        if leaf == 0 || last?.leaf == leaf - 1 { loader.prepare(leaf / LeafCache.segmentLeaves + 1, of: digest, tree) }
        let bytes = try loader.leaf(leaf, of: digest, tree)
        lock.withLock { held = (leaf, bytes) }
        return bytes
    }
}
