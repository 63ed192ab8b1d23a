public import Vocabulary

/// Why something could not be done with a snapshot.
public enum SnapshotError: Error, Sendable, CustomStringConvertible {
    case exists(SnapshotName)
    case unknown(SnapshotName)
    /// The model's manifest names a blob that is not in the store, or has another size there.
    case notHeld(ModelID, CommitID, Digest)
    /// It is published, or was: dropping it needs force.
    case inUse(SnapshotName)
    /// It is published now, so it can't be forgotten.
    case published(SnapshotName)
    case nothingBefore
    /// Another process is changing snapshots, or collecting garbage.
    case busy(path: String)
    /// Listings or manifests that snapshots, publications or pins stand on and that can't be read; never empty.
    case lost([LostDocument])
    case shelf(ShelfError)

    public var description: String {
        switch self {
        case .exists(let name): "there is a snapshot \(name) already; snapshots never change"
        case .unknown(let name): "there is no snapshot \(name)"
        case .notHeld(let model, let commit, let blob):
            "\(model)@\(commit) names blob \(blob), which is not held whole; `mirror sync` fetches it. No snapshot was made"
        case .inUse(let name): "snapshot \(name) is published, or was and clients may still ask for it; drop it with --force"
        case .published(let name): "snapshot \(name) is what is published now; publish another one first"
        case .lost(let documents):
            documents.prefix(3).map { "\($0)\n  what to do: \($0.remedy)" }.joined(separator: "\n")
                + (documents.count > 3 ? "\nand \(documents.count - 3) more" : "")
        case .nothingBefore: "nothing else was published before"
        case .busy(let path): "another process is changing snapshots or collecting garbage (it holds \(path))"
        case .shelf(let error): error.description
        }
    }
}
