public import Blobs
public import Hubs
public import Shelves
public import Vocabulary

/// Why a mirror could not be brought up to date.
public enum MirrorError: Error, Sendable, CustomStringConvertible {
    /// `mirror.yaml` does not say what it should; line from 1, 0 where none is known.
    case declaration(path: String, line: Int, reason: String)
    /// Another sync is running on the same mirror.
    case busy(path: String)
    case hub(HubError)
    /// The hub of a reference is not set up here.
    case unknownHub(ModelID)
    /// Neither the declaration names the model nor one of its queries finds it.
    case notDeclared(ModelID)
    /// A rule of the declaration keeps the model out.
    case blocked(ModelID, PolicyBlock)
    /// The verdict on a model's licence can't be had.
    case unjudged(ModelID, reason: String)
    /// Models can't be taken off the shelf: it is not known which, or there are too many for a slip of the pen.
    case removals(reason: String)
    /// The lock file can't be read, written or followed.
    case lock(path: String, reason: String)
    /// What is there is not what the lock file says; path nil: the revision as a whole.
    case notAsLocked(ModelID, path: RepoPath?, locked: String, found: String)
    /// A file that could not be fetched, by its name.
    case file(ModelID, RepoPath, reason: String)
    /// More bytes are to be fetched than the disk has.
    case diskTooSmall(needed: Int64, free: Int64)
    case blobs(ModelID, RepoPath, BlobError)
    /// The policy does not let a revision with this file be published; the worst reason first.
    case refusedByScan(ModelID, RepoPath, reasons: [String])
    case storage(BlobError)
    case shelf(ShelfError)
    case cancelled

    public var description: String {
        switch self {
        case .declaration(let path, let line, let reason): line > 0 ? "\(path):\(line): \(reason)" : "\(path): \(reason)"
        case .busy(let path): "another sync is running (it holds \(path))"
        case .hub(let error): error.description
        case .unknownHub(let model): "\(model): there is no hub \(model.hub) here"
        case .notDeclared(let model): "\(model) is not declared; `weighbridge mirror add \(model)` does that"
        case .blocked(let model, let block): "\(model): not taken, \(block)"
        case .unjudged(let model, let reason): "\(model): the verdict on its licence can't be had: \(reason)"
        case .lock(let path, let reason): "\(path): \(reason)"
        case .notAsLocked(let model, let path, let locked, let found):
            "\(model)\(path.map { " \($0)" } ?? ""): the lock has \(locked), and there is \(found)"
        case .removals(let reason): "nothing is removed: \(reason)"
        case .file(let model, let path, let reason): "\(model) \(path): \(reason)"
        case .diskTooSmall(let needed, let free): "\(needed) bytes are to be fetched and the disk has \(free) left"
        case .blobs(let model, let path, let error): "\(model) \(path): \(error)"
        case .refusedByScan(let model, let path, let reasons):
            "\(model) \(path): the policy refuses it; \(reasons.prefix(3).joined(separator: "; "))"
        case .storage(let error): error.description
        case .shelf(let error): error.description
        case .cancelled: "interrupted; what arrived is kept"
        }
    }

    /// No other file of the model can be had either: the rest of it is not asked for.
    var stopsModel: Bool {
        guard case .hub(let error) = self else { return stopsEverything }
        switch error.cause {
        case .gated, .disabled, .unauthorized, .modelNotFound, .revisionNotFound, .notFoundOrPrivate: return true
        default: return false
        }
    }

    var isCancelled: Bool { if case .cancelled = self { true } else { false } }

    /// Nothing else will work either: the rest of a sync is not begun.
    var stopsEverything: Bool {
        switch self {
        case .cancelled, .diskTooSmall: true
        case .blobs(_, _, let error), .storage(let error), .shelf(.storage(let error)):
            switch error {
            case .full, .readOnly: true
            default: false
            }
        default: false
        }
    }
}
