internal import Blobs
internal import Foundation
internal import Vocabulary

/// A blob of the store that is open. What it hands out was compared with the tree before.
final class S3BlobReader: BlobReader, @unchecked Sendable {  // Safety: everything mutable is only touched under `lock`.
    private let digest: Digest
    private let tree: HashTree
    private let loader: SegmentLoader
    private let lock = NSLock()
    /// The leaf that was read last and is in no file: a reader that goes on in small steps fetches it once.
    private var leaf: (bytes: [UInt8], start: Int64)?
    /// Where the part that was read last ends.
    private var end: Int64 = 0

    var size: Int64 { tree.size }

    init(digest: Digest, tree: HashTree, loader: SegmentLoader) {
        self.digest = digest
        self.tree = tree
        self.loader = loader
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        guard offset >= 0, offset < size else { return 0 }
        let range = offset..<min(size, offset + Int64(buffer.count))
        try forEach(range) { part, wanted throws(BlobError) in
            let place = UnsafeMutableRawBufferPointer(rebasing: buffer[Int(wanted.lowerBound - offset)..<Int(wanted.upperBound - offset)])
            switch part {
            case .file(let segment, let inside):
                guard try segment.file.read(into: place, at: inside.lowerBound) == place.count else { throw .damaged(digest, wanted) }
            case .bytes(let bytes, let start):
                let first = Int(wanted.lowerBound - start)
                bytes.withUnsafeBytes { place.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[first..<first + place.count])) }
            }
        }
        return range.count
    }

    /// Has the range ready: whatever is wrong with it shows here.
    func check(_ range: Range<Int64>) throws(BlobError) { try forEach(range.clamped(to: 0..<size)) { _, _ in } }

    /// nil as well while clients keep too many segments open.
    func stretch(_ range: Range<Int64>) throws(BlobError) -> FileStretch? {
        guard case .file(let segment, let inside) = try first(of: range), loader.cache.mayLend else { return nil }
        return FileStretch(descriptor: segment.file.descriptor, range: inside, owner: segment)
    }

    /// The parts that a range is made of, and what each has of it.
    private func forEach(
        _ range: Range<Int64>, _ body: (SegmentLoader.Part, Range<Int64>) throws(BlobError) -> Void
    ) throws(BlobError) {
        var offset = range.lowerBound
        while offset < range.upperBound {
            let part = try first(of: offset..<range.upperBound)
            let next =
                switch part {
                case .file(_, let inside): offset + Int64(inside.count)
                case .bytes(let bytes, let start): min(range.upperBound, start + Int64(bytes.count))
                }
            try body(part, offset..<next)
            offset = next
        }
    }

    private func first(of range: Range<Int64>) throws(BlobError) -> SegmentLoader.Part {
        let (leaf, last) = lock.withLock { (self.leaf, self.end) }
        if let leaf, range.lowerBound >= leaf.start, range.lowerBound - leaf.start < leaf.bytes.count {
            return .bytes(leaf.bytes, at: leaf.start)
        }
        // Who goes on from one leaf to the next will want the next segment as well.
        if range.lowerBound == 0 || range.lowerBound == last || tree.leaves(in: range).count > 1 {
            loader.prepare(Int(range.lowerBound / LeafCache.segmentSize) + 1, of: digest, tree)
        }
        let part = try loader.part(range, of: digest, tree)
        lock.withLock {
            switch part {
            case .file(_, let inside): (self.leaf, end) = (nil, range.lowerBound + Int64(inside.count))
            case .bytes(let bytes, let start): (self.leaf, end) = ((bytes, start), start + Int64(bytes.count))
            }
        }
        return part
    }
}
