internal import HTTPTypes
internal import JSONReading
internal import Transport
internal import Vocabulary

extension HTTPField.Name {
    /// `X-Error-Code` and its like: the parts are letters and dashes, so a name is always there.
    private static func hub(_ name: String) -> HTTPField.Name { HTTPField.Name(name) ?? .server }

    static var errorCode: HTTPField.Name { hub("X-Error-Code") }
    static var errorMessage: HTTPField.Name { hub("X-Error-Message") }
    static var repoCommit: HTTPField.Name { hub("X-Repo-Commit") }
    static var linkedETag: HTTPField.Name { hub("X-Linked-Etag") }
    static var linkedSize: HTTPField.Name { hub("X-Linked-Size") }
    static var link: HTTPField.Name { hub("Link") }
}

extension HuggingFaceHub {
    /// What an answer that is not the one asked for means. Table: protocol reference 1.10.
    func refusal(_ response: TransportResponse, _ subject: HuggingFaceSubject) async -> HubError {
        let message = await message(of: response)
        return subject.error(cause(of: response.head, message, subject.kind), Self.detail(response.head, message))
    }

    private func cause(of head: TransportResponse.Head, _ message: String?, _ kind: HuggingFaceSubject.Kind) -> HubError.Cause {
        // The hub has no code for a disabled repository; its own clients look for these words too.
        if message?.hasPrefix("Access to this resource is disabled") == true { return .disabled }
        switch head.headers[.errorCode] {
        case "GatedRepo": return .gated
        case "RepoNotFound": return token == nil ? .notFoundOrPrivate : .modelNotFound
        case "RevisionNotFound": return .revisionNotFound
        case "EntryNotFound": return .fileNotFound
        default: break
        }
        switch head.status.code {
        case 401: return token == nil && kind != .listing ? .notFoundOrPrivate : .unauthorized
        case 403: return .unauthorized
        case 404: return missing(head, kind)
        case 429: return .rateLimited
        case 451: return .disabled
        case 408, 425, 500...599: return .unavailable
        default: return .malformed
        }
    }

    /// A 404 without a code: what is missing follows from what was asked for.
    private func missing(_ head: TransportResponse.Head, _ kind: HuggingFaceSubject.Kind) -> HubError.Cause {
        switch kind {
        case .listing: .malformed
        case .file where head.headers[.repoCommit] != nil: .fileNotFound
        case .model, .revision, .file: token == nil ? .notFoundOrPrivate : .modelNotFound
        }
    }

    private static func detail(_ head: TransportResponse.Head, _ message: String?) -> String {
        let code = head.headers[.errorCode].map { " \($0)" } ?? ""
        let words = message.map { ": \($0)" } ?? ""
        return clean("the hub answered \(head.status.code)\(code)\(words)")
    }

    /// `X-Error-Message`, else `error` of a small JSON body, else its first line.
    private func message(of response: TransportResponse) async -> String? {
        if let header = response.head.headers[.errorMessage], !header.isEmpty { return header }
        guard let bytes = try? await response.body.collect(upTo: 65_536), !bytes.isEmpty else { return nil }
        if let document = try? JSONDocument(parsing: bytes, limit: 65_536) { return document.root["error"]?.string }
        let line = String(decoding: bytes, as: UTF8.self).prefix { !$0.isNewline }
        return line.isEmpty || line.hasPrefix("<") ? nil : String(line)
    }

    /// Words from outside, fit for a terminal.
    private static func clean(_ text: String) -> String {
        String(text.unicodeScalars.prefix(400).map { $0.value < 0x20 || (0x7F...0x9F).contains($0.value) ? " " : Character($0) })
    }
}
