public import Vocabulary

/// What readers ask of published models, whether it is the working state of a mirror or a snapshot of it.
public protocol ShelfView: Sendable {
    /// Every model with a published commit, in order.
    func models() async throws(ShelfError) -> [ModelID]
    /// The spelling under which a model is published, whatever the case it is asked for in; nil if it is not published.
    func canonical(_ model: ModelID) async throws(ShelfError) -> ModelID?
    /// Refs of a model, in order of their full names.
    func refs(of model: ModelID) async throws(ShelfError) -> [RefClaim]
    /// Commits of a model that are published, in order of their digits.
    func commits(of model: ModelID) async throws(ShelfError) -> [CommitID]
    /// What a revision stands for: a full ref, branch, tag, pull request, commit, its first digits (at least 7), or `HEAD`.
    func commit(for revision: Revision, of model: ModelID) async throws(ShelfError) -> CommitID?
    /// The manifest of a published commit; nil if it is not published.
    func manifest(of model: ModelID, at commit: CommitID) async throws(ShelfError) -> RevisionManifest?
}

extension Shelf: ShelfView {}

/// How the words that stand for a commit are read, on every kind of shelf.
enum RevisionNames {
    static func commit(for revision: Revision, refs: [RefClaim], commits: [CommitID]) -> CommitID? {
        let name = revision.description
        if let commit = revision.commit { return commits.contains(commit) ? commit : nil }
        for ref in ["refs/heads/\(name)", "refs/tags/\(name)", name, "refs/\(name)", "refs/convert/\(name)"] {
            if let found = refs.first(where: { $0.ref == ref }) { return found.commit }
        }
        if name == "HEAD" { return refs.first { $0.ref == "refs/heads/main" }?.commit ?? only(commits) }
        guard name.utf8.count >= 7, name.utf8.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else {
            return nil
        }
        return only(commits.filter { $0.description.hasPrefix(name.lowercased()) })
    }

    private static func only(_ commits: [CommitID]) -> CommitID? { commits.count == 1 ? commits[0] : nil }

    /// A full ref name with its short name and kind.
    static func claim(_ ref: String, _ commit: CommitID) -> RefClaim {
        let kinds: [(String, RefClaim.Kind)] = [
            ("refs/heads/", .branch), ("refs/tags/", .tag), ("refs/convert/", .convert), ("refs/pr/", .pullRequest),
        ]
        for (prefix, kind) in kinds where ref.hasPrefix(prefix) {
            return RefClaim(kind: kind, name: String(ref.dropFirst(prefix.count)), ref: ref, commit: commit)
        }
        return RefClaim(kind: .branch, name: ref, ref: ref, commit: commit)
    }
}
