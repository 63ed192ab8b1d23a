internal import Vocabulary

/// The hash of one leaf: as a piece of its file's hash, from the state before it to the state behind it, or by itself.
struct LeafHash {
    private var run: SHA256Run
    /// Whether more of the file follows: then the state counts, else the digest.
    private let isFollowed: Bool

    /// Of a leaf as if it were a file of its own.
    init() {
        run = SHA256Run()
        isFollowed = false
    }

    /// Of a leaf in its place. `before` is the state behind the leaf before it; for the first leaf it does not matter.
    init(_ leaf: Int, of leaves: Leaves, after before: Digest?) {
        if leaf > 0, let before {
            run = SHA256Run(after: before, length: leaves.range(of: leaf).lowerBound)
        } else {
            run = SHA256Run()
        }
        isFollowed = leaf < leaves.count - 1
    }

    /// What all bytes of the leaf come to.
    mutating func finish(_ bytes: UnsafeRawBufferPointer) -> Digest {
        let even = bytes.count / 64 * 64
        run.update(UnsafeRawBufferPointer(rebasing: bytes[..<even]))
        return end(UnsafeRawBufferPointer(rebasing: bytes[even...]))
    }

    /// What two leaves come to, hashed as a pair; nil where there are no bytes.
    static func finish(
        _ first: LeafHash, _ bytes: UnsafeRawBufferPointer?, _ second: LeafHash?, _ others: UnsafeRawBufferPointer?
    ) -> (Digest?, Digest?) {
        var (one, two) = (first, second)
        guard let bytes, let others, var pair = two else { return (bytes.map { one.finish($0) }, others.flatMap { two?.finish($0) }) }
        let (ours, theirs) = (bytes.count / 64 * 64, others.count / 64 * 64)
        SHA256Run.update(
            &one.run, UnsafeRawBufferPointer(rebasing: bytes[..<ours]), &pair.run, UnsafeRawBufferPointer(rebasing: others[..<theirs]))
        return (
            one.end(UnsafeRawBufferPointer(rebasing: bytes[ours...])), pair.end(UnsafeRawBufferPointer(rebasing: others[theirs...]))
        )
    }

    /// A leaf that is followed is a multiple of a block, so nothing is left of it here; where there is, it was cut and is wrong anyway.
    private mutating func end(_ rest: UnsafeRawBufferPointer) -> Digest {
        isFollowed && rest.isEmpty ? run.state : run.finish(rest)
    }
}
