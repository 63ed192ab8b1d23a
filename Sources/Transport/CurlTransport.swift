import HTTPTypes
import Vocabulary

/// What libcurl needs to know beyond a request.
public struct CurlSettings: Sendable {
    public var userAgent: String
    /// Name, connection and TLS together.
    public var connectTimeout: Duration
    /// How long nothing may arrive. There is no limit on the whole: a model may take a day.
    public var stallTimeout: Duration
    /// Bytes a second below which a body counts as stalled, on average over `stallTimeout`: dripping is no way to hold us.
    public var slowestRate: Int
    public var network: NetworkEnvironment

    public init(
        userAgent: String, connectTimeout: Duration = .seconds(20), stallTimeout: Duration = .seconds(60),
        slowestRate: Int = 64, network: NetworkEnvironment = NetworkEnvironment()
    ) {
        self.userAgent = userAgent
        self.connectTimeout = connectTimeout
        self.stallTimeout = stallTimeout
        self.slowestRate = slowestRate
        self.network = network
    }
}

/// One exchange over the network at a time of asking: no retries, no redirects (`request.redirects` is not looked at), no limits.
/// `TransportConfiguration.makeTransport` adds those.
///
/// What `send` gives may come compressed and is handed over inflated; `Content-Encoding` and `Content-Length` in its head are
/// those of the wire. A HEAD, a range and every `download` ask for the bytes as they are.
public struct CurlTransport: HTTPTransport {
    let engine: CurlEngine
    private let settings: CurlSettings

    /// Starts a thread, which ends when neither this, a copy of it nor one of its bodies is left.
    public init(_ settings: CurlSettings) {
        self.settings = settings
        engine = CurlEngine(patience: StallWatch.Patience(silence: settings.stallTimeout, slowestRate: settings.slowestRate))
    }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let pipe = BodyPipe(url: request.url)
        let isPlain = request.method == .head || request.range != nil || request.headers[.acceptEncoding] != nil
        let exchange = try prepare(request, receiver: pipe, isInflated: !isPlain)
        let head = try await perform(exchange) { await pipe.head.value() }
        let reader = BodyReader(pipe: pipe, exchange: exchange, engine: engine)
        return TransportResponse(head: head, body: ByteStream { try await reader.next() })
    }

    public func download(
        _ request: TransportRequest, into sink: any ByteSink
    ) async throws(TransportError) -> TransportResponse.Head {
        let feed = SinkFeed(url: request.url, sink: sink)
        let exchange = try prepare(request, receiver: feed, isInflated: false)
        return try await perform(exchange) { await feed.done.value() }
    }

    private func prepare(
        _ request: TransportRequest, receiver: any BodyReceiver, isInflated: Bool
    ) throws(TransportError) -> Exchange {
        if let range = request.range, range.isEmpty || range.lowerBound < 0 {
            throw TransportError(.malformed, url: request.url, detail: "the range asked for is empty or negative")
        }
        let exchange = Exchange(url: request.url, receiver: receiver, isInflated: isInflated, upload: request.upload)
        exchange.handle.configure(request, settings: settings, isInflated: isInflated)
        return exchange
    }

    private func perform(
        _ exchange: Exchange, _ outcome: @Sendable () async -> Result<TransportResponse.Head, TransportError>
    ) async throws(TransportError) -> TransportResponse.Head {
        let result = await withTaskCancellationHandler {
            engine.submit(exchange)
            return await outcome()
        } onCancel: {
            engine.cancel(exchange)
        }
        return try result.get()
    }
}

/// The reader's end of a body. When it goes, the transfer goes.
private final class BodyReader: Sendable {
    private let pipe: BodyPipe
    private let exchange: Exchange
    private let engine: CurlEngine

    init(pipe: BodyPipe, exchange: Exchange, engine: CurlEngine) {
        self.pipe = pipe
        self.exchange = exchange
        self.engine = engine
    }

    deinit {
        if pipe.abandon() { engine.abandon(exchange) }
    }

    func next() async throws(TransportError) -> [UInt8]? {
        let answer = await withTaskCancellationHandler {
            await pipe.next { engine.resume(exchange) }
        } onCancel: {
            engine.cancel(exchange)
        }
        return try answer.get()
    }
}
