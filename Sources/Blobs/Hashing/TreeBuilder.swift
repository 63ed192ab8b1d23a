public import Vocabulary

/// A blob's digest and tree from its bytes in order, for stores that don't have them as a file.
public struct TreeBuilder: Sendable {
    private var whole = SHA256Run()
    /// Bytes that are no whole block yet.
    private var carried: [UInt8] = []
    private var states: [Vocabulary.Digest] = []
    private var size: Int64 = 0

    public init() {}

    /// Takes the next bytes, as many as there are.
    public mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            // A leaf that ends with the file is closed by `finish`.
            if size > 0, size % HashTree.leafSize == 0 { states.append(whole.state) }
            let room = Int(HashTree.leafSize - size % HashTree.leafSize)
            let part = UnsafeRawBufferPointer(rebasing: rest[..<min(room, rest.count)])
            take(part)
            size += Int64(part.count)
            rest = UnsafeRawBufferPointer(rebasing: rest[part.count...])
        }
    }

    /// The digest of all bytes, and the tree over them.
    public mutating func finish() -> (digest: Vocabulary.Digest, tree: HashTree) {
        let digest = carried.withUnsafeBytes { whole.finish($0) }
        if size > 0 { states.append(digest) }
        // Safety: a leaf was closed at every whole one and for the rest.
        return (digest, HashTree(size: size, leaves: states).unsafelyUnwrapped)  // Safety: see above.
    }

    private mutating func take(_ bytes: UnsafeRawBufferPointer) {
        var bytes = bytes
        if !carried.isEmpty {
            let count = min(64 - carried.count, bytes.count)
            carried += bytes[..<count]
            bytes = UnsafeRawBufferPointer(rebasing: bytes[count...])
            guard carried.count == 64 else { return }
            carried.withUnsafeBytes { whole.update($0) }
            carried = []
        }
        let even = bytes.count / 64 * 64
        whole.update(UnsafeRawBufferPointer(rebasing: bytes[..<even]))
        carried += bytes[even...]
    }
}
