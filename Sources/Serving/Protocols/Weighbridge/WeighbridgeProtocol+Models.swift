import Catalog
import HTTPTypes
import HummingbirdCore
import Licensing
import Reports
import Search
import Vocabulary

/// Searches and single models.
extension WeighbridgeProtocol {
    func models(_ request: APIRequest) async throws(APIFault) -> Response {
        var query = try query(request)
        query.countsFacets = try request.read { parameters throws(ParameterError) in try parameters.flag("facets") } ?? false
        return try await page(query, request)
    }

    /// A page of results, which says where the next is: in its body, and in `Link`.
    func page(_ query: SearchQuery, _ request: APIRequest) async throws(APIFault) -> Response {
        let engine = try await engine()
        let page = try await search { () throws(SearchError) in try await engine.search(query) }
        let shown = query.offset + page.results.count
        let next = page.results.isEmpty || shown >= page.total ? nil : request.address(offset: shown)
        var response = json(SearchReport.fields(page, query: query) + [("next", .text(next))])
        if let next { response.headers[.link] = "<\(next)>; rel=\"next\"" }
        return response
    }

    func complete(_ request: APIRequest) async throws(APIFault) -> Response {
        let limit = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 10
        let found = try await engine().index.completions(of: request.parameters.text("q") ?? "", limit: Int(limit))
        let list = found.map { completion in
            Datum.object([
                ("name", .text(completion.name)), ("reference", .text(completion.reference)), ("downloads", .int(completion.downloads)),
            ])
        }
        return json([("completions", .list(list))])
    }

    func model(_ request: APIRequest) async throws(APIFault) -> Response {
        let engine = try await engine()
        let model = try await spelled(request.model())
        var commit: CommitID?
        if let text = request.parameters.text("commit") {
            guard let named = CommitID(text) else {
                throw APIFault(.badRequest, .badParameter, "'commit' is 40 hexadecimal digits", parameter: "commit")
            }
            commit = named
        }
        let at = commit
        let report = try await ask { catalog throws(CatalogError) in try await ModelReport(of: model, at: at, in: catalog, engine) }
        guard let report else { throw Self.unknown(model) }
        return json(report.fields)
    }

    func family(_ request: APIRequest) async throws(APIFault) -> Response {
        let limit = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 200
        let index = try await engine().index
        let asked = try request.model()
        let model = index.spelling(of: asked) ?? asked
        guard let tree = index.family(of: model, limit: Int(limit)) else { throw Self.unknown(model) }
        return json(FamilyReport.fields(tree, of: model.description))
    }

    func growth(_ request: APIRequest) async throws(APIFault) -> Response {
        let model = try await known(request)
        let samples = try await ask { catalog throws(CatalogError) in try await catalog.samples(of: model) }
        let facts = try await engine().facts(of: model)
        let gains = (facts.map { SearchReport.fields($0) } ?? []).filter { $0.key.contains("_growth_") }
        return json([("reference", .text(model))] + gains + [("samples", .list(samples.map(ModelReport.sample)))])
    }

    func card(_ request: APIRequest) async throws(APIFault) -> Response {
        let model = try await known(request)
        let card = try await ask { catalog throws(CatalogError) in try await catalog.card(of: model) }
        guard let card else { throw .notFound("no card of \(model) is held") }
        return json([("reference", .text(model))] + CardReport.fields(card) + CardReport.fields(card.reading))
    }

    func verdicts(_ request: APIRequest) async throws(APIFault) -> Response {
        let wanted = try scenario(request)
        let model = try await known(request)
        let reports: [VerdictReport]
        do throws(LibraryError) { reports = try await library.verdicts(on: model) } catch { throw unavailable("\(error)") }
        let shown = reports.filter { wanted == nil || $0.verdict.scenario == wanted }
        return json([("reference", .text(model)), ("verdicts", .list(shown.map { .object($0.fields) }))])
    }

    /// The model that the path names, as the catalog spells it.
    private func known(_ request: APIRequest) async throws(APIFault) -> ModelID {
        let model = try await spelled(request.model())
        guard try await ask({ catalog throws(CatalogError) in try await catalog.entry(for: model) }) != nil else {
            throw Self.unknown(model)
        }
        return model
    }
}
