public import Blobs
public import Shelves

/// Why a collection stopped. Whatever was not known for certain was not removed.
public enum CollectError: Error, Sendable, CustomStringConvertible {
    /// Something that says what is to stay can't be read.
    case unreadable(SnapshotError)
    case storage(BlobError)
    /// Blobs are held and nothing at all refers to any: more likely the wrong folder than all garbage.
    case nothingMarked(held: Int)
    case cancelled

    public var description: String {
        switch self {
        case .unreadable(let error): "nothing is removed while it is not known what must stay: \(error)"
        case .storage(let error): error.description
        case .nothingMarked(let held):
            "\(held) blobs are held and no model, snapshot, pin or lock refers to any; if they are all garbage, say --all"
        case .cancelled: "interrupted; what was not removed is still there"
        }
    }
}
