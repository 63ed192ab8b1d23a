import Catalog
import HTTPTypes
import HummingbirdCore
import JSONReading
import Search
import Shelves
import Vocabulary

/// What is asked of a model's information beside its revision.
struct InfoRequest {
    let fields: Set<ModelField>
    let showsBlobs: Bool
    let showsSecurity: Bool

    init(_ query: String) {
        let items = QueryItems(query)
        fields = ModelField.expanded(items) ?? ModelField.info
        showsBlobs = items.flag("blobs")
        showsSecurity = items.flag("securityStatus")
    }
}

/// The listing, and one model's information.
extension HuggingFaceProtocol {
    func listing(_ request: ListingRequest) async throws(HubFault) -> Response {
        guard !request.isForeign else { return Answer.json(Array("[]".utf8)) }
        let page = try await page(request.query)
        var views: [ModelView] = []
        views.reserveCapacity(page.results.count)
        for result in page.results { views.append(try await view(of: result.entry, withFiles: request.fields.contains(.siblings))) }
        var json = JSONWriter(reservingCapacity: 1_024 * views.count)
        json.array { json in for view in views { view.write(request.fields, to: &json) } }
        var response = Answer.json(json.bytes)
        if let next = request.next(after: page.results.count, of: page.total) { response.headers[.link] = next }
        return response
    }

    /// A value that no model has is no mistake here: clients of many years ask for all sorts of things, and get an empty list.
    private func page(_ query: SearchQuery) async throws(HubFault) -> SearchPage {
        let engine = try await ask { () throws(LibraryError) in try await library.engine() }
        do throws(SearchError) {
            return try await engine.search(query)
        } catch {
            guard error.cause == .badFilter else { return try await ask { () throws(LibraryError) in throw LibraryError("\(error)") } }
            return SearchPage(total: 0, results: [], facets: [])
        }
    }

    private func view(of entry: CatalogEntry, withFiles: Bool) async throws(HubFault) -> ModelView {
        let id = entry.claim.id
        var view = ModelView(
            id: id, claim: entry.claim, isMirrored: entry.mirroredCommit != nil, commit: entry.mirroredCommit ?? entry.claim.commit)
        if withFiles, let commit = entry.mirroredCommit {
            view.files = try await ask { () throws(LibraryError) in try await library.manifest(of: id, at: commit)?.files }
        }
        return view
    }

    func info(_ model: ServedModel, revision: String?, _ request: InfoRequest) async throws(HubFault) -> Response {
        let snapshot = try await snapshot(of: model, at: revision)
        var view = ModelView(id: model.id, claim: model.entry?.claim, isMirrored: model.isMirrored, commit: snapshot.commit)
        view.files = snapshot.manifest?.files
        view.showsBlobs = request.showsBlobs
        view.showsSecurity = request.showsSecurity
        var json = JSONWriter(reservingCapacity: 4_096)
        view.write(request.fields, to: &json)
        return Answer.json(json.bytes)
    }

    /// 200 where the caller may read. There are no accounts: only what is gated upstream and not held is refused.
    func authCheck(_ model: ServedModel) throws(HubFault) -> Response {
        if !model.isMirrored, let gate = model.entry?.claim.gate, gate != .open { throw .gated(model.id) }
        return Answer.json(Array("{}".utf8))
    }
}
