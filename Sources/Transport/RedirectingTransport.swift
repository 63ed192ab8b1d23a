import HTTPTypes

/// Follows redirects, and keeps what each hop said.
///
/// When the origin changes, only headers that say what is wanted go along: `Authorization`, `Cookie` and any header we don't
/// know stay with the origin they were meant for, and don't come back on a later hop. That covers the step from https to http.
public struct RedirectingTransport: HTTPTransport {
    private let base: any HTTPTransport

    public init(_ base: any HTTPTransport) { self.base = base }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        var route = Route(request)
        while true {
            let response = try await base.send(route.request)
            guard try route.follow(response.head) else {
                return TransportResponse(head: route.complete(response.head), body: response.body)
            }
        }
    }

    public func download(
        _ request: TransportRequest, into sink: any ByteSink
    ) async throws(TransportError) -> TransportResponse.Head {
        var route = Route(request)
        while true {
            let head = try await base.download(route.request, into: RoutedSink(sink: sink, route: route))
            guard try route.follow(head) else { return route.complete(head) }
        }
    }
}

/// The way a request has taken.
private struct Route {
    /// What to ask next.
    private(set) var request: TransportRequest
    private let limit: Int?
    private var hops: [TransportResponse.Hop] = []
    private var seen: Set<String> = []

    init(_ request: TransportRequest) {
        self.request = request
        self.request.redirects = .manual
        if case .follow(let limit) = request.redirects { self.limit = limit } else { limit = nil }
    }

    /// `head` with the hops that led to it.
    func complete(_ head: TransportResponse.Head) -> TransportResponse.Head {
        TransportResponse.Head(status: head.status, headers: head.headers, url: head.url, hops: hops + head.hops)
    }

    /// Turns `request` to where `head` points; false: it is the answer.
    mutating func follow(_ head: TransportResponse.Head) throws(TransportError) -> Bool {
        guard let limit, [301, 302, 303, 307, 308].contains(head.status.code) else { return false }
        let locations = Set(head.headers[values: .location])
        guard let location = locations.first else { return false }
        guard locations.count == 1, let target = request.url.resolving(location) else {
            throw bad("redirected to what is not an http or https address")
        }
        guard hops.count < limit else { throw bad("more than \(limit) redirects") }
        seen.insert("\(request.method) \(request.url)")
        hops.append(TransportResponse.Hop(status: head.status, headers: head.headers, url: request.url))
        changeMethod(head.status)
        if target.origin != request.url.origin {
            request.headers = HTTPFields(request.headers.filter { Self.harmless.contains($0.name) })
            request.signing = nil
        }
        request.url = target
        guard !seen.contains("\(request.method) \(target)") else { throw bad("redirected in a circle") }
        return true
    }

    /// RFC 9110 section 15.4: 303 turns all but HEAD into GET; 301 and 302 turn POST into GET, as every client does.
    private mutating func changeMethod(_ status: HTTPResponse.Status) {
        guard (status == .seeOther && request.method != .head) || (status.code < 303 && request.method == .post) else { return }
        request.method = .get
        request.body = []
        request.upload = nil
        for name in [HTTPField.Name.contentType, .contentLength, .contentEncoding, .contentLanguage] { request.headers[name] = nil }
    }

    private func bad(_ detail: String) -> TransportError { TransportError(.badRedirect, url: request.url, detail: detail) }

    private static let harmless: Set<HTTPField.Name> = [
        .accept, .acceptEncoding, .acceptLanguage, .cacheControl, .contentType, .contentEncoding, .contentLanguage, .contentLength,
        .ifMatch, .ifModifiedSince, .ifNoneMatch, .ifRange, .ifUnmodifiedSince, .range, .userAgent,
    ]
}

/// Gives the sink a head with its hops.
private struct RoutedSink: ByteSink {
    let sink: any ByteSink
    let route: Route

    func begin(_ head: TransportResponse.Head) throws { try sink.begin(route.complete(head)) }
    func write(_ bytes: UnsafeRawBufferPointer) throws { try sink.write(bytes) }
}
