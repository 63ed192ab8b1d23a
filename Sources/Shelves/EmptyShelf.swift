public import Vocabulary

/// A shelf with nothing on it: what a replica shows before anything is published.
public struct EmptyShelf: ShelfView {
    public init() {}

    public func models() throws(ShelfError) -> [ModelID] { [] }
    public func canonical(_ model: ModelID) throws(ShelfError) -> ModelID? { nil }
    public func refs(of model: ModelID) throws(ShelfError) -> [RefClaim] { [] }
    public func commits(of model: ModelID) throws(ShelfError) -> [CommitID] { [] }
    public func commit(for revision: Revision, of model: ModelID) throws(ShelfError) -> CommitID? { nil }
    public func manifest(of model: ModelID, at commit: CommitID) async throws(ShelfError) -> RevisionManifest? { nil }
}
