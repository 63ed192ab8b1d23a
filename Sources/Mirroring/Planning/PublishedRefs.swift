internal import Hubs
internal import Vocabulary

/// The names under which a commit is published.
enum PublishedRefs {
    /// What was asked for, and whatever else the hub calls by it.
    static func of(_ plan: MirrorPlan, _ hub: any Hub) async -> [RefClaim] {
        let claimed = (try? await hub.refs(of: plan.model)) ?? []
        var refs = claimed.filter { $0.commit == plan.commit }
        if plan.revision.commit == nil,
            !refs.contains(where: { $0.name == plan.revision.description || $0.ref == plan.revision.description })
        {
            refs.append(RefClaim(naming: plan.revision, plan.commit))
        }
        return refs.filter { $0.ref.hasPrefix("refs/") && Revision($0.ref) != nil }
    }
}

extension RefClaim {
    /// A revision that the hub resolves but does not list: `refs/pr/1` as it is, anything else as a branch.
    init(naming revision: Revision, _ commit: CommitID) {
        let text = revision.description
        if text.hasPrefix("refs/pr/") {
            self.init(kind: .pullRequest, name: String(text.dropFirst(8)), ref: text, commit: commit)
        } else {
            self.init(kind: .branch, name: text, ref: text.hasPrefix("refs/") ? text : "refs/heads/\(text)", commit: commit)
        }
    }
}
