internal import Foundation
internal import Shelves
internal import Vocabulary

/// What the working state holds, model by model; made of quick readings on all cores.
struct ShelfContent {
    struct Model {
        var blobs: [(digest: Digest, size: Int64)] = []
        var publishedAt = Timestamp(milliseconds: 0)
    }

    var models: [ModelID: Model] = [:]
    /// Digests of the manifests: a snapshot's that is the same needs no second reading.
    var manifests: Set<Digest> = []

    /// Bytes of these models, each blob once.
    func bytes(of members: [ModelID]) -> Int64 {
        var seen: Set<Digest> = []
        return members.reduce(0) { sum, model in
            (models[model]?.blobs ?? []).reduce(sum) { seen.insert($1.digest).inserted ? $0 + $1.size : $0 }
        }
    }

    func marks(without retired: Set<ModelID>) -> Set<Digest> {
        var marks: Set<Digest> = []
        marks.reserveCapacity(models.values.reduce(0) { $0 + $1.blobs.count })
        for (model, held) in models where !retired.contains(model) { for blob in held.blobs { marks.insert(blob.digest) } }
        return marks
    }

    /// This, and what another shelf of the same store holds.
    func merged(with other: ShelfContent) -> ShelfContent {
        var all = self
        for (model, held) in other.models { all.add(model, held.blobs, held.publishedAt) }
        all.manifests.formUnion(other.manifests)
        return all
    }

    /// Throws for the first manifest that can't be read. `remedy`: what to say then.
    static func read(_ shelf: Shelf, remedy: String? = nil) async throws(CollectError) -> ShelfContent {
        let gathered = Gathered()
        do throws(ShelfError) {
            try await shelf.scan { gathered.add($0) }
        } catch {
            throw .unreadable(.shelf(error), remedy: remedy)
        }
        return gathered.content
    }

    fileprivate mutating func add(_ scan: ManifestScan) {
        add(scan.model, scan.blobs, scan.publishedAt)
        manifests.insert(scan.digest)
    }

    private mutating func add(_ model: ModelID, _ blobs: [(digest: Digest, size: Int64)], _ time: Timestamp) {
        let latest = max(models[model]?.publishedAt ?? time, time)
        models[model, default: Model()].blobs += blobs
        models[model]?.publishedAt = latest
    }
}

private final class Gathered: @unchecked Sendable {  // Safety: `made` is only touched with `lock` held.
    private let lock = NSLock()
    private var made = ShelfContent()
    func add(_ scan: ManifestScan) { lock.withLock { made.add(scan) } }
    var content: ShelfContent { lock.withLock { made } }
}
