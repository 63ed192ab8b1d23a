/// A file of a revision as its hub describes it.
public struct FileClaim: Hashable, Sendable, Codable {
    public let path: RepoPath
    /// Bytes of content (never of an LFS pointer).
    public let size: Int64
    public let content: ContentID
    /// The git object id of the tree entry: of the pointer for an LFS file, of the content for any other.
    public let object: GitObjectID?

    public init(path: RepoPath, size: Int64, content: ContentID, object: GitObjectID? = nil) {
        self.path = path
        self.size = size
        self.content = content
        self.object = object
    }
}

/// Something a hub offered and we did not take, with the reason in words for a person.
public struct RefusedItem: Hashable, Sendable, Codable {
    /// As the hub wrote it, shortened to 200 characters and with control characters escaped.
    public let name: String
    public let reason: String

    public init(name: String, reason: String) {
        self.name = String(name.unicodeScalars.prefix(200).flatMap { $0.escaped(asASCII: false) })
        self.reason = reason
    }
}

/// Every file of one commit of a model, as its hub lists them.
public struct RevisionClaim: Hashable, Sendable, Codable {
    public let model: ModelID
    /// What was asked for.
    public let revision: Revision
    /// What it stood for at that moment.
    public let commit: CommitID
    /// In order of path.
    public let files: [FileClaim]
    /// Names and entries that can't be mirrored.
    public let refused: [RefusedItem]

    public init(model: ModelID, revision: Revision, commit: CommitID, files: [FileClaim], refused: [RefusedItem]) {
        self.model = model
        self.revision = revision
        self.commit = commit
        self.files = files.sorted { $0.path < $1.path }
        self.refused = refused
    }
}

/// A branch, tag or pull request of a repository and the commit it stands for.
public struct RefClaim: Hashable, Sendable, Codable {
    /// The groups of the Hub's `/refs` answer (protocol reference 1.5).
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        case branch, tag, convert
        case pullRequest = "pull-request"
    }

    public let kind: Kind
    /// Short name: `main`, `v1.0`.
    public let name: String
    /// Full name: `refs/heads/main`.
    public let ref: String
    public let commit: CommitID

    public init(kind: Kind, name: String, ref: String, commit: CommitID) {
        self.kind = kind
        self.name = name
        self.ref = ref
        self.commit = commit
    }
}
