import HTTPTypes
import HummingbirdCore
import JSONReading
import NIOCore

/// Text from data on its way into a header.
enum Header {
    /// Printable ASCII, at most 500 characters: no header can be ended or begun by a name or a message.
    static func safe(_ text: some StringProtocol) -> String {
        String(decoding: text.utf8.prefix(500).map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}

extension HTTPField.Name {
    static let repoCommit = known("X-Repo-Commit")
    static let errorCode = known("X-Error-Code")
    static let errorMessage = known("X-Error-Message")
    static let linkedTag = known("X-Linked-Etag")
    static let linkedSize = known("X-Linked-Size")
    static let totalCount = known("X-Total-Count")
    static let link = known("Link")
    static let contentTypeOptions = known("X-Content-Type-Options")

    private static func known(_ token: String) -> HTTPField.Name {
        HTTPField.Name(token).unsafelyUnwrapped  // Safety: the literals above are tokens (RFC 9110, section 5.6.2).
    }
}

/// The plain shapes of an answer.
enum Answer {
    static func text(_ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8") -> Response {
        response(status, Array(text.utf8), type: type)
    }

    static func json(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        response(status, bytes, type: "application/json; charset=utf-8")
    }

    /// `code` nil: none of the client's exceptions is meant. Body and headers say the same.
    static func failure(_ status: HTTPResponse.Status, code: String? = nil, message: String) -> Response {
        var json = JSONWriter()
        json.object { $0.member("error", message) }
        var response = self.json(json.bytes, status: status)
        response.headers[.errorCode] = code ?? status.reasonPhrase.filter { $0 != " " }
        response.headers[.errorMessage] = Header.safe(message)
        return response
    }

    private static func response(_ status: HTTPResponse.Status, _ bytes: [UInt8], type: String) -> Response {
        Response(
            status: status, headers: [.contentType: type, .contentTypeOptions: "nosniff"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}

/// What browsers need to read from another origin (transformers.js: protocol reference 2.5). There are no cookies,
/// and what writes refuses other sites by itself, so every origin may read.
enum CORS {
    private static let exposed =
        "X-Repo-Commit,X-Error-Code,X-Error-Message,X-Total-Count,ETag,Link,Accept-Ranges,Content-Range,Content-Length,"
        + "X-Linked-Size,X-Linked-ETag"

    static func allow(in headers: inout HTTPFields) {
        headers[.accessControlAllowOrigin] = "*"
        headers[.accessControlExposeHeaders] = exposed
    }

    static func preflight(_ asked: HTTPFields) -> Response {
        var headers: HTTPFields = [
            .accessControlAllowMethods: "GET, HEAD, POST, OPTIONS", .accessControlMaxAge: "86400", .allow: "GET, HEAD, POST, OPTIONS",
        ]
        headers[.accessControlAllowHeaders] = asked[.accessControlRequestHeaders].map { Header.safe($0) } ?? "Range"
        return Response(status: .noContent, headers: headers)
    }
}
