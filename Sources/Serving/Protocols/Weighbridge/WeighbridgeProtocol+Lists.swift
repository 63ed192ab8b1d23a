import Catalog
import HTTPTypes
import HummingbirdCore
import Reports
import Search
import Vocabulary

/// What there is to search by, and lists of models to choose from.
extension WeighbridgeProtocol {
    func facets(_ request: APIRequest) async throws(APIFault) -> Response {
        var query = try query(request)
        query.limit = 0
        query.countsFacets = true
        let (engine, asked) = (try await engine(), query)
        let page = try await search { () throws(SearchError) in try await engine.search(asked) }
        return Answer.json(SearchReport.facets(page.facets))
    }

    func values(_ request: APIRequest, of facet: Facet) async throws(APIFault) -> Response {
        let limit = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 100
        let values = try await engine().index.values(of: facet, limit: Int(limit))
        return json([("facet", .text(facet.name)), ("values", SearchReport.values(values))])
    }

    func statistics() async throws(APIFault) -> Response {
        json(StatisticsReport.fields(try await ask { catalog throws(CatalogError) in try await counted.statistics(of: catalog) }))
    }

    func compare(_ request: APIRequest) async throws(APIFault) -> Response {
        let models = try request.read { parameters throws(ParameterError) in try parameters.models("ref") }
        guard (2...ComparisonReport.mostModels).contains(models.count) else {
            throw APIFault(
                .badRequest, .badParameter, "'ref' is given 2 to \(ComparisonReport.mostModels) times, once a model", parameter: "ref")
        }
        let scenario = try scenario(request)
        let engine = try await engine()
        var results: [SearchResult] = []
        for model in models {
            guard let result = try await search({ () throws(SearchError) in try await engine.result(for: model, scenario: scenario) })
            else {
                throw Self.unknown(model)
            }
            results.append(result)
        }
        return json(ComparisonReport.fields(results))
    }

    func top(_ request: APIRequest) async throws(APIFault) -> Response {
        var query = try query(request)
        let by = try request.read { parameters throws(ParameterError) in try parameters.choice("by") }
        query.sort = by.flatMap(SearchQuery.Sort.init) ?? .downloads
        let (engine, asked) = (try await engine(), query)
        let page = try await search { () throws(SearchError) in try await engine.search(asked) }
        return json(SearchReport.fields(page, query: asked) + [("next", .null)])
    }

    func choices(_ request: APIRequest) async throws(APIFault) -> Response {
        var query = try query(request)
        let perTask = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 5
        let tasks = query.values.removeValue(forKey: .task) ?? []
        let (engine, asked) = (try await engine(), query)
        let choices = try await search { () throws(SearchError) in try await engine.choices(asked, tasks: tasks, perTask: Int(perTask)) }
        return json(ChoiceReport.fields(choices))
    }
}

extension APIRequest {
    /// The facet that the path names.
    func facet() throws(APIFault) -> Facet {
        let name = path["facet"] ?? ""
        guard let facet = Facet(name: name) else {
            let names = Facet.allCases.map(\.name)
            let near = Suggestion.nearest(to: name.lowercased(), among: names)
            throw APIFault(
                .notFound, .notFound, "there is no such facet; there are \(names.joined(separator: ", "))", parameter: "facet",
                suggestions: near.isEmpty ? names : near)
        }
        return facet
    }
}
