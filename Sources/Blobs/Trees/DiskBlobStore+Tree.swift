internal import Foundation
public import Vocabulary

extension DiskBlobStore {
    /// What stands beside a blob of the hashes of its parts; nil: there is none that can be believed.
    public func tree(of digest: Digest) async throws(BlobError) -> HashTree? { try storedTree(of: digest) }

    func storedTree(of digest: Digest) throws(BlobError) -> HashTree? {
        do throws(BlobError) {
            return try AtomicFile.read(layout.tree(digest), limit: HashTree.limit).flatMap { HashTree($0, for: digest) }
        } catch {
            // A tree that can't be read is made anew; what says so is the blob's own reading.
            if case .io = error { return nil }
            throw error
        }
    }

    /// Keeps a tree beside its blob. Only for trees made of bytes whose whole hash was right.
    func keep(_ tree: HashTree, of digest: Digest) throws(BlobError) {
        try AtomicFile.write(tree.encoded(for: digest), to: layout.tree(digest))
    }

    /// Ranges of a blob that are known to have other bytes than they should; none: nothing is known against it.
    public func knownDamage(of digest: Digest) throws(BlobError) -> [Range<Int64>] {
        guard let bytes = try AtomicFile.read(layout.damage(digest), limit: 16 << 20) else { return [] }
        var ranges: [Range<Int64>] = []
        for line in bytes.split(separator: 0x0A) {
            let ends = String(decoding: line, as: UTF8.self).split(separator: "-").compactMap { Int64($0) }
            // A record that can't be read stands for the worst.
            guard ends.count == 2, ends[0] >= 0, ends[0] < ends[1] else { return [0..<Int64.max] }
            ranges.append(ends[0]..<ends[1])
        }
        return ranges
    }

    /// Tells every process what is wrong with a blob; nothing is: the record goes.
    func record(_ damage: [Range<Int64>], of digest: Digest) throws(BlobError) {
        guard !damage.isEmpty else { return try Folder.removeFile(layout.damage(digest)) }
        let text = damage.map { "\($0.lowerBound)-\($0.upperBound)\n" }.joined()
        try AtomicFile.write(Array(text.utf8), to: layout.damage(digest))
    }
}
