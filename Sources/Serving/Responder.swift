import Blobs
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import NIOCore
import Reports

/// Takes a request to the protocol that knows it, and sees that every answer is well-formed HTTP.
struct Responder: Sendable {
    private let configuration: ServerConfiguration
    private let library: any Library
    private let protocols: [(name: String, handler: any ClientProtocol)]
    private let metrics = ServerMetrics()
    private let log: Logger

    init(_ configuration: ServerConfiguration, library: any Library, log: Logger) {
        self.configuration = configuration
        self.library = library
        self.log = log
        protocols = ClientProtocols.all.map { ($0.name, $0.init(library: library, configuration: configuration)) }
    }

    func respond(to request: Request, _ writer: consuming ResponseWriter, _ channel: any Channel) async throws {
        metrics.begin()
        var (response, asked) = await answer(request, channel)
        var (isSent, isFault) = (false, false)
        defer { metrics.end(response, to: request.method, asked: asked, sent: isSent, fault: isFault) }
        response.headers[.date] = HTTPDate.now()
        response.headers[.server] = "weighbridge"
        CORS.allow(in: &response.headers)
        log.debug("\(request.method) \(Header.safe(request.head.path ?? "")) \(response.status.code)")
        do {
            if request.method == .head {
                try await writer.writeResponse(response.head)
            } else {
                try await writer.write(response: response.head, body: response.body)
            }
            isSent = true
        } catch {
            isFault = error is BlobError || error is FileBody.Truncated
            throw error
        }
    }

    /// The answer, and the name of the protocol that gave it.
    private func answer(_ request: Request, _ channel: any Channel) async -> (Response, String) {
        let own = "server"
        if request.method == .options { return (CORS.preflight(request.headers), own) }
        guard let incoming = incoming(request, channel) else {
            return (Answer.failure(.badRequest, message: "the request line is not a path"), own)
        }
        switch incoming.path {
        case "/healthz": return (Answer.text("ok\n"), own)
        case "/readyz": return (await readiness(), own)
        case "/metrics": return (await measurements(), own)
        default: break
        }
        for (name, handler) in protocols {
            if let response = await handler.respond(to: incoming) { return (response, name) }
        }
        return (Answer.failure(.notFound, message: "there is nothing at this address"), own)
    }

    /// What this server counted, and what the jobs of this mirror left.
    private func measurements() async -> Response {
        var page = metrics.page
        if let documents = library.documents {
            let (left, refused) = await JobMetrics.load(documents)
            for reason in refused { log.warning("left out of the metrics: \(reason)") }
            page.add(left)
        }
        if let pull = library.pullThrough { page.add(pull.measurements) }
        return Answer.text(page.text, type: MetricsPage.mediaType)
    }

    private func readiness() async -> Response {
        do throws(LibraryError) {
            try await library.check()
            return Answer.text("ready\n")
        } catch {
            log.error("not ready: \(error)")
            return Answer.failure(.serviceUnavailable, message: "the store can't answer now")
        }
    }

    /// nil for what is no origin-form target (RFC 9112, section 3.2.1).
    private func incoming(_ request: Request, _ channel: any Channel) -> ClientRequest? {
        guard let target = request.head.path, target.hasPrefix("/") else { return nil }
        let withoutFragment = target.prefix { $0 != "#" }
        var path = withoutFragment.prefix { $0 != "?" }
        let query = withoutFragment.dropFirst(path.count).dropFirst()
        if let prefix = configuration.publicURL?.prefix, !prefix.isEmpty, path.hasPrefix(prefix + "/") {
            path = path.dropFirst(prefix.count)
        }
        let limit = configuration.maximumBodyBytes
        return ClientRequest(
            method: request.method, path: String(path), query: String(query), headers: request.headers,
            base: PublicBase.address(of: request.head, configured: configuration.publicURL),
            authority: request.head.authority, channel: channel,
            body: { Array(buffer: try await request.body.collect(upTo: limit)) })
    }
}

/// Where a client thinks we are.
enum PublicBase {
    /// The configured address, or what the proxy in front, or the client itself, says of it. Never more than a host, a port
    /// and a path of plain characters: it goes into `Link`.
    static func address(of request: HTTPRequest, configured: PublicURL?) -> String {
        if let configured { return configured.description }
        let headers = request.headerFields
        let scheme = first(headers, "X-Forwarded-Proto").map { $0.lowercased() == "https" ? "https" : "http" } ?? "http"
        let host = [first(headers, "X-Forwarded-Host"), request.authority].compactMap { $0 }
            .first { PublicURL.isAuthority($0[...]) }
        var prefix = first(headers, "X-Forwarded-Prefix") ?? ""
        if !prefix.hasPrefix("/") { prefix = "" }
        let plain = "\(scheme)://\(host ?? "localhost")"
        return PublicURL(plain + prefix)?.description ?? plain
    }

    /// The first of a comma-separated list: the proxy nearest to the client.
    private static func first(_ headers: HTTPFields, _ name: String) -> String? {
        guard let name = HTTPField.Name(name), let value = headers[name] else { return nil }
        let item = value.prefix { $0 != "," }.filter { $0 != " " }
        return item.isEmpty ? nil : item
    }
}

/// `Date` as RFC 9110 wants it.
enum HTTPDate {
    static func now() -> String {
        var seconds = time(nil)
        var parts = tm()
        gmtime_r(&seconds, &parts)
        var text = [CChar](repeating: 0, count: 32)
        let count = strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
        return String(decoding: text.prefix(count).map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
