import Catalog
import HTTPTypes
import HummingbirdCore
import JSONReading
import Logging
import Reports
import Search
import Vocabulary

/// The product's own JSON API, for everything that the catalog knows. Its routes are `APIRoutes`; people find them described in
/// `mirror/clients/weighbridge.md`, programs at `/weighbridge/v1/openapi.json`.
struct WeighbridgeProtocol: ClientProtocol {
    static let name = "weighbridge"

    let library: any Library
    let configuration: ServerConfiguration
    let counted = StatisticsCache()
    let notes = RadarNotes()
    private let log = Logger(label: "weighbridge.serve.api")

    init(library: any Library, configuration: ServerConfiguration) {
        self.library = library
        self.configuration = configuration
    }

    func respond(to request: ClientRequest) async -> Response? {
        guard request.path == APIRoute.root || request.path.hasPrefix(APIRoute.root + "/") else { return nil }
        do throws(APIFault) {
            return try await answer(request)
        } catch {
            return error.response
        }
    }

    private func answer(_ request: ClientRequest) async throws(APIFault) -> Response {
        var segments = request.path.dropFirst(APIRoute.root.count).split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        if segments.last?.isEmpty == true { segments.removeLast() }
        guard segments.count <= 64 else { throw .notFound("there is nothing at this address") }
        let method: HTTPRequest.Method = request.method == .head ? .get : request.method
        var allowed: [String] = []
        for route in APIRoutes.all {
            guard let path = route.match(Array(segments)) else { continue }
            if route.method == method { return try await route.handler(self, APIRequest(request, route, path)) }
            // A model's name may look like a route of another method, but not the other way round.
            if allowed.isEmpty || !route.path.hasSuffix("{path}") { allowed.append(route.method.rawValue) }
        }
        guard allowed.isEmpty else {
            let methods = Set(allowed + (allowed.contains("GET") ? ["HEAD"] : [])).sorted()
            var fault = APIFault(.methodNotAllowed, .methodNotAllowed, "possible here: \(methods.joined(separator: ", "))")
            fault.allowed = methods
            throw fault
        }
        throw .notFound("there is nothing at this address; \(APIRoute.root)/openapi.json describes what there is")
    }

    // MARK: What routes share

    func json(_ fields: Fields, status: HTTPResponse.Status = .ok) -> Response { Answer.json(.object(fields), status: status) }

    func engine() async throws(APIFault) -> SearchEngine {
        do throws(LibraryError) { return try await library.engine() } catch { throw unavailable("\(error)") }
    }

    /// Asks the catalog what no search answers.
    func ask<Value>(_ question: (CatalogDatabase) async throws(CatalogError) -> Value) async throws(APIFault) -> Value {
        let catalog = try await catalog()
        do throws(CatalogError) { return try await question(catalog) } catch { throw unavailable("\(error)") }
    }

    func catalog() async throws(APIFault) -> CatalogDatabase {
        do throws(LibraryError) { return try await library.catalog() } catch { throw unavailable("\(error)") }
    }

    /// A value that no model has is the asker's mistake; anything else is ours.
    func search<Value>(_ question: () async throws(SearchError) -> Value) async throws(APIFault) -> Value {
        do throws(SearchError) { return try await question() } catch { throw fault(error) }
    }

    func fault(_ error: SearchError) -> APIFault {
        guard error.cause == .badFilter else { return unavailable("\(error)") }
        let parameter = error.facet.map { SearchParameters.name(of: $0) ?? $0.name } ?? "base"
        return APIFault(.badRequest, .badParameter, error.description, parameter: parameter, suggestions: error.suggestions)
    }

    func unavailable(_ reason: String) -> APIFault {
        log.error("\(reason)")
        return .unavailable
    }

    func query(_ request: APIRequest) throws(APIFault) -> SearchQuery {
        let names = library.names
        return try request.read { parameters throws(ParameterError) in try SearchQuery(parameters, names: names) }
    }

    /// A scenario by any of its names.
    func scenario(_ request: APIRequest) throws(APIFault) -> String? { try query(request).scenario }

    /// The spelling that the catalog has of a model that somebody typed.
    func spelled(_ model: ModelID) async throws(APIFault) -> ModelID {
        let isKnown = try await ask { catalog throws(CatalogError) in try await catalog.entry(for: model) } != nil
        return isKnown ? model : try await engine().index.spelling(of: model) ?? model
    }

    static func unknown(_ model: ModelID) -> APIFault {
        .notFound("\(model) is not in the catalog; \(APIRoute.root)/complete?q= finds names by their beginning")
    }
}

extension Answer {
    static func json(_ datum: Datum, status: HTTPResponse.Status = .ok) -> Response {
        var writer = JSONWriter(reservingCapacity: 4_096)
        datum.write(to: &writer)
        return json(writer.bytes, status: status)
    }
}
