import Hubs
import Vocabulary

/// What is held of a model, as far as the radar compares it.
struct HeldModel: Sendable {
    let model: ModelID
    let refs: [RefClaim]
    let commits: [CommitID]
    /// Files of the commits that refs stand for.
    let files: [CommitID: [PaperFile]]
    /// What the held card says of the licence, of the commit that `main` stands for: `license: mit`. nil: no card is held.
    let licenses: [String]?

    var main: CommitID? { refs.first { $0.ref == "refs/heads/main" }?.commit }
}

/// A file by what it is called and what is in it.
struct PaperFile: Sendable, Hashable {
    let path: RepoPath
    let content: ContentID
}

/// What a hub says now of a model that is held.
enum UpstreamView: Sendable {
    case present(Present)
    /// The hub does not know it.
    case absent(reason: String)
    case disabled(reason: String)
    /// No answer, or one that says nothing about the model.
    case notAsked(reason: String)

    /// Of a model that the hub answers.
    struct Present: Sendable {
        let claim: ModelClaim
        /// The commit that each held ref stands for there; a ref that is not there is missing.
        let refs: [String: CommitID]
        /// Files of the commits that held refs have moved to.
        let files: [CommitID: [PaperFile]]
        /// Held commits that the hub does not answer.
        let missing: Set<CommitID>
        /// Held commits that were not asked about: there are too many.
        let unasked: Set<CommitID>
    }
}
