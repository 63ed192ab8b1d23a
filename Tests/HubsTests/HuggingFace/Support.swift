import HTTPTypes
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

let hubOrigin = "https://hub.test"
let commit = "607a30d783dfa663caf39e06633721c8d4cfcd7e"
let sha256 = "248dfc3911869ec493c76e65bf2fcf7f615828b0254c12b473182f0f81d3a707"
let sha1 = "10c66461e4c109db5a2196bff4bb59be30396ed8"

/// What a scripted hub answers.
struct Canned: Sendable {
    var status = 200
    var headers: [String: String] = [:]
    var body = ""

    static func json(_ body: String, next: String? = nil) -> Canned {
        Canned(headers: next.map { ["Link": "<\($0)>; rel=\"next\""] } ?? [:], body: body)
    }

    static func error(_ status: Int, code: String? = nil, message: String? = nil, _ more: [String: String] = [:]) -> Canned {
        var headers = more
        headers["X-Error-Code"] = code
        headers["X-Error-Message"] = message
        return Canned(status: status, headers: headers)
    }

    static func redirect(_ status: Int, _ location: String, _ more: [String: String] = [:]) -> Canned {
        Canned(status: status, headers: more.merging(["Location": location]) { $1 })
    }

    func response(_ url: WebURL) -> TransportResponse {
        var fields = HTTPFields()
        for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
        return TransportResponse(
            head: .init(status: .init(code: status), headers: fields, url: url), body: ByteStream(bytes: Array(body.utf8)))
    }
}

/// A hub over a script, and the script's record.
struct ScriptedHub {
    let hub: HuggingFaceHub
    let transport: ScriptedTransport

    /// `answer` gets method, path with query, and the number of the request. What it has no answer for fails the test.
    init(
        endpoint: String = hubOrigin, token: String? = nil, limits: HuggingFaceHub.Limits = .init(),
        _ answer: @escaping @Sendable (_ request: TransportRequest, _ number: Int) -> Canned?
    ) throws {
        transport = ScriptedTransport { request, number throws(TransportError) in
            guard let canned = answer(request, number) else {
                Issue.record("nobody told the hub what to say to \(request.method) \(request.url)")
                throw TransportError(.unreachable, url: request.url, detail: "no script")
            }
            return canned.response(request.url)
        }
        hub = HuggingFaceHub(
            endpoint: try #require(WebURL(endpoint)), token: token.flatMap { HubToken($0) }, transport: RedirectingTransport(transport),
            limits: limits)
    }

    /// The same answer to everything.
    init(endpoint: String = hubOrigin, token: String? = nil, limits: HuggingFaceHub.Limits = .init(), always answer: Canned) throws {
        try self.init(endpoint: endpoint, token: token, limits: limits) { _, _ in answer }
    }

    /// `Authorization` of each request.
    var credentials: [String?] { transport.requests.map { $0.headers[.authorization] } }
}

func model(_ path: String) throws -> ModelID { try #require(ModelID(hub: .huggingFace, path: path)) }

/// What `body` fails with.
func failure(_ body: () async throws(HubError) -> some Sendable) async -> HubError? {
    do throws(HubError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}
