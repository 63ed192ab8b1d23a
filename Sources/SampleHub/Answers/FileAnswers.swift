import HTTPTypes
import Vocabulary

/// Answers with the bytes of a file, or the way to them (protocol reference 1.7).
enum FileAnswers {
    /// `/resolve`: to a small file a relative redirect to the cache, to a large one a redirect to the second origin.
    static func resolve(
        _ file: SampleFile, of repository: SampleRepository, _ snapshot: Snapshot, _ inquiry: Inquiry, cdn: String, signed: SignedLinks,
        now: Int
    ) -> Answer {
        let encodedPath = Percent.encode(file.path.description, keepingSlashes: true)
        var headers: HTTPFields = [.repoCommit: snapshot.commit.description, .acceptRanges: "bytes"]
        headers[.contentDisposition] = "inline; filename*=UTF-8''\(Percent.encode(String(file.path.name)))"
        guard let digest = file.digest, let xetHash = file.xetHash else {
            headers[.linkedETag] = "\"\(file.object)\""
            let location =
                "/api/resolve-cache/models/\(Percent.encode(repository.id, keepingSlashes: true))/\(snapshot.commit)/\(encodedPath)"
                + "?\(Percent.encode(String(inquiry.path)))=&etag=%22\(file.object)%22"
            return .redirect(307, to: location, headers: headers)
        }
        headers[.linkedSize] = String(file.size)
        headers[.linkedETag] = "\"\(digest.hex)\""
        headers[.xetHash] = xetHash
        headers[.cacheControl] = "no-store"
        let id = Percent.encode(repository.id, keepingSlashes: true)
        headers[.link] =
            "<\(inquiry.base)/api/models/\(id)/xet-read-token/\(snapshot.commit)>; rel=\"xet-auth\", "
            + "<\(cdn)/v1/reconstructions/\(xetHash)>; rel=\"xet-reconstruction-info\""
        let isOllama = inquiry.headers[.userAgent]?.lowercased().hasPrefix("ollama") ?? false
        let target = signed.target(xetHash: xetHash, fileName: Percent.encode(String(file.path.name)), now: now)
        return .redirect(isOllama ? 307 : 302, to: cdn + target, headers: headers)
    }

    /// `/api/resolve-cache`: a small file itself.
    static func small(_ file: SampleFile, _ snapshot: Snapshot, _ inquiry: Inquiry) -> Answer {
        // Large files never come from here, and those of generated models have no bytes at all.
        guard file.digest == nil else { return .error(404, message: "Entry not found") }
        var headers: HTTPFields = [.repoCommit: snapshot.commit.description, .contentType: "text/plain; charset=utf-8"]
        headers[.cacheControl] = "public, max-age=31536000, immutable"
        return body(file.content, size: file.size, etag: "\"\(file.object)\"", headers: headers, inquiry)
    }

    /// `/raw`: the blob as git has it, which for a large file is its pointer.
    static func raw(_ file: SampleFile, _ snapshot: Snapshot, _ inquiry: Inquiry) -> Answer {
        let headers: HTTPFields = [.repoCommit: snapshot.commit.description, .contentType: "text/plain; charset=utf-8"]
        guard let digest = file.digest else {
            return body(file.content, size: file.size, etag: "\"\(file.object)\"", headers: headers, inquiry)
        }
        let pointer = GitObjects.pointer(to: digest, size: file.size)
        return body(.memory(pointer), size: Int64(pointer.count), etag: "\"\(file.object)\"", headers: headers, inquiry)
    }

    /// Bytes with validators and ranges.
    static func body(_ content: FileContent, size: Int64, etag: String, headers: HTTPFields, _ inquiry: Inquiry) -> Answer {
        var headers = headers
        headers[.eTag] = etag
        headers[.acceptRanges] = "bytes"
        if let known = inquiry.headers[.ifNoneMatch], known.contains(etag) || known == "*" { return Answer(304, headers: headers) }
        let isFresh = inquiry.headers[.ifRange].map { $0 == etag } ?? true
        switch ByteRange(isFresh ? inquiry.headers[.range] : nil, size: size) {
        case .whole:
            return Answer(200, headers: headers, body: .file(content, 0..<size))
        case .part(let range):
            headers[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"
            return Answer(206, headers: headers, body: .file(content, range))
        case .unsatisfiable:
            headers[.contentRange] = "bytes */\(size)"
            return Answer(416, headers: headers)
        }
    }
}
