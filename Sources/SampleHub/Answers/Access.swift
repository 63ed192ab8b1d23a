import HTTPTypes
import Vocabulary

/// Who is asking.
enum Caller: Hashable {
    case anonymous
    /// A valid token without any grant.
    case known
    /// A token that may read gated and private repositories.
    case granted
    /// A token nobody gave out.
    case invalid

    init(_ headers: HTTPFields, tokens: SampleTokens) {
        guard let header = headers[.authorization] else {
            self = .anonymous
            return
        }
        switch header {
        case "Bearer \(tokens.granted)": self = .granted
        case "Bearer \(tokens.plain)": self = .known
        default: self = .invalid
        }
    }
}

/// The tokens a sample hub takes. They open nothing but the sample hub, so they are no secrets.
public struct SampleTokens: Sendable, Hashable {
    /// May read gated and private repositories.
    public var granted: String
    /// A valid account without access to them.
    public var plain: String

    public init(granted: String = "hf_sampleHubGrantedTokenForDemosAndTests", plain: String = "hf_sampleHubPlainTokenForDemosAndTestsAA") {
        self.granted = granted
        self.plain = plain
    }
}

/// The Hub's refusals (protocol reference 1.10).
enum Refusals {
    static func missingRepository(_ caller: Caller) -> Answer {
        caller == .anonymous
            ? .error(401, message: "Invalid username or password.")
            : .error(404, code: "RepoNotFound", message: "Repository not found")
    }

    static let badToken = Answer.error(401, message: "Invalid credentials in Authorization header")

    static func badRevision(_ revision: String) -> Answer {
        .error(
            404, code: "RevisionNotFound", message: "Invalid rev id: \(revision.unicodeScalars.map { $0.escaped(asASCII: true) }.joined())")
    }

    static func missingEntry(_ commit: CommitID) -> Answer {
        .error(404, code: "EntryNotFound", message: "Entry not found", commit: commit.description)
    }

    static let disabled = Answer.error(403, message: "Access to this resource is disabled.")

    /// nil: the caller may have the bytes.
    static func gate(_ repository: SampleRepository, _ caller: Caller, _ commit: CommitID) -> Answer? {
        guard repository.metadata.gate != .open, caller != .granted else { return nil }
        let restricted = "Access to model \(repository.id) is restricted"
        return caller == .anonymous
            ? .error(
                401, code: "GatedRepo",
                message: restricted + ". You must have access to it and be authenticated to access it. Please log in.",
                commit: commit.description)
            : .error(
                403, code: "GatedRepo",
                message: restricted + " and you are not in the authorized list. Ask its owner for access.", commit: commit.description)
    }
}
