internal import Crypto
public import Vocabulary

/// A blob's SHA-256 by the MiB, so that damage is found where it is and a part can be trusted without the whole.
///
/// A leaf stands for 1 MiB, the last one for what is left. It is the state that the blob's own SHA-256 has come to behind those bytes (the
/// chaining value of FIPS 180-4 section 6.2.2), and of the last one the digest. So a leaf is compared by going on from the one before it,
/// each by itself and in any order; a tree costs no second hash when a blob is taken in; and whoever finds all leaves right has proven the
/// blob's digest without believing the tree. Other bytes with the same states would be a collision of SHA-256 itself.
public struct HashTree: Hashable, Sendable {
    /// Bytes of a leaf.
    public static let leafSize: Int64 = 1 << 20

    /// Bytes of the blob.
    public let size: Int64
    public let leaves: [Vocabulary.Digest]

    /// nil where there are not as many leaves as the size needs.
    ///
    /// - Parameter leaves: the states in order, the blob's digest as the last.
    public init?(size: Int64, leaves: [Vocabulary.Digest]) {
        guard size >= 0, leaves.count == Self.count(size) else { return nil }
        self.size = size
        self.leaves = leaves
    }

    static func count(_ size: Int64) -> Int { Int((size + leafSize - 1) / leafSize) }

    /// Bytes that a leaf stands for.
    public func range(of leaf: Int) -> Range<Int64> {
        let start = Int64(leaf) * Self.leafSize
        return start..<min(size, start + Self.leafSize)
    }

    /// Leaves that have a byte of the range.
    public func leaves(in range: Range<Int64>) -> Range<Int> {
        let inside = range.clamped(to: 0..<size)
        return inside.isEmpty ? 0..<0 : Int(inside.lowerBound / Self.leafSize)..<Self.count(inside.upperBound)
    }

    /// Whether these are the bytes of a leaf.
    public func matches(_ bytes: UnsafeRawBufferPointer, leaf: Int) -> Bool {
        guard leaves.indices.contains(leaf), bytes.count == range(of: leaf).count else { return false }
        var hash = hash(of: leaf)
        return hash.finish(bytes) == leaves[leaf]
    }

    /// Comes to the leaf when it is given its bytes.
    func hash(of leaf: Int) -> LeafHash {
        LeafHash(leaf, of: Leaves(size: size, leafSize: Self.leafSize), after: leaf > 0 ? leaves[leaf - 1] : nil)
    }
}

extension HashTree {
    private static let magic = Array("WBTREE2\n".utf8)
    /// Largest tree that is read: of a blob of 8 TiB.
    static let limit = 256 << 20

    /// 8 bytes of magic, size and leaf size as little-endian 64-bit numbers, the blob's digest, the leaves, and the SHA-256 of all that.
    public func encoded(for digest: Vocabulary.Digest) -> [UInt8] {
        var bytes = Self.magic
        for number in [size, Self.leafSize] { withUnsafeBytes(of: number.littleEndian) { bytes += $0 } }
        bytes += digest.bytes
        for leaf in leaves { bytes += leaf.bytes }
        return bytes + Array(SHA256.hash(data: bytes))
    }

    /// nil where the bytes are not a whole tree of that blob: then it is as if there were none.
    public init?(_ bytes: [UInt8], for digest: Vocabulary.Digest) {
        let end = bytes.count - 32
        guard end >= 56, Array(bytes[..<8]) == Self.magic, Array(bytes[24..<56]) == digest.bytes,
            Array(SHA256.hash(data: bytes[..<end])) == Array(bytes[end...])
        else { return nil }
        func number(_ start: Int) -> Int64 { Int64(bitPattern: bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | UInt64($1) }) }
        let size = number(8)
        guard number(16) == Self.leafSize, size >= 0, size < 1 << 50, end - 56 == Self.count(size) * 32 else { return nil }
        let leaves = stride(from: 56, to: end, by: 32).compactMap { Vocabulary.Digest(bytes: bytes[$0..<$0 + 32]) }
        guard leaves.last == digest || leaves.isEmpty else { return nil }
        self.init(size: size, leaves: leaves)
    }
}
