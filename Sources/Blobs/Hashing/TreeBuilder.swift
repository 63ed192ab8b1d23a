internal import Crypto
public import Vocabulary

/// A blob's digest and tree from its bytes in order, for stores that don't have them as a file.
public struct TreeBuilder: Sendable {
    private var whole = SHA256()
    private var leaf = SHA256()
    private var leaves: [Vocabulary.Digest] = []
    private var size: Int64 = 0

    public init() {}

    /// Takes the next bytes, as many as there are.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        whole.update(bufferPointer: bytes)
        var rest = bytes
        while !rest.isEmpty {
            let room = Int(HashTree.leafSize - size % HashTree.leafSize)
            let part = UnsafeRawBufferPointer(rebasing: rest[..<min(room, rest.count)])
            leaf.update(bufferPointer: part)
            size += Int64(part.count)
            if size % HashTree.leafSize == 0 { closeLeaf() }
            rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
        }
    }

    /// The digest of all bytes, and the tree over them.
    public mutating func finish() -> (digest: Vocabulary.Digest, tree: HashTree) {
        if size % HashTree.leafSize != 0 { closeLeaf() }
        let digest = Vocabulary.Digest(bytes: Array(whole.finalize())).unsafelyUnwrapped  // Safety: a SHA-256 has the 32 bytes asked for.
        // Safety: a leaf was closed at every whole one and for the rest.
        return (digest, HashTree(size: size, leaves: leaves).unsafelyUnwrapped)  // Safety: see above.
    }

    private mutating func closeLeaf() {
        // Safety: a SHA-256 has the 32 bytes asked for.
        leaves.append(Vocabulary.Digest(bytes: Array(leaf.finalize())).unsafelyUnwrapped)  // Safety: see above.
        leaf = SHA256()
    }
}
