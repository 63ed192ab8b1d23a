internal import Blobs
internal import Transport
internal import Vocabulary

/// A part of a blob on its way into the store: compared with the tree, hashed, and read again while it is sent, then from the page cache.
struct BlobPart: UploadSource {
    let reader: any BlobReader
    let range: Range<Int64>

    var count: Int64 { Int64(range.count) }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int {
        try reader.read(into: buffer, at: range.lowerBound + offset)
    }

    /// The SHA-256 of the part. Throws `.damaged` where a leaf of it is not what the tree says. Blocking. The part begins with a leaf.
    func hash(checking tree: HashTree, of digest: Digest) throws(BlobError) -> Digest {
        var builder = TreeBuilder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(HashTree.leafSize), alignment: 4_096)
        defer { buffer.deallocate() }
        for leaf in tree.leaves(in: range) {
            let bounds = tree.range(of: leaf)
            let count = try reader.read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[..<bounds.count]), at: bounds.lowerBound)
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            guard tree.matches(bytes, leaf: leaf) else { throw .damaged(digest, bounds) }
            builder.update(bytes)
        }
        return builder.finish().digest
    }
}
