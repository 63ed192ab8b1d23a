internal import HTTPTypes
internal import Transport
public import Vocabulary

extension HuggingFaceHub {
    public func location(of path: RepoPath, at commit: CommitID, in model: ModelID) async throws(HubError) -> FileLocation {
        let subject = HuggingFaceSubject(.file, model, revision: commit.description, path: path)
        var url = resolveURL(path, at: commit.description, in: model)
        var facts = FileFacts()
        for _ in 0...limits.redirects {
            var headers = headers(for: url)
            headers[.acceptEncoding] = "identity"
            let response = try await send(TransportRequest(.head, url, headers: headers, redirects: .manual), subject)
            let head = response.head
            facts.note(head)
            if head.status.kind == .successful {
                facts.noteLast(head)
                return facts.location(url, headers: self.headers(for: url))
            }
            guard [301, 302, 303, 307, 308].contains(head.status.code) else { throw await refusal(response, subject) }
            guard let text = head.headers[.location], let next = url.resolving(text) else {
                throw subject.error(.malformed, "the hub redirects to something that is not an address")
            }
            // The first hop that knows the file has all its facts; its target holds the bytes. A hop that does not is a
            // repository that was renamed, or a hub that moved.
            if facts.isFound { return facts.location(next, headers: self.headers(for: next)) }
            url = next
        }
        throw subject.error(.malformed, "more than \(limits.redirects) redirects")
    }

    public func contents(
        of path: RepoPath, at revision: Revision, in model: ModelID, limit: Int
    ) async throws(HubError) -> [UInt8] {
        let subject = HuggingFaceSubject(.file, model, revision: revision.description, path: path)
        let url = resolveURL(path, at: revision.description, in: model)
        let request = TransportRequest(.get, url, headers: headers(for: url), redirects: .follow(limit: limits.redirects))
        let response = try await send(request, subject)
        guard response.head.status == .ok else { throw await refusal(response, subject) }
        return try await body(response, limit: limit, subject)
    }

    public func bytes(
        _ range: Range<Int64>, of path: RepoPath, at revision: Revision, in model: ModelID
    ) async throws(HubError) -> [UInt8] {
        let subject = HuggingFaceSubject(.file, model, revision: revision.description, path: path)
        guard !range.isEmpty else { return [] }
        let url = resolveURL(path, at: revision.description, in: model)
        let request = TransportRequest(
            .get, url, headers: headers(for: url), redirects: .follow(limit: limits.redirects), range: range)
        let response = try await send(request, subject)
        switch response.head.status {
        case .partialContent: return try await body(response, limit: range.count, subject)
        // The range begins behind the file's end.
        case .rangeNotSatisfiable: return []
        case .ok where range.lowerBound == 0:
            // A hub that ignores ranges: of use as long as the file is no longer than what was asked for.
            return try await body(response, limit: range.count, subject)
        case .ok: throw subject.error(.malformed, "the hub sends the whole file where a part was asked for")
        default: throw await refusal(response, subject)
        }
    }

    private func resolveURL(_ path: RepoPath, at revision: String, in model: ModelID) -> WebURL {
        let file = WebURL.encode(path.description, keepingSlashes: true)
        return endpoint.appending("\(encoded(model))/resolve/\(WebURL.encode(revision))/\(file)")
    }
}

/// What the headers of `/resolve` say of a file (protocol reference 1.7). The first word counts: a CDN's `ETag` is no SHA-256.
private struct FileFacts {
    private var size: Int64?
    private var content: ContentID?
    private var commit: CommitID?

    /// Whether the hub has said which content this is.
    var isFound: Bool { content != nil }

    mutating func note(_ head: TransportResponse.Head) {
        commit = commit ?? head.headers[.repoCommit].flatMap(CommitID.init)
        size = size ?? head.headers[.linkedSize].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
        content = content ?? head.headers[.linkedETag].flatMap(Self.content)
    }

    /// The answer that has the file itself, where no hop knew better.
    mutating func noteLast(_ head: TransportResponse.Head) {
        content = content ?? head.headers[.eTag].flatMap(Self.content)
        size = size ?? head.headers[.contentLength].flatMap { Int64($0) }.flatMap { $0 < 0 ? nil : $0 }
    }

    func location(_ url: WebURL, headers: HTTPFields) -> FileLocation {
        FileLocation(url: url, headers: headers, size: size, content: content, commit: commit)
    }

    /// `"abc…"`, `W/"abc…"` or bare.
    private static func content(_ tag: String) -> ContentID? {
        let bare = tag.hasPrefix("W/") ? tag.dropFirst(2) : tag[...]
        return ContentID(hex: String(bare.filter { $0 != "\"" }))
    }
}
