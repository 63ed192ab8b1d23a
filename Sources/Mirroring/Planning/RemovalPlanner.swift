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

    /// - Parameter doubt: why nothing may go at all.
    /// - Parameter happens: whether somebody said that models may go.
    func removals(of models: [ModelID], doubt: String?, happens: Bool) async throws(MirrorError) -> [SyncPlan.Removal] {
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
        var remaining = Set(content.models.keys)
        for model in models.sorted(by: { $0.description < $1.description }) {
            let commits: [CommitID]
            do throws(ShelfError) { commits = try shelf.commits(of: model) } catch { throw .shelf(error) }
            let pins = pinned[model] ?? []
            let going = commits.filter { !pins.contains($0) }
            let kept = going.isEmpty ? "pinned" : reasons[model]
            remaining.remove(model)
            let bytes = pins.isEmpty ? content.bytes(of: [model], beyond: remaining) : 0
            if kept != nil { remaining.insert(model) }
            made.append(SyncPlan.Removal(model: model, commits: going, bytes: bytes, kept: kept))
        }
        return made
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

extension ShelfContent {
    /// Bytes of models that none of the others has.
    func bytes(of members: [ModelID], beyond others: Set<ModelID>) -> Int64 {
        var blobs: [Digest: Int64] = [:]
        for model in members { for blob in models[model]?.blobs ?? [] { blobs[blob.digest] = blob.size } }
        for model in others {
            if blobs.isEmpty { break }
            for blob in models[model]?.blobs ?? [] { blobs[blob.digest] = nil }
        }
        return blobs.values.reduce(0, +)
    }
}
