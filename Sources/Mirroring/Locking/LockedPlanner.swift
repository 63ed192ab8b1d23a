internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

/// Makes the plan that brings about what a lock says: no query and no branch is asked, and a hub only for bytes that are not held.
struct LockedPlanner: Sendable {
    let blobs: DiskBlobStore
    let shelf: Shelf
    let sources: [HubID: MirrorSource]

    func item(_ locked: MirrorLock.Item) async -> SyncPlan.Item {
        var work: SyncPlan.Work
        do throws(MirrorError) { work = try await self.work(locked) } catch { work = .failed(error) }
        return SyncPlan.Item(model: locked.model, revision: locked.revision, work: work)
    }

    private func work(_ locked: MirrorLock.Item) async throws(MirrorError) -> SyncPlan.Work {
        if Task.isCancelled { throw .cancelled }
        let plan = try await plan(locked)
        let isHeld = plan.steps.allSatisfy { if case .reuse = $0.action { true } else { $0.action == .leaveOut } }
        if isHeld, try isPublished(locked) { return .unchanged(locked.commit, refused: locked.refused) }
        if !isHeld { try await compare(locked) }
        let published = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.commit(for: locked.revision, of: locked.model) }
        return published.map { .update(plan, from: $0) } ?? .add(plan)
    }

    private func plan(_ locked: MirrorLock.Item) async throws(MirrorError) -> MirrorPlan {
        var steps = locked.leftOut.map { MirrorPlan.Step(file: $0, action: .leaveOut) }
        var digests: [ContentID: Digest] = [:]
        let planner = MirrorPlanner(blobs: blobs)
        for file in locked.files {
            if let blob = file.blob { digests[file.claim.content] = blob }
            steps.append(MirrorPlan.Step(file: file.claim, action: try await planner.action(file.claim)))
        }
        let refs = locked.refs.map { RefClaim(locked: $0, locked.commit) }
        let plan = MirrorPlan(
            model: locked.model, revision: locked.revision, commit: locked.commit, steps: steps.sorted { $0.file.path < $1.file.path },
            refused: locked.refused, lock: MirrorPlan.Lock(refs: refs, digests: digests))
        for step in plan.steps {
            if case .reuse(let digest) = step.action { try plan.check(step.file.path, step.file.content, is: digest) }
        }
        return plan
    }

    /// Whether the shelf has the revision as it is locked, names included.
    private func isPublished(_ locked: MirrorLock.Item) throws(MirrorError) -> Bool {
        let manifest = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.manifest(of: locked.model, at: locked.commit) }
        let refs = try HeldRevision.ifReadable { () throws(ShelfError) in try shelf.refs(of: locked.model) } ?? []
        guard let manifest else { return false }
        let content = RevisionContent(manifest)
        return content.files.map(\.claim) == locked.files.map(\.claim) && content.leftOut == locked.leftOut
            && content.refused == locked.refused
            && locked.refs.allSatisfy { name in refs.contains { $0.ref == name && $0.commit == locked.commit } }
    }

    /// A commit never changes: a hub that has another file under it is not believed.
    private func compare(_ locked: MirrorLock.Item) async throws(MirrorError) {
        guard let source = sources[locked.model.hub] else { throw .unknownHub(locked.model) }
        let claim: RevisionClaim
        do throws(HubError) {
            claim = try await source.hub.revision(locked.commit.revision, of: locked.model)
        } catch {
            throw MirrorError(error)
        }
        guard claim.commit == locked.commit else {
            throw .notAsLocked(locked.model, path: nil, locked: "commit \(locked.commit)", found: "commit \(claim.commit)")
        }
        let there = Dictionary(claim.files.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        let wanted = locked.files.map(\.claim) + locked.leftOut
        for file in wanted {
            guard let found = there[file.path] else {
                throw .notAsLocked(locked.model, path: file.path, locked: Self.words(file), found: "no such file")
            }
            guard found.content == file.content, found.size == file.size else {
                throw .notAsLocked(locked.model, path: file.path, locked: Self.words(file), found: Self.words(found))
            }
        }
        if wanted.count < there.count, let stranger = Set(there.keys).subtracting(wanted.map(\.path)).min() {
            throw .notAsLocked(locked.model, path: stranger, locked: "no such file", found: there[stranger].map(Self.words) ?? "")
        }
    }

    private static func words(_ file: FileClaim) -> String { "\(file.content.hex) of \(file.size) bytes" }
}

extension MirrorPlan {
    /// Throws where bytes that are held are not those of the lock.
    func check(_ path: RepoPath, _ content: ContentID, is digest: Digest) throws(MirrorError) {
        guard let locked = lock?.digests[content], locked != digest else { return }
        throw .notAsLocked(model, path: path, locked: locked.description, found: digest.description)
    }
}

extension RefClaim {
    /// A full name as a lock has it.
    fileprivate init(locked ref: String, _ commit: CommitID) {
        let kinds: [(String, Kind)] = [
            ("refs/heads/", .branch), ("refs/tags/", .tag), ("refs/convert/", .convert), ("refs/pr/", .pullRequest),
        ]
        let known = kinds.first { ref.hasPrefix($0.0) }
        self.init(kind: known?.1 ?? .branch, name: known.map { String(ref.dropFirst($0.0.count)) } ?? ref, ref: ref, commit: commit)
    }
}
