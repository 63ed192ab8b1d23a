internal import Blobs
public import Transport

/// Why a store did not do what it was asked.
public struct S3Error: Error, Sendable, CustomStringConvertible {
    /// What a caller may want to tell apart.
    public enum Cause: Sendable {
        /// The store's answer: the status, and its own code and words where it gave some.
        case refused(status: Int, code: String, message: String)
        /// There was no answer.
        case transport(TransportError)
        /// There was one that is not what S3 says.
        case malformed(String)
    }

    /// What was tried, such as `GET`.
    public let operation: String
    /// `s3://bucket/key`.
    public let place: String
    public let cause: Cause

    public var description: String { "\(operation) \(place): \(reason)" }

    /// Whether nothing is there.
    public var isMissing: Bool { status == 404 }

    /// The status of an answer; nil: there was none that could be read.
    public var status: Int? { if case .refused(let status, _, _) = cause { status } else { nil } }

    /// For a person, without secrets.
    public var reason: String {
        switch cause {
        case .transport(let error): return error.description
        case .malformed(let reason): return reason
        case .refused(let status, let code, let message):
            let words = [code, message].filter { !$0.isEmpty }.joined(separator: ": ")
            return "status \(status)" + (words.isEmpty ? "" : " (\(words))") + Self.hint(status)
        }
    }

    private static func hint(_ status: Int) -> String {
        switch status {
        case 301, 307, 308: "; the bucket is in another region or at another endpoint"
        case 401, 403: "; the credentials are wrong, or they do not allow it"
        default: ""
        }
    }

    var asBlobError: BlobError { .io(operation: operation, path: place, reason: reason) }
}
