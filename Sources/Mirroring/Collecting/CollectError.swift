public import Blobs
public import Shelves

/// Why a collection stopped. Whatever was not known for certain was not removed.
public enum CollectError: Error, Sendable, CustomStringConvertible {
    /// Something that says what is to stay can't be read. `remedy`: what an operator can do about it, where the error does not say so.
    case unreadable(SnapshotError, remedy: String? = nil)
    case storage(BlobError)
    /// Blobs are held and nothing at all refers to any: more likely the wrong folder than all garbage.
    case nothingMarked(held: Int)
    case cancelled

    public var description: String {
        switch self {
        case .unreadable(let error, let remedy):
            "nothing is removed while it is not known what must stay:\n\(error)"
                + ((remedy ?? Self.remedy(for: error)).map { "\n  what to do: \($0)" } ?? "")
        case .storage(let error): error.description
        case .nothingMarked(let held):
            "\(held) blobs are held and no model, snapshot, pin or lock refers to any; if they are all garbage, say --all"
        case .cancelled: "interrupted; what was not removed is still there"
        }
    }

    /// For the documents beside the shelf, by their names.
    private static func remedy(for error: SnapshotError) -> String? {
        guard case .shelf(.damaged(let path, _)) = error else { return nil }
        let back = "put the file back from a backup"
        switch path {
        case Publication.key:
            return back
                + ", or move it away and publish a snapshot anew (`weighbridge mirror snapshot publish`): what was published before "
                + "is then forgotten"
        case "pins.json": return back + ", or move it away and pin again what must stay (`weighbridge mirror pin`)"
        case let path where path.hasPrefix("snapshots/") && path.hasSuffix(".json"):
            let name = path.dropFirst("snapshots/".count).dropLast(".json".count)
            return back + ", or give the snapshot up: `weighbridge mirror snapshot drop \(name) --force`"
        default: return nil
        }
    }
}
