public import Blobs
public import Vocabulary

/// What can go wrong with a shelf.
public enum ShelfError: Error, Sendable, CustomStringConvertible {
    /// A file of the shelf is not what was written.
    case damaged(path: String, reason: String)
    /// Refs of another commit, a ref that is not one, or a name too long for a file system.
    case unnameable(ModelID, reason: String)
    case storage(BlobError)

    public var description: String {
        switch self {
        case .damaged(let path, let reason): "\(path) is damaged: \(reason)"
        case .unnameable(let model, let reason): "\(model): \(reason)"
        case .storage(let error): error.description
        }
    }
}
