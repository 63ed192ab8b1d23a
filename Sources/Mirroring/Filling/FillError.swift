internal import Blobs
internal import Hubs
internal import Shelves
internal import Vocabulary

/// Why a client can't have what is not held.
public enum FillError: Error, Sendable, CustomStringConvertible {
    /// The hub does not have it either, or does not show it to us.
    case notFound(String)
    /// The hub has the model and not the revision.
    case noRevision(String)
    /// A rule of the mirror, a scan or the hub's gate is against it. The reason is for whoever asked.
    case refused(String)
    /// It may work later. The reason is for the log and for whoever asked; seconds after which to ask again.
    case unavailable(String, retryAfter: Int)
    /// The disk has no room for it.
    case full(String)

    public var description: String {
        switch self {
        case .notFound(let reason), .noRevision(let reason), .refused(let reason), .unavailable(let reason, _), .full(let reason): reason
        }
    }

    init(_ error: HubError) {
        switch error.cause {
        case .revisionNotFound: self = .noRevision(error.description)
        case .modelNotFound, .fileNotFound, .notFoundOrPrivate: self = .notFound(error.description)
        case .gated, .disabled, .unauthorized: self = .refused(error.description)
        case .rateLimited: self = .unavailable(error.description, retryAfter: 60)
        case .staleCursor, .malformed, .unavailable, .cancelled: self = .unavailable(error.description, retryAfter: 10)
        }
    }

    /// Paths of this machine are left out: these words go to clients.
    init(_ error: MirrorError) {
        switch error {
        case .hub(let error): self.init(error)
        case .blocked, .refusedByScan: self = .refused(error.description)
        case .unjudged(let model, _):
            self = .unavailable("\(model): the verdict on its licence can't be had now", retryAfter: 30)
        case .blobs(let model, let path, .full(_, let needed)): self = .full("\(model) \(path): the mirror's disk lacks \(needed) bytes")
        case .storage(.full(_, let needed)), .shelf(.storage(.full(_, let needed))):
            self = .full("the mirror's disk lacks \(needed) bytes")
        case .blobs(let model, let path, .mismatch(let expected, _)):
            self = .unavailable("\(model) \(path): the hub sends other bytes than it names (\(expected.hex))", retryAfter: 10)
        case .blobs(let model, let path, _):
            self = .unavailable("\(model) \(path): the mirror's store can't take it in now", retryAfter: 10)
        case .file, .unknownHub: self = .unavailable(error.description, retryAfter: 10)
        default: self = .unavailable("the mirror's store can't answer now", retryAfter: 10)
        }
    }
}
