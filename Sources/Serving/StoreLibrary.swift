public import Blobs
public import Catalog
internal import Licensing
public import Reports
public import Search
public import Shelves
public import Vocabulary
public import Weighing

/// The library of this machine: its catalog, its shelf and its blobs.
public struct StoreLibrary: Library {
    private let database: CatalogDatabase
    private let index: SearchCatalog
    private let shelf: any ShelfView
    private let pulls: PullLog?
    private let quarantine: FollowedQuarantine?
    private let blobs: any BlobStore
    private let weigher: Weigher?
    public let names: SpokenNames
    public let documents: (any DocumentStore)?
    public let pullThrough: (any PullThrough)?

    /// - Parameters:
    ///   - shelf: what clients see: a `PublishedShelf` follows what is published.
    ///   - weigher: draws conclusions on licences; nil: nothing is known of them here.
    ///   - pulls: remembers what was pulled; nil: nobody asks.
    ///   - quarantine: what is held and not served; nil: everything that is held is served.
    ///   - documents: where jobs leave what is to be told of them; nil: nowhere.
    ///   - pullThrough: has what is not held put on the shelf; nil: what is not held can't be had.
    public init(
        catalog: CatalogDatabase, index: SearchCatalog, shelf: any ShelfView, blobs: any BlobStore, weigher: Weigher? = nil,
        names: SpokenNames = SpokenNames(), pulls: PullLog? = nil, quarantine: FollowedQuarantine? = nil,
        documents: (any DocumentStore)? = nil, pullThrough: (any PullThrough)? = nil
    ) {
        database = catalog
        self.names = names
        self.documents = documents
        self.pullThrough = pullThrough
        self.weigher = weigher
        self.index = index
        self.shelf = shelf
        self.pulls = pulls
        self.quarantine = quarantine
        self.blobs = blobs
    }

    public func model(named name: String) async throws(LibraryError) -> ServedModel? {
        guard let asked = ModelID(hub: .huggingFace, path: name) else { return nil }
        if let id = try await onShelf(asked, { shelf async throws(ShelfError) in try await shelf.canonical(asked) }) {
            let (refs, commits) = try await onShelf(id) { shelf async throws(ShelfError) in
                (try await shelf.refs(of: id), try await shelf.commits(of: id))
            }
            return ServedModel(id: id, entry: try await entry(for: id), refs: refs, commits: commits)
        }
        guard let entry = try await entry(for: asked) else { return nil }
        return ServedModel(id: entry.claim.id, entry: entry, refs: [], commits: [])
    }

    public func commit(for revision: Revision, of model: ModelID) async throws(LibraryError) -> CommitID? {
        try await onShelf(model) { shelf async throws(ShelfError) in try await shelf.commit(for: revision, of: model) }
    }

    public func manifest(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> RevisionManifest? {
        try await onShelf(model) { shelf async throws(ShelfError) in try await shelf.manifest(of: model, at: commit) }
    }

    public func listing(of model: ModelID, at commit: CommitID) async throws(LibraryError) -> [FileClaim]? {
        try await inCatalog { catalog throws(CatalogError) in try await catalog.files(of: model, at: commit) }
    }

    public func engine() async throws(LibraryError) -> SearchEngine {
        do throws(SearchError) { return try await index.engine(isPatient: false) } catch { throw LibraryError("\(error)") }
    }

    public func catalog() async throws(LibraryError) -> CatalogDatabase { database }

    public func verdicts(on model: ModelID) async throws(LibraryError) -> [VerdictReport] {
        guard let weigher else { return [] }
        do {
            guard let weight = try await weigher.weigh(model) else { return [] }
            return weigher.standards.scenarios.map { scenario in
                VerdictReport(
                    reference: model.description, verdict: weigher.verdict(on: weight, in: scenario), conclusion: weight.conclusion)
            }
        } catch {
            throw LibraryError("\(model): \(error)")
        }
    }

    public func quarantine(holding blob: Digest) async throws(LibraryError) -> QuarantineItem? {
        do throws(ShelfError) { return try await quarantine?.item(holding: blob) } catch { throw LibraryError("\(error)") }
    }

    public func open(_ blob: Digest) async throws(LibraryError) -> any BlobReader {
        // The protocols ask before, for a better answer; one that forgets must not hand the bytes out.
        guard try await quarantine(holding: blob) == nil else { throw LibraryError("blob \(blob) is in quarantine") }
        do throws(BlobError) {
            return try await blobs.reader(of: blob)
        } catch {
            throw LibraryError("\(error)")
        }
    }

    public func knownDamage(of blob: Digest) async throws(LibraryError) -> [Range<Int64>] {
        do throws(BlobError) { return try await blobs.knownDamage(of: blob) } catch { throw LibraryError("\(error)") }
    }

    public func wasPulled(_ model: ModelID, _ commit: CommitID) { pulls?.note(model, commit) }

    public func check() async throws(LibraryError) {
        guard let nobody = ModelID(hub: .huggingFace, path: "weighbridge/ready") else { return }
        _ = try await onShelf(nobody) { shelf async throws(ShelfError) in try await shelf.canonical(nobody) }
        _ = try await inCatalog { catalog throws(CatalogError) in try await catalog.entry(for: nobody) }
    }

    /// By its exact name, then in any letter case: old links and Windows users write names as they like (protocol reference 4, #8).
    private func entry(for model: ModelID) async throws(LibraryError) -> CatalogEntry? {
        if let entry = try await inCatalog({ catalog throws(CatalogError) in try await catalog.entry(for: model) }) { return entry }
        guard let spelling = try await engine().index.spelling(of: model) else { return nil }
        return try await inCatalog { catalog throws(CatalogError) in try await catalog.entry(for: spelling) }
    }

    private func onShelf<Value>(
        _ model: ModelID, _ question: (any ShelfView) async throws(ShelfError) -> Value
    ) async throws(LibraryError) -> Value {
        do throws(ShelfError) { return try await question(shelf) } catch { throw LibraryError("\(model): \(error)") }
    }

    private func inCatalog<Value>(_ question: (CatalogDatabase) async throws(CatalogError) -> Value) async throws(LibraryError) -> Value {
        do throws(CatalogError) { return try await question(database) } catch { throw LibraryError("\(error)") }
    }
}
