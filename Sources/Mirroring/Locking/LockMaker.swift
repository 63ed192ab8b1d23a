internal import Hubs
internal import Shelves
internal import Vocabulary

/// Makes locks of plans and of what is on the shelf.
struct LockMaker: Sendable {
    let shelf: Shelf
    let sources: [HubID: MirrorSource]

    /// What a plan would bring about. What a rule keeps out is not in it; where something could not be planned, there is no lock.
    func lock(_ plan: SyncPlan, of declaration: MirrorDeclaration, path: String) async throws(MirrorError) -> MirrorLock {
        if let query = plan.queries.first(where: { $0.failure != nil }) {
            throw .lock(path: path, reason: "the query \(query.name) failed: \(query.failure ?? "")")
        }
        var items: [MirrorLock.Item] = []
        for item in plan.items {
            switch item.work {
            case .failed(let error): throw error
            case .blocked: break
            case .unchanged(let commit, _): items.append(try held(item.model, item.revision, commit, path))
            case .add(let plan), .update(let plan, _): items.append(try await planned(plan))
            }
        }
        return MirrorLock(declaration: declaration.digest, items: items)
    }

    /// What a sync left on the shelf. Throws where it was not complete: its lock would claim what is not so.
    func lock(_ report: MirrorReport, of declaration: MirrorDeclaration, path: String) throws(MirrorError) -> MirrorLock {
        var items: [MirrorLock.Item] = []
        for outcome in report.outcomes {
            if let commit = outcome.commit {
                items.append(try held(outcome.model, outcome.revision, commit, path))
            } else if case .failed(let errors) = outcome.result, errors.contains(where: { $0.block == nil }) {
                throw .lock(path: path, reason: "\(outcome.model)@\(outcome.revision) failed, so it stays as it was")
            }
        }
        guard report.stoppedBy == nil else { throw .lock(path: path, reason: "the sync was stopped, so it stays as it was") }
        return MirrorLock(declaration: declaration.digest, items: items)
    }

    private func held(_ model: ModelID, _ revision: Revision, _ commit: CommitID, _ path: String) throws(MirrorError) -> MirrorLock.Item {
        do throws(ShelfError) {
            if let manifest = try shelf.manifest(of: model, at: commit) {
                let refs = try shelf.refs(of: model).filter { $0.commit == commit }
                return MirrorLock.Item(RevisionContent(manifest), revision: revision, refs: refs)
            }
        } catch {
            throw .shelf(error)
        }
        throw .lock(path: path, reason: "\(model)@\(commit) was taken off the shelf meanwhile")
    }

    private func planned(_ plan: MirrorPlan) async throws(MirrorError) -> MirrorLock.Item {
        guard let source = sources[plan.model.hub] else { throw .unknownHub(plan.model) }
        return MirrorLock.Item(RevisionContent(plan), revision: plan.revision, refs: await PublishedRefs.of(plan, source.hub))
    }
}

extension RevisionContent {
    init(_ manifest: RevisionManifest) {
        func claim(_ file: ManifestFile) -> FileClaim {
            FileClaim(path: file.path, size: file.size, content: file.content, object: file.object)
        }
        self.init(
            model: manifest.model, commit: manifest.commit,
            files: manifest.files.filter { $0.blob != nil }.map { MirrorLock.File(claim($0), blob: $0.blob) },
            leftOut: manifest.files.filter { $0.blob == nil }.map(claim), refused: manifest.refused)
    }

    init(_ plan: MirrorPlan) {
        self.init(
            model: plan.model, commit: plan.commit,
            files: plan.steps.filter { $0.action != .leaveOut }.map { step in
                switch step.action {
                case .reuse(let digest), .mend(let digest, _): MirrorLock.File(step.file, blob: digest)
                case .fetch, .resume, .leaveOut: MirrorLock.File(step.file, blob: nil)
                }
            }, leftOut: plan.steps.filter { $0.action == .leaveOut }.map(\.file), refused: plan.refused)
    }
}
