internal import Foundation
public import Shelves
public import Vocabulary

/// The blobs of what was filled, for a collector: they stay as long as the shelf of fills names them.
public enum FilledBlobs {
    /// Throws where the shelf can't be read, for then it is not known what must stay.
    public static func read(_ fills: Shelf) async throws(CollectError) -> Set<Digest> {
        let gathered = Gathered()
        do throws(ShelfError) {
            try await fills.scan { gathered.add($0) }
        } catch {
            throw .unreadable(.shelf(error))
        }
        return gathered.blobs
    }

    private final class Gathered: @unchecked Sendable {  // Safety: `found` is only touched with `lock` held.
        private let lock = NSLock()
        private var found: Set<Digest> = []

        func add(_ scan: ManifestScan) { lock.withLock { for blob in scan.blobs { found.insert(blob.digest) } } }
        var blobs: Set<Digest> { lock.withLock { found } }
    }
}
