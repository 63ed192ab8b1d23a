public import HTTPTypes

/// A request as the hub's logic sees it.
struct Inquiry: Sendable {
    let method: HTTPRequest.Method
    /// Path and query as sent.
    let target: String
    var headers: HTTPFields
    let body: [UInt8]
    let route: Route
    /// `http://host:port` by which the client reached us: what absolute links are made from.
    let base: String

    var path: Substring { target.prefix { $0 != "?" } }
    var query: Query { Query(target.dropFirst(path.utf8.count + 1)) }
}

/// An answer before it is sent.
struct Answer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case json(JSON)
        case file(FileContent, Range<Int64>)
        /// One byte, many times: an answer that is larger than anybody should read.
        case repeated(UInt8, count: Int64)

        var length: Int64 {
            switch self {
            case .bytes(let bytes): Int64(bytes.count)
            case .json(let json): Int64(json.bytes.count)
            case .file(_, let range): range.upperBound - range.lowerBound
            case .repeated(_, let count): count
            }
        }
    }

    var status: Int
    var headers: HTTPFields
    var body: Body

    init(_ status: Int, headers: HTTPFields = [:], body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    static func json(_ json: JSON, headers: HTTPFields = [:]) -> Answer {
        var headers = headers
        headers[.contentType] = "application/json; charset=utf-8"
        return Answer(200, headers: headers, body: .json(json))
    }

    /// An error in the Hub's form (protocol reference 1.10).
    static func error(_ status: Int, code: String? = nil, message: String, commit: String? = nil) -> Answer {
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        headers[.errorCode] = code
        headers[.errorMessage] = message
        headers[.repoCommit] = commit
        if status == 401 { headers[.wwwAuthenticate] = "Bearer realm=\"Authentication required\", charset=\"UTF-8\"" }
        return Answer(status, headers: headers, body: .json(["error": .string(message)]))
    }

    /// A redirect; the body is a sentence, as the Hub's.
    static func redirect(_ status: Int, to location: String, headers: HTTPFields = [:]) -> Answer {
        var headers = headers
        headers[.location] = location
        headers[.contentType] = "text/plain; charset=utf-8"
        return Answer(status, headers: headers, body: .bytes(Array("Temporary Redirect. Redirecting to \(location)".utf8)))
    }
}

extension HTTPField.Name {
    static let errorCode = Self("X-Error-Code").unsafelyUnwrapped  // Safety: a token.
    static let errorMessage = Self("X-Error-Message").unsafelyUnwrapped  // Safety: a token.
    static let repoCommit = Self("X-Repo-Commit").unsafelyUnwrapped  // Safety: a token.
    static let linkedSize = Self("X-Linked-Size").unsafelyUnwrapped  // Safety: a token.
    static let linkedETag = Self("X-Linked-Etag").unsafelyUnwrapped  // Safety: a token.
    static let xetHash = Self("X-Xet-Hash").unsafelyUnwrapped  // Safety: a token.
    static let totalCount = Self("X-Total-Count").unsafelyUnwrapped  // Safety: a token.
    static let link = Self("Link").unsafelyUnwrapped  // Safety: a token.
    static let rateLimit = Self("RateLimit").unsafelyUnwrapped  // Safety: a token.
    static let rateLimitPolicy = Self("RateLimit-Policy").unsafelyUnwrapped  // Safety: a token.
    static let retryAfter = Self("Retry-After").unsafelyUnwrapped  // Safety: a token.
}

/// A request that came in, for assertions.
public struct RecordedRequest: Sendable {
    public let route: RouteKind
    public let method: HTTPRequest.Method
    /// Path and query as sent.
    public let target: String
    public let headers: HTTPFields
    /// Of the answer; 0 where the connection was dropped instead.
    public let status: Int
}
