internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// Takes models off the shelf as planned, but for what was pinned meanwhile. Their bytes stay until a collection.
    func remove(_ removals: [SyncPlan.Removal], _ knowledge: PlanKnowledge, _ report: inout MirrorReport) async {
        guard !removals.isEmpty else { return }
        let pinned: [ModelID: Set<CommitID>]
        do {
            pinned = try await knowledge.pinned()
        } catch {
            report.notRemoved.append(.removals(reason: "it is not known what is pinned: \(error)"))
            return
        }
        for removal in removals {
            if Task.isCancelled { return }
            do throws(ShelfError) {
                let pins = pinned[removal.model] ?? []
                for commit in removal.commits where !pins.contains(commit) { try shelf.remove(commit, of: removal.model) }
                report.removed.append(removal)
            } catch {
                report.notRemoved.append(.shelf(error))
            }
        }
    }
}
