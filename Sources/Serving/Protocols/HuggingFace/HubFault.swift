import HTTPTypes
import HummingbirdCore
import Shelves
import Vocabulary

/// A request that can't be granted, as the Hub's clients understand it (protocol reference 2.4): the code picks the exception,
/// the message is what its user reads.
struct HubFault: Error, Equatable {
    /// Values of `X-Error-Code`, by which clients pick their exceptions.
    enum Code: String, Equatable {
        case repoNotFound = "RepoNotFound"
        case revisionNotFound = "RevisionNotFound"
        case entryNotFound = "EntryNotFound"
        case gatedRepo = "GatedRepo"
        /// Ours: clients know none for a single file that is forbidden.
        case quarantined = "Quarantined"
    }

    let status: HTTPResponse.Status
    let code: Code?
    let message: String
    /// Sent only where the answer will never change for that commit: clients then remember it for good.
    var commit: CommitID?
    var retryAfter: Int?

    init(_ status: HTTPResponse.Status, _ code: Code? = nil, _ message: String, commit: CommitID? = nil, retryAfter: Int? = nil) {
        self.status = status
        self.code = code
        self.message = message
        self.commit = commit
        self.retryAfter = retryAfter
    }

    var response: Response {
        var response = Answer.failure(status, code: code?.rawValue, message: message)
        if let commit { response.headers[.repoCommit] = commit.description }
        if let retryAfter { response.headers[.retryAfter] = String(retryAfter) }
        return response
    }

    static func noRepository(_ name: String) -> HubFault {
        HubFault(.notFound, .repoNotFound, "Repository not found: '\(name)' is neither mirrored nor indexed here")
    }

    static func noRevision(_ revision: String, of model: ServedModel) -> HubFault {
        let held = model.refs.map(\.name) + model.commits.map(\.description)
        let hint = held.isEmpty ? "" : " (mirrored of \(model.id.path): \(held.prefix(8).joined(separator: ", ")))"
        return HubFault(.notFound, .revisionNotFound, "Invalid rev id: \(revision)\(hint)")
    }

    /// It is not in the commit, and never will be.
    static func noEntry(_ path: String, at commit: CommitID?) -> HubFault {
        HubFault(.notFound, .entryNotFound, "Entry not found: \(path)", commit: commit)
    }

    /// It is in the commit and was left out of the mirror: a later sync may bring it.
    static func leftOut(_ path: String, of model: ModelID) -> HubFault {
        HubFault(
            .notFound, .entryNotFound,
            "Entry not mirrored: \(path) exists upstream and was left out of this mirror; the mirror's operator can add it with "
                + "'weighbridge mirror add \(model) --include \(path)' and 'weighbridge mirror sync'")
    }

    static func notMirrored(_ model: ModelID) -> HubFault {
        HubFault(
            .notFound, .entryNotFound,
            "Not mirrored: \(model.path) is only indexed here; the mirror's operator can add it with "
                + "'weighbridge mirror add \(model)' and 'weighbridge mirror sync'")
    }

    static func gated(_ model: ModelID) -> HubFault {
        HubFault(
            .forbidden, .gatedRepo,
            "Access to model \(model.path) is restricted upstream and it is not mirrored here; an operator who was granted access "
                + "can add it with 'weighbridge mirror add \(model)' and 'weighbridge mirror sync'")
    }

    /// The bytes are held, and somebody has to look before they are served.
    static func quarantined(_ path: String, of model: ModelID, _ item: QuarantineItem) -> HubFault {
        HubFault(
            .forbidden, .quarantined,
            "Quarantined: \(path) of \(model.path) is held back by this mirror"
                + (item.reasons.first.map { " (\($0.prefix(160)))" } ?? "")
                + "; the mirror's operator can look with 'weighbridge mirror quarantine show \(item.blob.hex.prefix(16))' and release it")
    }

    /// A fault of ours, which may pass: never told as "not found" (clients would remember that).
    static let unavailable = HubFault(
        .serviceUnavailable, nil, "The mirror's store can't answer now; see the server's log", retryAfter: 10)
}
