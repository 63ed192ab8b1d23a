import HTTPTypes

/// Keeps to what each origin can be asked: so many requests at a time, so many in a while, and none while its `RateLimit`
/// header or the `Retry-After` of a 429 says to wait.
///
/// A `download` counts until its end, a `send` until its head: a body that its reader leaves unread for a while must not keep
/// that same reader from asking on.
public struct PoliteTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let limiter: HostLimiter
    private let pacing: Pacing

    public init(
        _ base: any HTTPTransport, politeness: Politeness, perOrigin: [WebURL.Origin: Politeness] = [:], pacing: Pacing = .system
    ) {
        self.base = base
        self.pacing = pacing
        limiter = HostLimiter(standard: politeness, special: perOrigin, pacing: pacing)
    }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        try await enter(request)
        defer { limiter.leave(request.url.origin) }
        let response = try await base.send(request)
        heed(response.head, request.url.origin)
        return response
    }

    public func download(
        _ request: TransportRequest, into sink: any ByteSink
    ) async throws(TransportError) -> TransportResponse.Head {
        try await enter(request)
        defer { limiter.leave(request.url.origin) }
        let head = try await base.download(request, into: sink)
        heed(head, request.url.origin)
        return head
    }

    private func enter(_ request: TransportRequest) async throws(TransportError) {
        do { try await limiter.enter(request.url.origin) } catch {
            throw TransportError(.cancelled, url: request.url, detail: "cancelled while waiting for its turn")
        }
    }

    private func heed(_ head: TransportResponse.Head, _ origin: WebURL.Origin) {
        let asked = head.status == .tooManyRequests ? RateLimit.retryAfter(in: head.headers, now: pacing.date()) : nil
        let pause = [RateLimit.pause(in: head.headers), asked].compactMap { $0 }.max()
        if let pause { limiter.hold(origin, for: pause) }
    }
}
