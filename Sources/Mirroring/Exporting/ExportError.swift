public import Blobs
public import Shelves
public import Vocabulary

/// Why an export could not go on.
public enum ExportError: Error, Sendable, CustomStringConvertible {
    /// The layout belongs to a hub that is not mirrored yet.
    case notWritten(ExportLayout)
    case notHeld(ModelID, Revision?)
    /// Another export writes to the folder.
    case busy(String)
    /// Something that is not ours stands where a folder or a link has to be.
    case inTheWay(String)
    case shelf(ShelfError)
    case storage(BlobError)
    case cancelled

    public var description: String {
        switch self {
        case .notWritten(let layout):
            "the layout \(layout.rawValue) is for models of a hub that can't be mirrored yet; there are "
                + ExportLayout.allCases.filter(\.isWritten).map(\.rawValue).joined(separator: " and ")
        case .notHeld(let model, let revision):
            revision.map { "\(model)@\($0) is not held here" } ?? "\(model) is not held here, or has no default revision"
        case .busy(let path): "another export is writing to \(path)"
        case .inTheWay(let path): "\(path) is there already and is something else"
        case .shelf(let error): error.description
        case .storage(let error): error.description
        case .cancelled: "interrupted; run the same command again to go on"
        }
    }
}
