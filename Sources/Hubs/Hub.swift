public import HTTPTypes
public import Transport
public import Vocabulary

/// A hub's read side: its wire format into our words, nothing else.
public protocol Hub: Sendable {
    var id: HubID { get }
    /// One page of the listing, most recently changed first.
    func page(after cursor: PageCursor?, limit: Int) async throws(HubError) -> ListingPage
    /// What the listing says of one model, at its default revision.
    func claim(for model: ModelID) async throws(HubError) -> ModelClaim
    /// Every file of a revision, with sizes and hashes.
    func revision(_ revision: Revision, of model: ModelID) async throws(HubError) -> RevisionClaim
    func refs(of model: ModelID) async throws(HubError) -> [RefClaim]
    /// The commit that a revision stands for now, or the commit itself if the hub still answers it; nil: the model is there, and it is not.
    func commit(for revision: Revision, of model: ModelID) async throws(HubError) -> CommitID?
    /// Where a file's bytes are now. The address may be signed and expire: ask again rather than keep it.
    func location(of path: RepoPath, at commit: CommitID, in model: ModelID) async throws(HubError) -> FileLocation
    /// A whole small file, at most `limit` bytes.
    func contents(of path: RepoPath, at revision: Revision, in model: ModelID, limit: Int) async throws(HubError) -> [UInt8]
    /// The file of this hub that an address on a model's card points at; nil: it points elsewhere, or at no file.
    func linkedFile(_ address: String, of model: ModelID) -> LinkedFile?
    /// Bytes of a large file, to look into it without fetching it; fewer where the file ends before.
    func bytes(_ range: Range<Int64>, of path: RepoPath, at revision: Revision, in model: ModelID) async throws(HubError) -> [UInt8]
}

extension Hub {
    /// By the list of the revision's files, for a hub that has no shorter way.
    public func commit(for revision: Revision, of model: ModelID) async throws(HubError) -> CommitID? {
        do throws(HubError) {
            return try await self.revision(revision, of: model).commit
        } catch {
            if error.cause == .revisionNotFound { return nil }
            throw error
        }
    }
}

/// Where a listing goes on. Opaque; storable.
public struct PageCursor: Hashable, Sendable, Codable, RawRepresentable {
    public let rawValue: String
    public init(rawValue: String) { self.rawValue = rawValue }
}

/// A page of a hub's listing.
public struct ListingPage: Sendable {
    public let claims: [ModelClaim]
    /// Entries that could not be read, with the reason.
    public let refused: [RefusedItem]
    /// nil: this was the last page.
    public let next: PageCursor?

    public init(claims: [ModelClaim], refused: [RefusedItem], next: PageCursor?) {
        self.claims = claims
        self.refused = refused
        self.next = next
    }
}

/// An address from which a file's bytes can be had by ranged GETs.
public struct FileLocation: Sendable {
    public let url: WebURL
    /// To be sent along; holds a credential only if `url` is on the hub's own origin.
    public let headers: HTTPFields
    /// As the hub states them on the first hop; nil where it does not.
    public let size: Int64?
    public let content: ContentID?
    public let commit: CommitID?

    public init(url: WebURL, headers: HTTPFields, size: Int64?, content: ContentID?, commit: CommitID?) {
        self.url = url
        self.headers = headers
        self.size = size
        self.content = content
        self.commit = commit
    }
}

/// Why a hub did not give what was asked for.
public struct HubError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Cause: Sendable, Hashable {
        /// The hub says so, to a caller it knows.
        case modelNotFound
        case revisionNotFound
        case fileNotFound
        /// Missing or private: an anonymous caller can't tell.
        case notFoundOrPrivate
        /// Bytes are only for those who asked the owner.
        case gated
        /// Taken down by the hub.
        case disabled
        /// The token is not accepted.
        case unauthorized
        case rateLimited
        /// The listing can't go on from that cursor.
        case staleCursor
        /// An answer that is not what the protocol says.
        case malformed
        /// No answer after the retries, or a 5xx.
        case unavailable
        case cancelled
    }

    public let cause: Cause
    /// What it was about: `huggingface:org/name@main config.json`.
    public let subject: String
    public let detail: String

    public init(_ cause: Cause, subject: String, detail: String) {
        self.cause = cause
        self.subject = subject
        self.detail = detail
    }

    public var description: String { "\(subject): \(detail)" }
}
