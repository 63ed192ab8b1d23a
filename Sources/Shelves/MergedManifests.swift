internal import Foundation
internal import Vocabulary

/// Manifests of commits that two shelves have together, made once and again when either shelf has another one: a client that takes all
/// files of a commit asks for its manifest with each.
final class MergedManifests: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private struct Key: Hashable {
        let model: ModelID
        let commit: CommitID
    }

    private struct Entry {
        let above: RevisionManifest
        let below: RevisionManifest
        let merged: RevisionManifest
    }

    private let limit: Int
    private let lock = NSLock()
    private var entries: [Key: Entry] = [:]
    private var files = 0

    /// - Parameter limit: files of all manifests that are kept, together; 200,000 take some 60 MB.
    init(limit: Int = 200_000) { self.limit = limit }

    /// `above` with what `below` has more of it.
    func manifest(_ above: RevisionManifest, _ below: RevisionManifest) -> RevisionManifest {
        let key = Key(model: above.model, commit: above.commit)
        // Shelves keep what they have read, so that this compares addresses unless something was published.
        if let known = lock.withLock({ entries[key] }), known.above == above, known.below == below { return known.merged }
        let merged = above.filled(from: below)
        lock.withLock {
            files -= entries.removeValue(forKey: key)?.merged.files.count ?? 0
            if files + merged.files.count > limit { (entries, files) = ([:], 0) }
            guard merged.files.count <= limit else { return }
            entries[key] = Entry(above: above, below: below, merged: merged)
            files += merged.files.count
        }
        return merged
    }
}
