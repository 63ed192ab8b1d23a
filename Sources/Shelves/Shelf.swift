internal import Blobs
internal import Foundation
public import Vocabulary

/// What is published: for each model its commits and the names that stand for them. Bytes are in the blob store.
///
///     <root>/<hub>/<org>/<name>/revisions/<commit>.json    a manifest
///     <root>/<hub>/<org>/<name>/refs/<full ref name>       a commit and a line end
///     <root>/.changes                                      one line for each change, so that readers notice
///
/// A manifest is visible as soon as it has its name, and a ref never names a commit that is not there. Any number of
/// processes may read while one publishes; readers notice within a second. Calls block for as long as a small file takes to read.
public final class Shelf: Sendable {
    public let root: String
    let index: ShelfIndex

    /// Nothing is created before the first publish.
    public init(root: String) {
        self.root = root
        index = ShelfIndex(root: root)
    }

    /// Every model with a published commit, in order of hub and path.
    public func models() throws(ShelfError) -> [ModelID] { try index.models() }

    /// The spelling under which a model is published, whatever the case it is asked for in; nil if it is not published.
    public func canonical(_ model: ModelID) throws(ShelfError) -> ModelID? {
        if try !index.state(of: model).commits.isEmpty { return model }
        return try index.spelling(of: model)
    }

    /// Refs of a model, in order of their full names.
    public func refs(of model: ModelID) throws(ShelfError) -> [RefClaim] { try index.state(of: model).refs }

    /// Commits of a model that are published, in order of their digits.
    public func commits(of model: ModelID) throws(ShelfError) -> [CommitID] { try index.state(of: model).commits }

    /// What a revision stands for here: a full ref, branch, tag, pull request, commit, its first digits (at least 7), or `HEAD`.
    public func commit(for revision: Revision, of model: ModelID) throws(ShelfError) -> CommitID? {
        let state = try index.state(of: model)
        return RevisionNames.commit(for: revision, refs: state.refs, commits: state.commits)
    }

    /// The manifest of a published commit; nil if it is not published.
    public func manifest(of model: ModelID, at commit: CommitID) throws(ShelfError) -> RevisionManifest? {
        try index.manifest(of: model, at: commit)
    }
}

extension RevisionManifest {
    /// A file of the revision, by binary search.
    public func file(at path: RepoPath) -> ManifestFile? {
        var low = files.startIndex
        var high = files.endIndex
        while low < high {
            let middle = (low + high) / 2
            if files[middle].path < path { low = middle + 1 } else { high = middle }
        }
        return low < files.endIndex && files[low].path == path ? files[low] : nil
    }
}
