public import Shelves
public import Vocabulary

/// Where an export finds what is published.
public protocol ExportShelf: Sendable {
    /// Every model, in order of hub and path.
    func models() throws(ShelfError) -> [ModelID]
    /// Refs of a model.
    func refs(of model: ModelID) throws(ShelfError) -> [RefClaim]
    /// Commits of a model.
    func commits(of model: ModelID) throws(ShelfError) -> [CommitID]
    /// What a revision stands for; nil: it is not published.
    func commit(for revision: Revision, of model: ModelID) throws(ShelfError) -> CommitID?
    /// A commit's files; nil: it is not published.
    func manifest(of model: ModelID, at commit: CommitID) throws(ShelfError) -> RevisionManifest?
}

extension Shelf: ExportShelf {}
