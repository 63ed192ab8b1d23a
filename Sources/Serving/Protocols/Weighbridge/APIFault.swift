import Catalog
import HTTPTypes
import HummingbirdCore
import Reports
import Search

/// A question that can't be answered: `{"error": {"code", "message", "parameter", "suggestions"}}`.
struct APIFault: Error {
    /// Words that a program may act on.
    enum Code: String, CaseIterable {
        case badParameter = "bad_parameter"
        case badBody = "bad_body"
        case notFound = "not_found"
        case methodNotAllowed = "method_not_allowed"
        case forbidden
        case tooMany = "too_many"
        case unavailable
    }

    let status: HTTPResponse.Status
    let code: Code
    let message: String
    var parameter: String?
    var suggestions: [String] = []
    /// Methods that are possible where another was tried.
    var allowed: [String] = []

    init(_ status: HTTPResponse.Status, _ code: Code, _ message: String, parameter: String? = nil, suggestions: [String] = []) {
        self.status = status
        self.code = code
        self.message = message
        self.parameter = parameter
        self.suggestions = suggestions
    }

    init(_ error: ParameterError) {
        self.init(.badRequest, .badParameter, error.description, parameter: error.parameter, suggestions: error.suggestions)
    }

    static func notFound(_ message: String) -> APIFault { APIFault(.notFound, .notFound, message) }

    /// A fault of ours, which may pass; its reason is logged, and told to nobody.
    static let unavailable = APIFault(.serviceUnavailable, .unavailable, "the catalog can't answer now; see the server's log")

    var fields: Fields {
        [
            (
                "error",
                .object([
                    ("code", .text(code.rawValue)), ("message", .text(message)), ("parameter", .text(parameter)),
                    ("suggestions", .texts(suggestions)),
                ])
            )
        ]
    }

    var response: Response {
        var response = Answer.json(.object(fields), status: status)
        if !allowed.isEmpty { response.headers[.allow] = allowed.joined(separator: ", ") }
        if status == .serviceUnavailable { response.headers[.retryAfter] = "10" }
        return response
    }
}
