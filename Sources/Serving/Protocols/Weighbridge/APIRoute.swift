import HTTPTypes
import HummingbirdCore
import Search
import Vocabulary

/// A route of the JSON API: where it is, what it takes, what it answers, and who answers it. The one table of these routes requests and
/// is printed as the OpenAPI document, so that both always agree.
struct APIRoute: Sendable {
    typealias Handler = @Sendable (WeighbridgeProtocol, APIRequest) async throws(APIFault) -> Response

    let method: HTTPRequest.Method
    /// Below the API's root: `/models/{hub}/{path}/family`. `{path}` takes one segment or, as they stand in a model's name, several.
    let path: String
    /// Name for programs that generate clients.
    let name: String
    let summary: String
    let parameters: [QueryParameter]
    let answer: APISchema.Answer
    /// Whether it takes a JSON body of the schema.
    let body: APISchema.Name?
    let handler: Handler

    init(
        _ method: HTTPRequest.Method, _ path: String, _ name: String, _ summary: String, _ parameters: [QueryParameter] = [],
        body: APISchema.Name? = nil, answer: APISchema.Answer, handler: @escaping Handler
    ) {
        (self.method, self.path, self.name, self.summary) = (method, path, name, summary)
        (self.parameters, self.body, self.answer, self.handler) = (parameters, body, answer, handler)
    }

    /// Where the API begins.
    static let root = "/weighbridge/v1"

    /// Names in braces of the path, in order.
    var pathParameters: [String] {
        path.split(separator: "/").filter { $0.hasPrefix("{") }.map { String($0.dropFirst().dropLast()) }
    }

    /// The values of the path's parameters, still encoded; nil: the path is another's.
    func match(_ segments: [Substring]) -> [String: [Substring]]? {
        let pattern = path.split(separator: "/")
        let extra = segments.count - pattern.count
        guard extra >= 0, extra == 0 || pattern.contains("{path}") else { return nil }
        var values: [String: [Substring]] = [:]
        var rest = segments[...]
        for part in pattern {
            let taken = rest.prefix(part == "{path}" ? extra + 1 : 1)
            rest = rest.dropFirst(taken.count)
            if part.hasPrefix("{") {
                values[String(part.dropFirst().dropLast())] = Array(taken)
            } else if taken.first != part {
                return nil
            }
        }
        return values
    }
}

/// A request that a route matched, decoded.
struct APIRequest: Sendable {
    let request: ClientRequest
    let parameters: ParameterReader
    /// By name; slashes of a model's name between its segments.
    let path: [String: String]

    init(_ request: ClientRequest, _ route: APIRoute, _ path: [String: [Substring]]) throws(APIFault) {
        self.request = request
        var decoded: [String: String] = [:]
        for (name, segments) in path {
            var parts: [String] = []
            for segment in segments {
                guard let part = PercentCoding.decode(segment) else {
                    throw APIFault(.badRequest, .badParameter, "'\(name)' is not valid percent-encoded UTF-8", parameter: name)
                }
                parts.append(part)
            }
            decoded[name] = parts.joined(separator: "/")
        }
        self.path = decoded
        do throws(ParameterError) {
            parameters = try ParameterReader(QueryItems(request.query).pairs, table: route.parameters)
        } catch {
            throw APIFault(error)
        }
    }

    /// The model that the path names.
    func model() throws(APIFault) -> ModelID {
        guard let hub = HubID(path["hub"] ?? "") else {
            throw APIFault(.badRequest, .badParameter, "the hub in the path is no hub's name, such as huggingface", parameter: "hub")
        }
        guard let model = ModelID(hub: hub, path: path["path"] ?? "") else {
            throw APIFault(.badRequest, .badParameter, "the path names no model, such as google/gemma-2b", parameter: "path")
        }
        return model
    }

    /// The number that the path names.
    func number(_ name: String) throws(APIFault) -> Int64 {
        guard let text = path[name], let number = Int64(text), number >= 0 else {
            throw APIFault(.badRequest, .badParameter, "'\(name)' in the path is not a number", parameter: name)
        }
        return number
    }

    func read<Value>(_ question: (ParameterReader) throws(ParameterError) -> Value) throws(APIFault) -> Value {
        do throws(ParameterError) { return try question(parameters) } catch { throw APIFault(error) }
    }

    /// This request's address with another offset.
    func address(offset: Int) -> String {
        let rest = QueryItems(request.query).encoded(without: ["offset"])
        return "\(request.base)\(request.path)?\(rest)\(rest.isEmpty ? "" : "&")offset=\(offset)"
    }
}
