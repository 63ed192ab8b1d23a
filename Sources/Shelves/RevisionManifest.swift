public import Vocabulary

/// One file of a mirrored revision.
public struct ManifestFile: Hashable, Sendable, Codable {
    public let path: RepoPath
    public let size: Int64
    /// The hub's name for the content, which clients see as ETag, `lfs.oid` or `oid`.
    public let content: ContentID
    /// The git object id of the tree entry (an LFS file's pointer), if the hub gave one.
    public let object: GitObjectID?
    /// Where the bytes are in the blob store; nil: the file exists upstream and was left out on purpose.
    public let blob: Digest?

    public init(path: RepoPath, size: Int64, content: ContentID, object: GitObjectID?, blob: Digest?) {
        self.path = path
        self.size = size
        self.content = content
        self.object = object
        self.blob = blob
    }
}

/// Everything there is to know to serve one commit of a model: written once, never changed (a wider mirror of the same
/// commit writes a new one over it in one rename).
public struct RevisionManifest: Hashable, Sendable, Codable {
    public let model: ModelID
    public let commit: CommitID
    /// In order of path; all upstream files, held or not.
    public let files: [ManifestFile]
    public let publishedAt: Timestamp
    /// File names of the commit that were not taken.
    public let refused: [RefusedItem]

    public init(model: ModelID, commit: CommitID, files: [ManifestFile], publishedAt: Timestamp, refused: [RefusedItem] = []) {
        self.model = model
        self.commit = commit
        self.files = files.sorted { $0.path < $1.path }
        self.publishedAt = publishedAt
        self.refused = refused
    }
}
