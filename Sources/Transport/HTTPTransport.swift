public import HTTPTypes
public import Vocabulary

/// The one door to the network.
public protocol HTTPTransport: Sendable {
    /// Sends a request; returns when the head of the answer is there. Any status is an answer, not an error.
    /// The body is pulled: what nobody reads does not arrive.
    func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse

    /// The same for weights: the body goes to `sink` as it arrives, without a copy or a task hop in between. Bodies of
    /// answers other than 200 and 206 are dropped (up to a small bound) and the sink is not called. Returns when the body
    /// is complete.
    func download(_ request: TransportRequest, into sink: any ByteSink) async throws(TransportError) -> TransportResponse.Head
}

/// Takes a body's bytes in order, on the transport's own thread.
public protocol ByteSink: Sendable {
    /// Before the first byte, with the head of the answer. Throwing ends the transfer.
    func begin(_ head: TransportResponse.Head) throws
    /// The bytes are only valid during the call. Throwing ends the transfer.
    func write(_ bytes: UnsafeRawBufferPointer) throws
}

/// A request, and what may be done to carry it out.
public struct TransportRequest: Sendable {
    /// What to do with a 301, 302, 303, 307 or 308.
    public enum Redirects: Sendable, Hashable {
        /// Hand the answer over as it is: its headers matter.
        case manual
        /// Follow up to this many; `Authorization` is dropped as soon as the origin changes.
        case follow(limit: Int)
    }

    public var method: HTTPRequest.Method
    public var url: WebURL
    public var headers: HTTPFields
    public var body: [UInt8]
    public var redirects: Redirects
    /// Bytes of content wanted (`Range: bytes=…`), end not included; nil: all of it.
    public var range: Range<Int64>?
    /// What is sent instead of `body`, read as it is sent; for methods that may have a body.
    public var upload: (any UploadSource)?
    /// Who signs the request; nil: nobody. A signed request should not follow redirects: its signature is for one address.
    public var signing: RequestSigning?
    /// It may be asked again although its method is not idempotent.
    public var isRepeatable = false

    public init(
        _ method: HTTPRequest.Method = .get, _ url: WebURL, headers: HTTPFields = [:], body: [UInt8] = [],
        redirects: Redirects = .follow(limit: 5), range: Range<Int64>? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.redirects = redirects
        self.range = range
    }
}

/// An answer: its head at once, its body when it is read.
public struct TransportResponse: Sendable {
    /// Status line and header fields.
    public struct Head: Sendable {
        public let status: HTTPResponse.Status
        public let headers: HTTPFields
        /// The address that answered, after redirects.
        public let url: WebURL
        /// The redirects on the way, first hop first: the Hub puts a file's metadata on the first.
        public let hops: [Hop]

        public init(status: HTTPResponse.Status, headers: HTTPFields, url: WebURL, hops: [Hop] = []) {
            self.status = status
            self.headers = headers
            self.url = url
            self.hops = hops
        }
    }

    /// A redirect that was followed.
    public struct Hop: Sendable {
        public let status: HTTPResponse.Status
        public let headers: HTTPFields
        public let url: WebURL

        public init(status: HTTPResponse.Status, headers: HTTPFields, url: WebURL) {
            self.status = status
            self.headers = headers
            self.url = url
        }
    }

    public let head: Head
    public let body: ByteStream

    public init(head: Head, body: ByteStream) {
        self.head = head
        self.body = body
    }
}

/// Why there is no (whole) answer. Every case is after the retries it deserves.
public struct TransportError: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Cause: Sendable, Hashable {
        /// The name does not resolve, nobody listens, or TLS failed.
        case unreachable
        /// The connection broke before the answer was whole.
        case connectionLost
        /// Nothing arrived for the stall time-out.
        case stalled
        /// More redirects than allowed, a loop, or a `Location` that is not an address.
        case badRedirect
        /// The answer is not HTTP, or its framing is broken.
        case malformed
        /// The certificate does not verify.
        case untrusted
        case cancelled
        /// A sink refused the bytes; `detail` has its words.
        case sink
    }

    public let cause: Cause
    public let url: WebURL
    /// For a person, without secrets.
    public let detail: String
    /// What a sink threw, for callers that know its type.
    public let underlying: (any Error)?

    public init(_ cause: Cause, url: WebURL, detail: String, underlying: (any Error)? = nil) {
        self.cause = cause
        self.url = url
        self.detail = detail
        self.underlying = underlying
    }

    public var description: String { "\(url.origin)\(url.path): \(detail)" }
}
