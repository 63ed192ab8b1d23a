public import Blobs
public import Catalog
public import Reports
public import Search
public import Shelves
public import Vocabulary

/// What there is to serve: the catalog's models and the shelf's bytes as one thing. Every call is answered from what is on
/// this machine, never from a hub.
public protocol Library: Sendable {
    /// A model by its name on the Hugging Face Hub, in any letter case; the answer carries the stored spelling.
    func model(named name: String) async throws(LibraryError) -> ServedModel?
    /// What a revision of a mirrored model stands for; nil: it is not on the shelf.
    func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID?
    /// The files of a published commit; nil: it is not published.
    func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest?
    /// The files of a commit that is not on the shelf, as a crawl found them; nil: they were not listed.
    func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]?
    /// What searches are answered from, as the catalog is now or was a moment ago.
    func engine() async throws(LibraryError) -> SearchEngine
    /// The catalog, for what no search answers.
    func catalog() async throws(LibraryError) -> CatalogDatabase
    /// Whether a model may be used in each scenario; empty: the catalog does not know it, or nothing is known of licences here.
    func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport]
    /// What may be typed for scenarios, tasks and languages.
    var names: SpokenNames { get }
    /// Why bytes that are held are not to be served; nil: they may be. Asked before anything of a file is answered.
    func quarantine(holding blob: Digest) async throws(LibraryError) -> QuarantineItem?
    /// The bytes of a file on the shelf. Throws for those in quarantine.
    func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader
    /// Ranges of a blob that are known to be wrong. Quick: reads nothing of the blob.
    func knownDamage(of blob: Digest) async throws(LibraryError) -> [Range<Int64>]
    /// Told when a client begins to take bytes of a model. Must be quick, and never fails.
    func wasPulled(_ model: ModelID, _ commit: CommitID)
    /// Throws what would keep requests from being answered.
    func check() async throws(LibraryError)
    /// What jobs say of this mirror: metrics, and what the radar noticed. nil: there are none.
    var documents: (any DocumentStore)? { get }
    /// Where what is not held comes from; nil: from nowhere.
    var pullThrough: (any PullThrough)? { get }
}

extension Library {
    public var documents: (any DocumentStore)? { nil }
    public var pullThrough: (any PullThrough)? { nil }

    public func quarantine(holding blob: Digest) async throws(LibraryError) -> QuarantineItem? { nil }
    public func knownDamage(of blob: Digest) async throws(LibraryError) -> [Range<Int64>] { [] }
}

extension Library {
    public func wasPulled(_ model: ModelID, _ commit: CommitID) {}
}

/// A store that can't answer now. It says nothing about what exists: never to be told as "not found".
public struct LibraryError: Error, Sendable, CustomStringConvertible {
    /// For a person; may name paths of this machine, so it is logged and not sent.
    public let description: String

    public init(_ description: String) { self.description = description }
}

/// A model as the server knows it: from the catalog, from the shelf, or from both.
public struct ServedModel: Sendable {
    public let id: ModelID
    /// nil: mirrored, and not in the catalog.
    public let entry: CatalogEntry?
    /// Branches, tags and pull requests on the shelf; the commits they name are published.
    public let refs: [RefClaim]
    /// Published commits; empty: not mirrored.
    public let commits: [CommitID]

    public init(id: ModelID, entry: CatalogEntry?, refs: [RefClaim], commits: [CommitID]) {
        self.id = id
        self.entry = entry
        self.refs = refs
        self.commits = commits
    }

    public var isMirrored: Bool { !commits.isEmpty }
}
