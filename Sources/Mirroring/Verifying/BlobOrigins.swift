public import Shelves
public import Vocabulary

/// Which files of which models a blob is: what a shelf's manifests say.
public struct BlobOrigins: Sendable {
    /// A file that is a blob.
    public struct Origin: Hashable, Sendable {
        public let model: ModelID
        public let commit: CommitID
        public let path: RepoPath
        public let size: Int64
    }

    /// Files of one blob that are kept: enough to fetch it from and to say who is hit.
    private static let most = 8

    private var byBlob: [Digest: [Origin]] = [:]

    /// - Parameter models: nil: all that are on the shelf.
    public init(_ shelf: Shelf, models: Set<ModelID>? = nil) throws(ShelfError) {
        for model in try shelf.models() where models?.contains(model) ?? true {
            for commit in try shelf.commits(of: model) {
                for file in try shelf.manifest(of: model, at: commit)?.files ?? [] {
                    guard let blob = file.blob, byBlob[blob, default: []].count < Self.most else { continue }
                    byBlob[blob, default: []].append(Origin(model: model, commit: commit, path: file.path, size: file.size))
                }
            }
        }
    }

    public var blobs: Set<Digest> { Set(byBlob.keys) }

    public func origins(of blob: Digest) -> [Origin] { byBlob[blob] ?? [] }
}
