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
        return try await plan(claim, files: entry.files)
    }

    func plan(_ claim: RevisionClaim, files: FileSelection) async throws(MirrorError) -> MirrorPlan {
        var steps: [MirrorPlan.Step] = []
        for file in claim.files {
            steps.append(MirrorPlan.Step(file: file, action: try await action(file, files)))
        }
        // A refused name that was not selected anyway is no obstacle.
        let refused = claim.refused.filter { files.wants($0.name) }
        return MirrorPlan(model: claim.model, revision: claim.revision, commit: claim.commit, steps: steps, refused: refused)
    }

    private func action(_ file: FileClaim, _ files: FileSelection) async throws(MirrorError) -> MirrorPlan.Step.Action {
        guard files.wants(file.path.description) else { return .leaveOut }
        do throws(BlobError) {
            if let digest = try await blobs.held(file.content) { return .reuse(digest) }
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
