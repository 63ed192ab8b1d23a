internal import HTTPTypes
internal import JSONReading
internal import Transport
internal import Vocabulary

/// What a request was about: an answer of 404 means another thing for a file than for a model.
struct HuggingFaceSubject: Sendable {
    enum Kind: Sendable { case listing, model, revision, file }

    let kind: Kind
    /// `huggingface:org/name@main config.json`.
    let name: String

    init(listingOf hub: HubID) {
        kind = .listing
        name = "\(hub): the listing"
    }

    init(_ kind: Kind, _ model: ModelID, revision: String? = nil, path: RepoPath? = nil) {
        self.kind = kind
        name = "\(model)" + (revision.map { "@\($0)" } ?? "") + (path.map { " \($0)" } ?? "")
    }

    func error(_ cause: HubError.Cause, _ detail: String) -> HubError { HubError(cause, subject: name, detail: detail) }
}

/// A parsed answer and where it leads.
struct HuggingFaceAnswer: Sendable {
    let document: JSONDocument
    let head: TransportResponse.Head
}

extension HuggingFaceHub {
    /// A JSON answer of status 200, or the hub's refusal in our words.
    func json(_ url: WebURL, about subject: HuggingFaceSubject) async throws(HubError) -> HuggingFaceAnswer {
        let response = try await send(TransportRequest(.get, url, headers: headers(for: url, accept: "application/json")), subject)
        guard response.head.status == .ok else { throw await refusal(response, subject) }
        let bytes = try await body(response, limit: limits.answer, subject)
        let allowed = JSONDocument.Limits(size: limits.answer, depth: limits.depth)
        do throws(JSONError) {
            return HuggingFaceAnswer(document: try JSONDocument(repairing: bytes, limits: allowed), head: response.head)
        } catch {
            throw subject.error(.malformed, "the hub's answer is \(error)")
        }
    }

    func send(_ request: TransportRequest, _ subject: HuggingFaceSubject) async throws(HubError) -> TransportResponse {
        do throws(TransportError) {
            return try await transport.send(request)
        } catch {
            throw Self.translated(error, subject)
        }
    }

    func body(_ response: TransportResponse, limit: Int, _ subject: HuggingFaceSubject) async throws(HubError) -> [UInt8] {
        do {
            return try await response.body.collect(upTo: limit)
        } catch let error as TransportError {
            throw Self.translated(error, subject)
        } catch is CancellationError {
            throw subject.error(.cancelled, "cancelled")
        } catch {
            throw subject.error(.malformed, "the hub's answer can't be taken: \(error)")
        }
    }

    /// With the token only where the address is the hub's own.
    func headers(for url: WebURL, accept: String? = nil) -> HTTPFields {
        var fields = HTTPFields()
        if let accept { fields[.accept] = accept }
        if let token, url.origin == endpoint.origin { fields[.authorization] = "Bearer \(token.text)" }
        return fields
    }

    private static func translated(_ error: TransportError, _ subject: HuggingFaceSubject) -> HubError {
        switch error.cause {
        case .cancelled: subject.error(.cancelled, "cancelled")
        case .badRedirect, .malformed: subject.error(.malformed, "\(error)")
        case .unreachable, .connectionLost, .stalled, .untrusted, .sink: subject.error(.unavailable, "\(error)")
        }
    }
}
