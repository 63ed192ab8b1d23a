internal import Foundation
internal import Vocabulary

/// Which parts of blobs were compared with their trees since the file was last written: what is sent to clients is looked at once in each
/// generation of its file (its number, size and time of modification) and process, and then believed.
///
/// Rot that sets in later is for `mirror verify`; its record counts at once. A megabyte costs half a millisecond the first time, and a bit later.
final class ServedChecks: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// One writing of a file.
    struct Generation: Hashable {
        let device: UInt64
        let inode: UInt64
        let size: Int64
        let seconds: Int64
        let nanoseconds: Int64

        init(_ info: stat) {
            device = UInt64(info.st_dev)
            inode = UInt64(info.st_ino)
            size = Int64(info.st_size)
            seconds = Int64(info.st_mtim.tv_sec)
            nanoseconds = Int64(info.st_mtim.tv_nsec)
        }
    }

    private struct Entry {
        let tree: HashTree
        var isRight: [Bool]
    }

    /// Leaves of all blobs that are remembered; 33 bytes each. When there are more, it is begun anew.
    private static let most = 1 << 20

    private let lock = NSLock()
    private var entries: [Generation: Entry] = [:]
    private var leaves = 0

    /// Throws `.damaged` for the first leaf that is not what it should be. Blobs without a tree are not looked at.
    func check(_ range: Range<Int64>, of digest: Digest, _ file: PosixFile, in store: DiskBlobStore) throws(BlobError) {
        let generation = Generation(try file.status())
        guard let tree = try tree(generation, digest, store) else { return }
        guard generation.size == tree.size else {
            let bad = min(generation.size, tree.size)..<max(generation.size, tree.size)
            try? store.note(bad, of: digest)
            throw .damaged(digest, bad)
        }
        for leaf in tree.leaves(in: range) where !isRight(leaf, generation) {
            let bounds = tree.range(of: leaf)
            let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: bounds.count, alignment: 4_096)
            defer { buffer.deallocate() }
            let count = try file.read(into: buffer, at: bounds.lowerBound)
            guard tree.matches(UnsafeRawBufferPointer(rebasing: buffer[..<count]), leaf: leaf) else {
                try? store.note(bounds, of: digest)
                throw .damaged(digest, bounds)
            }
            lock.withLock { entries[generation]?.isRight[leaf] = true }
        }
    }

    private func isRight(_ leaf: Int, _ generation: Generation) -> Bool { lock.withLock { entries[generation]?.isRight[leaf] ?? false } }

    private func tree(_ generation: Generation, _ digest: Digest, _ store: DiskBlobStore) throws(BlobError) -> HashTree? {
        if let known = lock.withLock({ entries[generation]?.tree }) { return known }
        // A blob of one leaf is its own tree.
        let single = generation.size <= HashTree.leafSize && generation.size > 0 ? HashTree(size: generation.size, leaves: [digest]) : nil
        guard let tree = try store.storedTree(of: digest) ?? single else { return nil }
        lock.withLock {
            if leaves + tree.leaves.count > Self.most {
                entries = [:]
                leaves = 0
            }
            leaves += tree.leaves.count
            entries[generation] = Entry(tree: tree, isRight: Array(repeating: false, count: tree.leaves.count))
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
