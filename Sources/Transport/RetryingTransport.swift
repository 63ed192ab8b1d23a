import HTTPTypes
public import Logging

/// Asks again after what waiting heals: 408, 429 and most 5xx, lost connections, stalls.
///
/// Only idempotent methods and requests that say they may be repeated, and a download only until its sink has got its first byte: whoever filled it knows better where to go on.
public struct RetryingTransport: HTTPTransport {
    private let base: any HTTPTransport
    private let policy: RetryPolicy
    private let pacing: Pacing
    private let log: Logger?

    public init(_ base: any HTTPTransport, policy: RetryPolicy, pacing: Pacing = .system, log: Logger? = nil) {
        self.base = base
        self.policy = policy
        self.pacing = pacing
        self.log = log
    }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        var retry = 1
        while true {
            let outcome: RetryPolicy.Outcome
            do {
                let response = try await base.send(request)
                outcome = .answered(response.head)
                guard let wait = wait(retry, request, outcome) else { return response }
                try await pause(wait, request, retry, outcome)
            } catch {
                guard error.cause != .cancelled, let wait = wait(retry, request, .failed(error.cause)) else { throw error }
                try await pause(wait, request, retry, .failed(error.cause))
            }
            retry += 1
        }
    }

    public func download(
        _ request: TransportRequest, into sink: any ByteSink
    ) async throws(TransportError) -> TransportResponse.Head {
        var retry = 1
        while true {
            let late = LateSink(sink)
            do {
                let head = try await base.download(request, into: late)
                guard !late.hasBegun, let wait = wait(retry, request, .answered(head)) else {
                    try late.complete(request.url)
                    return head
                }
                try await pause(wait, request, retry, .answered(head))
            } catch {
                guard !late.hasBegun, let wait = wait(retry, request, .failed(error.cause)) else { throw error }
                try await pause(wait, request, retry, .failed(error.cause))
            }
            retry += 1
        }
    }

    /// RFC 9110 section 9.2.2.
    private static let idempotent: Set<HTTPRequest.Method> = [.get, .head, .options, .put, .delete, .trace]

    private func wait(_ retry: Int, _ request: TransportRequest, _ outcome: RetryPolicy.Outcome) -> Duration? {
        guard Self.idempotent.contains(request.method) || request.isRepeatable else { return nil }
        return policy.wait(before: retry, after: outcome, now: pacing.date(), chance: pacing.chance())
    }

    private func pause(
        _ wait: Duration, _ request: TransportRequest, _ retry: Int, _ outcome: RetryPolicy.Outcome
    ) async throws(TransportError) {
        let reason =
            switch outcome {
            case .answered(let head): "status \(head.status.code)"
            case .failed(let cause): "\(cause)"
            }
        // Neither query nor headers: both may hold credentials.
        log?.debug(
            "asking again",
            metadata: [
                "address": "\(request.url.origin)\(request.url.path)", "reason": "\(reason)", "retry": "\(retry)", "wait": "\(wait)",
            ])
        do { try await pacing.sleep(wait) } catch {
            throw TransportError(.cancelled, url: request.url, detail: "cancelled while waiting to ask again")
        }
    }
}

/// Tells its sink of a head only when the first byte is there, so that an attempt that brought none leaves no trace.
private final class LateSink: ByteSink, @unchecked Sendable {  // Safety: attempts follow one another, each on the transport's thread.
    private let sink: any ByteSink
    private var head: TransportResponse.Head?
    private(set) var hasBegun = false

    init(_ sink: any ByteSink) { self.sink = sink }

    func begin(_ head: TransportResponse.Head) { self.head = head }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        if bytes.isEmpty { return }
        try start()
        try sink.write(bytes)
    }

    /// The body was empty.
    func complete(_ url: WebURL) throws(TransportError) {
        do { try start() } catch { throw TransportError(.sink, url: url, detail: "\(error)", underlying: error) }
    }

    private func start() throws {
        guard let head else { return }
        self.head = nil
        hasBegun = true
        try sink.begin(head)
    }
}
