import HTTPTypes
import HummingbirdCore
import NIOCore

/// A protocol that clients speak: one folder in `Protocols`, one line in `ClientProtocols`, one page in `mirror/clients`.
protocol ClientProtocol: Sendable {
    /// Name of its folder in lower case, and of its page.
    static var name: String { get }

    init(library: any Library, configuration: ServerConfiguration)

    /// nil: the request is not of this protocol. Errors are answers here; nothing is thrown.
    func respond(to request: ClientRequest) async -> Response?
}

/// All protocols, in the order in which they are asked.
enum ClientProtocols {
    static let all: [any ClientProtocol.Type] = [WeighbridgeProtocol.self, HuggingFaceProtocol.self]
}

/// A request as protocols see it: without the prefix under which the server is published.
struct ClientRequest: Sendable {
    let method: HTTPRequest.Method
    /// Percent-encoded as it came, from its first slash, without query.
    let path: String
    /// As it came, without the question mark.
    let query: String
    let headers: HTTPFields
    /// The server's own address as this client sees it, without a slash at its end. Safe inside a header.
    let base: String
    /// What the client calls this server; nil: it did not say. As it came: not to be written into anything.
    let authority: String?
    /// The connection, for bodies that go to it directly.
    let channel: any Channel
    /// The whole body; throws if it is larger than the configuration allows.
    let body: @Sendable () async throws -> [UInt8]

    /// Address of a path with this server, and its query.
    var target: String { query.isEmpty ? path : "\(path)?\(query)" }
}
