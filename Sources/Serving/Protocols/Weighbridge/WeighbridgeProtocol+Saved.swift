import Catalog
import Foundation
import HTTPTypes
import HummingbirdCore
import JSONReading
import Reports
import Search
import Vocabulary

/// Searches that somebody keeps: the only thing that this server ever writes.
extension WeighbridgeProtocol {
    /// A name and a query, with room for escapes.
    private static let longestBody = 65_536

    func save(_ request: APIRequest) async throws(APIFault) -> Response {
        try mayWrite(request.request)
        let (name, query) = try await Self.newSearch(request.request)
        let engine = try await engine()
        let saved = try await keep { searches throws(SavedSearchError) in try await searches.save(name: name, query: query, engine) }
        var response = json(SavedSearchReport.fields(saved), status: .created)
        response.headers[.location] = "\(request.request.base)\(APIRoute.root)/searches/\(saved.id)"
        return response
    }

    func savedSearches() async throws(APIFault) -> Response {
        let all = try await keep { searches throws(SavedSearchError) in try await searches.all() }
        return json([("searches", .list(all.map { .object(SavedSearchReport.fields($0)) }))])
    }

    func savedSearch(_ request: APIRequest) async throws(APIFault) -> SavedSearch {
        let id = try request.number("id")
        guard let saved = try await keep({ searches throws(SavedSearchError) in try await searches.search(id) }) else {
            throw .notFound("no saved search has the number \(id)")
        }
        return saved
    }

    func removeSearch(_ request: APIRequest) async throws(APIFault) -> Response {
        try mayWrite(request.request)
        let id = try request.number("id")
        guard try await keep({ searches throws(SavedSearchError) in try await searches.remove(id) }) else {
            throw .notFound("no saved search has the number \(id)")
        }
        return Response(status: .noContent)
    }

    func savedResults(_ request: APIRequest) async throws(APIFault) -> Response {
        let saved = try await savedSearch(request)
        var query = try await keep { searches throws(SavedSearchError) in try searches.query(saved.query) }
        let (limit, offset, facets) = try request.read { parameters throws(ParameterError) in
            (try parameters.integer("limit"), try parameters.integer("offset"), try parameters.flag("facets"))
        }
        query.limit = limit.map { Int($0) } ?? query.limit
        query.offset = offset.map { Int($0) } ?? 0
        query.countsFacets = facets ?? false
        return try await page(query, request)
    }

    func feed(_ request: APIRequest, as form: ChangeFeed.Form) async throws(APIFault) -> Response {
        let id = try request.number("id")
        let limit = try request.read { parameters throws(ParameterError) in try parameters.integer("limit") } ?? 100
        let engine = try await engine()
        let changes = try await keep { searches throws(SavedSearchError) in try await searches.changes(of: id, limit: Int(limit), engine) }
        guard let changes else { throw .notFound("no saved search has the number \(id)") }
        return ChangeFeed(changes, base: request.request.base).response(form)
    }

    // MARK: What they share

    private func keep<Value>(
        _ question: (SavedSearches) async throws(SavedSearchError) -> Value
    ) async throws(APIFault) -> Value {
        let searches = SavedSearches(try await catalog(), names: library.names) {
            Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        }
        do throws(SavedSearchError) {
            return try await question(searches)
        } catch {
            switch error {
            case .parameter(let error): throw APIFault(error)
            case .search(let error): throw fault(error)
            case .tooMany: throw APIFault(.conflict, .tooMany, error.description)
            }
        }
    }

    private static func newSearch(_ request: ClientRequest) async throws(APIFault) -> (name: String, query: String) {
        let body: [UInt8]
        do {
            body = try await request.body()
        } catch {
            throw APIFault(.contentTooLarge, .badBody, "the body is too large, or did not arrive")
        }
        guard body.count <= longestBody else { throw APIFault(.contentTooLarge, .badBody, "the body is larger than \(longestBody) bytes") }
        guard let root = try? JSONDocument(parsing: body, limits: .init(size: longestBody, depth: 8)).root, root.object != nil else {
            throw APIFault(.badRequest, .badBody, "the body is not a JSON object such as {\"name\": \"…\", \"query\": \"task=…\"}")
        }
        guard let name = root["name"]?.string else {
            throw APIFault(.badRequest, .badBody, "'name' is missing, or is no text", parameter: "name")
        }
        guard let query = root["query"]?.string else {
            throw APIFault(.badRequest, .badBody, "'query' is missing, or is no text such as task=fill-mask", parameter: "query")
        }
        return (name, query.hasPrefix("?") ? String(query.dropFirst()) : query)
    }

    /// There are no accounts: who may write is told by where a request comes from.
    private func mayWrite(_ request: ClientRequest) throws(APIFault) {
        switch configuration.savedSearches {
        case .off: throw Self.refused("saved searches are only read here (serve.saved_searches: off)")
        case .loopback:
            guard request.isFromThisMachine else {
                throw Self.refused("searches are kept for programs on the server's own machine only (serve.saved_searches: loopback)")
            }
        case .open: break
        }
        // A page of another site must not write through the browser of somebody who is near.
        guard request.isFromOwnSite else { throw Self.refused("the request comes from a page of another site") }
    }

    private static func refused(_ reason: String) -> APIFault { APIFault(.forbidden, .forbidden, reason) }
}
