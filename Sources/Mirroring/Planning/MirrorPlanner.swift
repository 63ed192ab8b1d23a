public import Blobs
public import Hubs
public import Vocabulary

/// Compares what a hub has with what is held.
public struct MirrorPlanner: Sendable {
    private let blobs: DiskBlobStore

    public init(blobs: DiskBlobStore) { self.blobs = blobs }

    /// One plan for what the hub says now. Changes nothing.
    public func plan(
        _ entry: MirrorDeclaration.Entry, revision: Revision, from hub: any Hub
    ) async throws(MirrorError) -> MirrorPlan {
        let claim: RevisionClaim
        do throws(HubError) { claim = try await hub.revision(revision, of: entry.model) } catch { throw MirrorError(error) }
        return try await plan(claim, entry)
    }

    /// Throws `.blocked` where the weights are not there as they are asked for, or are too large.
    private func plan(_ claim: RevisionClaim, _ entry: MirrorDeclaration.Entry) async throws(MirrorError) -> MirrorPlan {
        let files = entry.files
        let choice = files.choice(of: claim.files.map(\.path.description))
        if let obstacle = choice.obstacle { throw .blocked(claim.model, PolicyBlock(.weights, obstacle)) }
        let taken = claim.files.lazy.filter { choice.taken.contains($0.path.description) }
        if let block = entry.limits.block(taken.map { ($0.path, $0.size) }) { throw .blocked(claim.model, block) }
        var steps: [MirrorPlan.Step] = []
        for file in claim.files {
            let isTaken = choice.taken.contains(file.path.description)
            steps.append(MirrorPlan.Step(file: file, action: isTaken ? try await action(file) : .leaveOut))
        }
        // A refused name that was not selected anyway is no obstacle.
        let refused = claim.refused.filter { files.wants($0.name) }
        return MirrorPlan(model: claim.model, revision: claim.revision, commit: claim.commit, steps: steps, refused: refused)
    }

    /// The same plan by what is held now.
    func renewed(_ plan: MirrorPlan) async throws(MirrorError) -> MirrorPlan {
        var steps: [MirrorPlan.Step] = []
        for step in plan.steps {
            steps.append(step.action == .leaveOut ? step : MirrorPlan.Step(file: step.file, action: try await action(step.file)))
        }
        return MirrorPlan(
            model: plan.model, revision: plan.revision, commit: plan.commit, steps: steps, refused: plan.refused, lock: plan.lock)
    }

    /// What must be done to hold a file.
    func action(_ file: FileClaim) async throws(MirrorError) -> MirrorPlan.Step.Action {
        do throws(BlobError) {
            if let digest = try await blobs.held(file.content) {
                let damage = try blobs.knownDamage(of: digest)
                return damage.isEmpty ? .reuse(digest) : .mend(digest, bytes: damage.reduce(0) { $0 + Int64($1.count) })
            }
            let arrived = try await blobs.arrived(file.content, size: file.size)
            return arrived > 0 ? .resume(from: arrived) : .fetch
        } catch {
            throw .storage(error)
        }
    }
}

extension MirrorError {
    init(_ error: HubError) { self = error.cause == .cancelled ? .cancelled : .hub(error) }
}
