internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

/// Makes the plan of a sync: asks the catalog, the rules and the hubs, and changes nothing.
struct SyncPlanner: Sendable {
    let blobs: DiskBlobStore
    let shelf: Shelf
    let sources: [HubID: MirrorSource]
    let declaration: MirrorDeclaration
    let knowledge: PlanKnowledge
    /// Models that are asked about at the same time.
    let breadth: Int

    func plan(_ scope: PlanScope) async throws(MirrorError) -> SyncPlan {
        let expansion = try await QueryExpansion(declaration, knowledge.finder, only: scope.only)
        let needsContent = !declaration.quotas.isEmpty || scope.removals != .ignore
        let content = needsContent ? try await ShelfContent.ofMirror(shelf) : ShelfContent()
        let planned = await items(expansion)
        if Task.isCancelled { throw .cancelled }
        let items = QuotaLedger.charged(planned, declaration.quotas, content)
        var removals: [SyncPlan.Removal] = []
        if scope.removals != .ignore {
            let declared = Set(expansion.entries.map(\.entry.model))
            removals = try await RemovalPlanner(shelf: shelf, content: content, sources: sources, knowledge: knowledge, breadth: breadth)
                .removals(
                    of: content.models.keys.filter { !declared.contains($0) }, doubt: expansion.doubt, happens: scope.removals == .remove)
        }
        return SyncPlan(items: items, removals: removals, queries: expansion.queries, held: content.models.count)
    }

    private func items(_ expansion: QueryExpansion) async -> [SyncPlan.Item] {
        await Breadth.map(expansion.entries, atMost: breadth) { await items($0.entry, $0.query) }.flatMap(\.self)
    }

    private func items(_ entry: MirrorDeclaration.Entry, _ query: String?) async -> [SyncPlan.Item] {
        var items: [SyncPlan.Item] = []
        for revision in entry.revisions {
            var work: SyncPlan.Work
            do throws(MirrorError) { work = try await self.work(entry, revision) } catch { work = .failed(error) }
            if case .failed(.blocked(_, let block)) = work { work = .blocked(block) }
            items.append(SyncPlan.Item(model: entry.model, revision: revision, query: query, work: work))
        }
        return items
    }

    private func work(_ entry: MirrorDeclaration.Entry, _ revision: Revision) async throws(MirrorError) -> SyncPlan.Work {
        guard let source = sources[entry.model.hub] else { throw .unknownHub(entry.model) }
        if Task.isCancelled { throw .cancelled }
        if entry.approval == nil, let block = try await LicenseGate(declaration.policy.licenses, judge: knowledge.judge).block(entry.model)
        {
            return .blocked(block)
        }
        if let held = try await HeldRevision(blobs: blobs, shelf: shelf).unchanged(entry, revision, source) { return held }
        if declaration.policy.refusesGated, let block = try await gate(entry.model, source) { return .blocked(block) }
        let plan = try await MirrorPlanner(blobs: blobs).plan(entry, revision: revision, from: source.hub)
        let published = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.commit(for: revision, of: entry.model) }
        return published.map { .update(plan, from: $0) } ?? .add(plan)
    }

    private func gate(_ model: ModelID, _ source: MirrorSource) async throws(MirrorError) -> PolicyBlock? {
        let claim: ModelClaim
        do throws(HubError) { claim = try await source.hub.claim(for: model) } catch {
            if error.cause == .gated { return PolicyBlock(.gated, "its hub gives bytes only to those who asked") }
            throw MirrorError(error)
        }
        return claim.gate == .open ? nil : PolicyBlock(.gated, "its hub gives bytes only to those who asked (\(claim.gate.rawValue))")
    }
}

extension ShelfContent {
    /// The same for a sync.
    static func ofMirror(_ shelf: Shelf) async throws(MirrorError) -> ShelfContent {
        do throws(CollectError) {
            return try await read(shelf)
        } catch {
            throw MirrorError(error)
        }
    }
}
