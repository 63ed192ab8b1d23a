import Hubs
import Vocabulary

/// Asks a hub about one model: a claim, the refs, and the file lists of refs that have moved. Reads only.
struct UpstreamLook: Sendable {
    /// Moved refs whose files are compared, and held commits that are asked for, a model and run.
    static let mostRefs = 8
    static let mostCommits = 32

    let hub: any Hub

    func look(at held: HeldModel) async -> UpstreamView {
        do throws(HubError) {
            return .present(try await present(held))
        } catch {
            switch error.cause {
            case .notFoundOrPrivate, .modelNotFound: return .absent(reason: error.detail)
            case .disabled: return .disabled(reason: error.detail)
            default: return .notAsked(reason: error.detail)
            }
        }
    }

    private func present(_ held: HeldModel) async throws(HubError) -> UpstreamView.Present {
        let claim = try await hub.claim(for: held.model)
        var refs: [String: CommitID] = [:]
        for ref in try await hub.refs(of: held.model) where refs[ref.ref] == nil { refs[ref.ref] = ref.commit }
        // A hub may answer to names that it does not list.
        for ref in held.refs where refs[ref.ref] == nil {
            guard let name = Revision(ref.kind == .branch || ref.kind == .tag ? ref.name : ref.ref) else { continue }
            if let commit = try await hub.commit(for: name, of: held.model) { refs[ref.ref] = commit }
        }
        let known = Set(held.commits)
        let moved = held.refs.filter { refs[$0.ref].map { !known.contains($0) } ?? false }
        var files: [CommitID: [PaperFile]] = [:]
        // `main` first.
        let ordered = moved.sorted { $0.ref < $1.ref }
        let commits = (ordered.filter { $0.ref == "refs/heads/main" } + ordered).compactMap { refs[$0.ref] }
        for commit in Self.first(Self.mostRefs, commits) {
            let revision = try await hub.revision(commit.revision, of: held.model)
            files[commit] = revision.files.map { PaperFile(path: $0.path, content: $0.content) }
        }
        let named = Set(refs.values)
        let loose = held.commits.filter { !named.contains($0) }
        var missing: Set<CommitID> = []
        for commit in loose.prefix(Self.mostCommits) {
            if try await hub.commit(for: commit.revision, of: held.model) != commit { missing.insert(commit) }
        }
        return UpstreamView.Present(
            claim: claim, refs: refs.filter { ref, _ in held.refs.contains { $0.ref == ref } }, files: files, missing: missing,
            unasked: Set(loose.dropFirst(Self.mostCommits)))
    }

    /// The first of them, each once.
    private static func first(_ count: Int, _ commits: [CommitID]) -> [CommitID] {
        var seen: Set<CommitID> = []
        return Array(commits.filter { seen.insert($0).inserted }.prefix(count))
    }
}
