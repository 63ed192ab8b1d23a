internal import HTTPTypes
public import Transport
public import Vocabulary

extension S3Client {
    /// What is told of an object without its bytes.
    public struct ObjectHead: Sendable, Hashable {
        public let size: Int64
        /// As the store gives it, with its quotes; empty: it gives none.
        public let tag: String
    }

    /// nil: there is no such object.
    public func head(_ key: String) async throws(S3Error) -> ObjectHead? {
        let (head, _) = try await exchange(request(.head, key), key, accepting: [200, 404])
        guard head.status == .ok else { return nil }
        guard let size = head.headers[.contentLength].flatMap({ Int64($0) }), size >= 0 else {
            throw fault("HEAD", key, .malformed("the answer has no length"))
        }
        return ObjectHead(size: size, tag: head.headers[.eTag] ?? "")
    }

    /// A small object.
    public enum Read: Sendable, Hashable {
        case missing
        /// It has the tag that was given.
        case unchanged
        case bytes([UInt8], tag: String)
    }

    /// A small object whole, unless it still has the tag given. Throws for one of more than `limit` bytes.
    public func get(_ key: String, limit: Int, unlessTagged tag: String? = nil) async throws(S3Error) -> Read {
        let fields: HTTPFields = tag.map { [.ifNoneMatch: $0] } ?? [:]
        let (head, body) = try await exchange(request(.get, key, headers: fields), key, accepting: [200, 304, 404], limit: limit)
        switch head.status.code {
        case 404: return .missing
        case 304: return .unchanged
        default:
            guard head.headers[.contentLength].map({ Int($0) == body.count }) ?? true else {
                throw fault("GET", key, .malformed("the answer is shorter than it says"))
            }
            return .bytes(body, tag: head.headers[.eTag] ?? "")
        }
    }

    /// Exactly these bytes of an object. Some stores (rclone's) answer a range with status 200 and the right `Content-Range`: both
    /// are taken, whatever else comes is an error.
    public func get(_ key: String, _ range: Range<Int64>) async throws(S3Error) -> [UInt8] {
        guard !range.isEmpty else { return [] }
        var request = try request(.get, key)
        request.range = range
        let sink = RangeSink(range)
        let head: TransportResponse.Head
        do throws(TransportError) { head = try await transport.download(request, into: sink) } catch {
            if let refusal = error.underlying as? RangeSink.Refusal {
                // Some stores answer with what there is, others with 416.
                throw fault(
                    "GET", key, refusal.isShort ? .refused(status: 416, code: "", message: refusal.reason) : .malformed(refusal.reason))
            }
            throw fault("GET", key, .transport(error))
        }
        guard head.status == .ok || head.status == .partialContent else {
            throw fault("GET", key, .refused(status: head.status.code, code: "", message: ""))
        }
        guard let bytes = sink.whole() else { throw fault("GET", key, .malformed("the answer ends before the range does")) }
        return bytes
    }

    /// Creates or replaces an object in one step.
    public func put(_ key: String, _ bytes: [UInt8]) async throws(S3Error) {
        _ = try await exchange(request(.put, key, body: bytes), key, accepting: [200, 201, 204])
    }

    /// The same for bytes that are read as they are sent, with their SHA-256.
    public func put(_ key: String, _ source: any UploadSource, hash: Digest) async throws(S3Error) {
        var request = try request(.put, key, hash: hash)
        request.upload = source
        _ = try await exchange(request, key, accepting: [200, 201, 204])
    }

    /// No error if there is none.
    public func delete(_ key: String) async throws(S3Error) {
        _ = try await exchange(request(.delete, key), key, accepting: [200, 202, 204, 404])
    }
}
