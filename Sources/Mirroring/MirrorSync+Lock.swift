internal import Blobs
internal import Shelves
internal import Vocabulary

extension MirrorSync {
    /// The lock that the declaration stands for now, and the plan that it is made of. Changes nothing.
    ///
    /// - Parameter path: of the lock file, for errors.
    public func lock(
        _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), path: String
    ) async throws(MirrorError) -> (lock: MirrorLock, plan: SyncPlan) {
        let plan = try await plan(declaration, knowledge)
        return (try await LockMaker(shelf: shelf, sources: sources).lock(plan, of: declaration, path: path), plan)
    }

    /// What a sync by the lock file would do. Throws if it was made for another declaration.
    public func plan(
        locked path: String, _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope()
    ) async throws(MirrorError) -> SyncPlan {
        guard let lock = try MirrorLock.load(path) else {
            throw .lock(path: path, reason: "there is none; `weighbridge mirror lock` makes one")
        }
        guard lock.declaration == declaration.digest else {
            throw .lock(path: path, reason: "mirror.yaml has changed since it was made; `weighbridge mirror lock` makes it anew")
        }
        var wanted = lock.items
        if !scope.only.isEmpty {
            wanted = wanted.filter { item in
                scope.only.contains { $0.model == item.model && ($0.revision ?? item.revision) == item.revision }
            }
            if let stranger = scope.only.first(where: { reference in !wanted.contains { $0.model == reference.model } }) {
                throw .notDeclared(stranger.model)
            }
        }
        let planner = LockedPlanner(blobs: blobs, shelf: shelf, sources: sources)
        let items = await Breadth.map(wanted, atMost: breadth) { await planner.item($0) }
        if Task.isCancelled { throw .cancelled }
        guard scope.removals != .ignore else { return SyncPlan(items: items) }
        let content = try await ShelfContent.ofMirror(shelf)
        let declared = Set(lock.items.map(\.model))
        let removals = try await RemovalPlanner(shelf: shelf, content: content, sources: sources, knowledge: knowledge, breadth: breadth)
            .removals(of: content.models.keys.filter { !declared.contains($0) }, doubt: nil, happens: scope.removals == .remove)
        return SyncPlan(items: items, removals: removals, held: content.models.count)
    }

    /// Brings about what the lock file says, under the same lock as any sync.
    public func run(
        locked path: String, _ declaration: MirrorDeclaration, _ knowledge: PlanKnowledge = PlanKnowledge(), scope: PlanScope = PlanScope(),
        approve: @Sendable (SyncPlan) async throws(MirrorError) -> Void = { _ async throws(MirrorError) in }
    ) async throws(MirrorError) -> MirrorReport {
        let held = try exclusive()
        defer { held.release() }
        let plan = try await plan(locked: path, declaration, knowledge, scope: scope)
        try await approve(plan)
        return await perform(plan, knowledge)
    }

    /// Writes the lock of a sync that was complete; says in the report why not.
    func write(_ path: String, _ plan: SyncPlan, _ declaration: MirrorDeclaration, _ report: inout MirrorReport) {
        do throws(MirrorError) {
            if let query = plan.queries.first(where: { $0.failure != nil }) {
                throw .lock(path: path, reason: "the query \(query.name) failed, so it stays as it was")
            }
            try LockMaker(shelf: shelf, sources: sources).lock(report, of: declaration, path: path).save(path)
        } catch {
            report.lockFailure = error
        }
    }
}
