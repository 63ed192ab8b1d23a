internal import Blobs
internal import HTTPTypes
public import Transport
internal import Vocabulary

/// Requests to one place of an S3-compatible store, signed and with their answers read. Retries are the transport's.
public struct S3Client: Sendable {
    public let location: S3Location
    let signing: RequestSigning
    let transport: any HTTPTransport

    public init(_ location: S3Location, signing: RequestSigning, transport: any HTTPTransport) {
        self.location = location
        self.signing = signing
        self.transport = transport
    }

    /// The SHA-256 of nothing, as every request without a body has to say.
    private static let emptyHash = Digest(hashing: []).hex

    /// A request that is signed when it is sent.
    func request(
        _ method: HTTPRequest.Method, _ key: String?, _ query: [(name: String, value: String)] = [], headers: HTTPFields = [:],
        body: [UInt8] = [], hash: Digest? = nil
    ) throws(S3Error) -> TransportRequest {
        guard let url = location.url(key, query) else { throw fault(method.rawValue, key, .malformed("the key makes no address")) }
        var headers = headers
        headers[.contentSHA256] = hash?.hex ?? (body.isEmpty ? Self.emptyHash : Digest(hashing: body).hex)
        // As it is stored: a compressed answer would have another length than the object.
        headers[.acceptEncoding] = "identity"
        var request = TransportRequest(method, url, headers: headers, body: body, redirects: .manual)
        request.signing = signing
        return request
    }

    func fault(_ operation: String, _ key: String?, _ cause: S3Error.Cause) -> S3Error {
        S3Error(operation: operation, place: location.description + (key ?? ""), cause: cause)
    }

    /// The answer to a request whose answer is small. Any status but the ones in `accepting` is an error.
    func exchange(
        _ request: TransportRequest, _ key: String?, accepting: Set<Int> = [200, 204], limit: Int = XMLAnswer.limit
    ) async throws(S3Error) -> (head: TransportResponse.Head, body: [UInt8]) {
        let operation = request.method.rawValue
        let response: TransportResponse
        do throws(TransportError) { response = try await transport.send(request) } catch { throw fault(operation, key, .transport(error)) }
        let isRight = accepting.contains(response.head.status.code)
        let body: [UInt8]
        do {
            body = try await response.body.collect(upTo: response.head.status == .ok ? limit : XMLAnswer.limit)
        } catch let error as TransportError {
            throw fault(operation, key, .transport(error))
        } catch {
            throw fault(operation, key, .malformed("\(error)"))
        }
        guard isRight else { throw fault(operation, key, Self.refusal(response.head.status.code, body)) }
        return (response.head, body)
    }

    /// The same for an answer that is XML, with one of these names for its outermost element.
    func document(_ request: TransportRequest, _ key: String?, root: Set<String>) async throws(S3Error) -> XMLAnswer {
        let (head, body) = try await exchange(request, key)
        let operation = request.method.rawValue
        let answer: XMLAnswer
        do throws(XMLAnswer.Fault) { answer = try XMLAnswer.parse(body) } catch {
            throw fault(operation, key, .malformed("the answer can't be read: \(error.reason)"))
        }
        // Completing an upload begins its answer before it knows the outcome, with status 200.
        if answer.name == "Error" { throw fault(operation, key, Self.refusal(head.status.code, body)) }
        guard root.contains(answer.name) else { throw fault(operation, key, .malformed("the answer is no \(root.sorted()[0])")) }
        return answer
    }

    static func refusal(_ status: Int, _ body: [UInt8]) -> S3Error.Cause {
        let answer = try? XMLAnswer.parse(body)
        guard let answer, answer.name == "Error" else { return .refused(status: status, code: "", message: "") }
        return .refused(status: status, code: printable(answer.text("Code"), 60), message: printable(answer.text("Message"), 200))
    }

    /// The store's words, so that a terminal and a log can take them.
    private static func printable(_ text: String?, _ most: Int) -> String {
        String(String.UnicodeScalarView((text ?? "").unicodeScalars.prefix(most).map { $0.value >= 0x20 && $0.value < 0x7F ? $0 : "?" }))
    }
}

extension HTTPField.Name {
    /// Of the body, in hexadecimal: part of what is signed.
    static let contentSHA256 = HTTPField.Name("x-amz-content-sha256").unsafelyUnwrapped  // Safety: a valid name.
}
