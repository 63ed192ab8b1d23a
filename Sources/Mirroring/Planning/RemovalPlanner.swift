internal import Hubs
internal import Shelves
internal import Vocabulary

/// Decides which models leave the shelf: those that are no longer declared, that are still upstream, and that nobody pinned. What can't be
/// asked stays.
struct RemovalPlanner: Sendable {
    let shelf: Shelf
    let content: ShelfContent
    let sources: [HubID: MirrorSource]
    let knowledge: PlanKnowledge
    let breadth: Int

    /// - Parameter wanted: commits of these models that stay.
    /// - Parameter doubt: why nothing may go at all.
    /// - Parameter happens: whether somebody said that models may go.
    func removals(
        of models: [ModelID], but wanted: [ModelID: Set<CommitID>] = [:], doubt: String?, happens: Bool
    ) async throws(MirrorError) -> [SyncPlan.Removal] {
        guard !models.isEmpty else { return [] }
        let pinned: [ModelID: Set<CommitID>]
        do { pinned = try await knowledge.pinned() } catch let error as SnapshotError {
            if case .shelf(let cause) = error { throw .shelf(cause) }
            throw .removals(reason: "it is not known what is pinned: \(error)")
        } catch {
            throw .removals(reason: "it is not known what is pinned: \(error)")
        }
        var reasons: [ModelID: String] = [:]
        if let reason = doubt ?? (happens ? nil : "only --remove takes it off") {
            for model in models { reasons[model] = reason }
        } else {
            reasons = await upstream(models)
        }
        if Task.isCancelled { throw .cancelled }
        var made: [SyncPlan.Removal] = []
        var shares = BlobShares(content)
        for model in models.sorted(by: { $0.description < $1.description }) {
            do throws(ShelfError) {
                let commits = try shelf.commits(of: model)
                let (pins, wanted) = (pinned[model] ?? [], wanted[model] ?? [])
                let going = commits.filter { !pins.contains($0) && !wanted.contains($0) }
                let staying = commits.filter { pins.contains($0) || wanted.contains($0) }
                if going.isEmpty, !wanted.isEmpty { continue }
                let kept = going.isEmpty ? "pinned" : reasons[model]
                let bytes = shares.bytes(of: try blobs(of: model, going), but: try blobs(of: model, staying), areGoing: kept == nil)
                made.append(SyncPlan.Removal(model: model, commits: going, isWhole: staying.isEmpty, bytes: bytes, kept: kept))
            } catch {
                throw .shelf(error)
            }
        }
        return made
    }

    private func blobs(of model: ModelID, _ commits: [CommitID]) throws(ShelfError) -> [Digest: Int64] {
        var blobs: [Digest: Int64] = [:]
        for commit in commits {
            for file in try shelf.manifest(of: model, at: commit)?.files ?? [] { if let blob = file.blob { blobs[blob] = file.size } }
        }
        return blobs
    }

    /// Models that stay, and why: a hub that does not have them any more, or does not answer, is no reason to let go of the only copy.
    private func upstream(_ models: [ModelID]) async -> [ModelID: String] {
        let answers = await Breadth.map(models, atMost: breadth) { (model: $0, reason: await upstream($0)) }
        return answers.reduce(into: [:]) { $0[$1.model] = $1.reason }
    }

    private func upstream(_ model: ModelID) async -> String? {
        guard let source = sources[model.hub] else { return "its hub is not set up here" }
        do {
            if try await knowledge.finder?.isVanished(model) ?? false { return "gone upstream" }
        } catch {
            return "the catalog could not be asked: \(error)"
        }
        do throws(HubError) {
            _ = try await source.hub.refs(of: model)
            return nil
        } catch {
            switch error.cause {
            case .modelNotFound, .notFoundOrPrivate, .disabled, .unauthorized, .gated: return "gone upstream, or closed: \(error.detail)"
            default: return "its hub could not be asked: \(error.detail)"
            }
        }
    }
}

/// How many models have each blob, while some of them go.
private struct BlobShares {
    private var owners: [Digest: Int] = [:]

    init(_ content: ShelfContent) {
        for model in content.models.values { for digest in Set(model.blobs.map(\.digest)) { owners[digest, default: 0] += 1 } }
    }

    /// Bytes of a model's blobs that nothing else has once they are gone.
    mutating func bytes(of going: [Digest: Int64], but staying: [Digest: Int64], areGoing: Bool) -> Int64 {
        var sum: Int64 = 0
        for (digest, size) in going where staying[digest] == nil {
            if owners[digest, default: 1] <= 1 { sum = sum.capped(adding: size) }
            if areGoing { owners[digest, default: 1] -= 1 }
        }
        return sum
    }
}
