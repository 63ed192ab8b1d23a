internal import Foundation
internal import Vocabulary

/// Keeps what is sent to clients from being damaged: each leaf is compared with its tree once in each generation of its blob's file.
///
/// Rot that sets in later is for `mirror verify`; its record counts at once.
final class ServedChecks: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let generation: FileGeneration
        let digest: Digest
    }

    /// Leaves of all trees that are remembered; 32 bytes each. When there are more, it is begun anew.
    private static let most = 1 << 20

    private let compared = ComparedLeaves()
    private let lock = NSLock()
    private var trees: [Key: HashTree] = [:]
    private var leaves = 0

    /// Throws `.damaged` for the first leaf that is not what it should be. Blobs without a tree are not looked at.
    func check(_ range: Range<Int64>, of digest: Digest, _ file: PosixFile, in store: DiskBlobStore) throws(BlobError) {
        let generation = try file.generation()
        guard let tree = try tree(generation, digest, store) else { return }
        guard generation.size == tree.size else {
            let bad = min(generation.size, tree.size)..<max(generation.size, tree.size)
            try? store.note(bad, of: digest)
            throw .damaged(digest, bad)
        }
        guard let wrong = try compared.firstWrong(in: range, of: digest, tree, file, generation, holding: 0..<tree.size) else { return }
        let bounds = tree.range(of: wrong)
        try? store.note(bounds, of: digest)
        throw .damaged(digest, bounds)
    }

    private func tree(_ generation: FileGeneration, _ digest: Digest, _ store: DiskBlobStore) throws(BlobError) -> HashTree? {
        let key = Key(generation: generation, digest: digest)
        if let known = lock.withLock({ trees[key] }) { return known }
        // A blob of one leaf is its own tree.
        let single = generation.size <= HashTree.leafSize && generation.size > 0 ? HashTree(size: generation.size, leaves: [digest]) : nil
        guard let tree = try store.storedTree(of: digest) ?? single else { return nil }
        lock.withLock {
            if leaves + tree.leaves.count > Self.most {
                trees = [:]
                leaves = 0
            }
            leaves += tree.leaves.count
            trees[key] = tree
        }
        return tree
    }
}

extension DiskBlobStore {
    /// Adds to what is known against a blob.
    func note(_ damage: Range<Int64>, of digest: Digest) throws(BlobError) {
        let known = try knownDamage(of: digest)
        guard !known.contains(where: { $0.contains(damage.lowerBound) }) else { return }
        try record((known + [damage]).sorted { $0.lowerBound < $1.lowerBound }, of: digest)
    }
}
