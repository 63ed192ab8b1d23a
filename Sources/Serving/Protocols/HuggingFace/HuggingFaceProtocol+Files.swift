import Blobs
import Catalog
import HTTPTypes
import HummingbirdCore
import NIOCore
import Shelves
import Vocabulary

/// `/resolve/` and `/raw/`: bytes, always from here and never by redirect.
extension HuggingFaceProtocol {
    func file(
        _ model: ServedModel, view: HubRoute.FileView, revision: String, path: String, _ request: ClientRequest
    ) async throws(HubFault) -> Response {
        let snapshot = try await snapshot(of: model, at: revision)
        guard snapshot.isMirrored, let manifest = snapshot.manifest else { throw Self.refusal(of: model) }
        // A name that no repository can hold is not remembered by clients as absent from this commit.
        guard let name = RepoPath(path) else { throw .noEntry(path, at: nil) }
        guard let file = manifest.file(at: name) else { throw .noEntry(path, at: manifest.commit) }
        let content = ServedContent(file, view: view)
        if !content.isHeld {
            guard let pull = library.pullThrough else { throw .leftOut(path, of: model.id) }
            try check(file, of: model.id, pull)
        }
        // Before any condition or range: who has the bytes from earlier is told, too.
        if case .blob(let digest) = content.source,
            let item = try await ask({ () throws(LibraryError) in try await library.quarantine(holding: digest) })
        {
            throw .quarantined(path, of: model.id, item)
        }

        var headers = content.headers(commit: manifest.commit, isDownload: QueryItems(request.query).flag("download"))
        if let condition = request.headers[.ifNoneMatch], EntityTag.matchesAny(condition, hex: content.tag) {
            headers[.contentType] = nil
            return Response(status: .notModified, headers: headers)
        }
        if request.method == .head {
            // What a GET of the whole would be told before its head: nothing of the blob is read for it.
            if case .blob(let digest) = content.source { _ = try await reader(of: digest, content, 0..<content.size, model.id) }
            headers[.contentLength] = String(content.size)
            return Response(status: .ok, headers: headers)
        }
        var range = EntityTag.allowsRange(request.headers[.ifRange], hex: content.tag) ? request.headers[.range] : nil
        if library.pullThrough?.isSpoiled(file.content) == true { range = nil }
        if content.size == 0 {
            // No range of nothing exists, and clients ask for `0-0`: this is what all of them take (protocol reference 2.5).
            if ByteRange.isUnderstood(range) { headers[.contentRange] = "bytes */0" }
            return Response(status: .ok, headers: headers)
        }
        library.wasPulled(model.id, manifest.commit)
        func body(_ part: Range<Int64>) async throws(HubFault) -> ResponseBody {
            if !content.isHeld, let pull = library.pullThrough {
                return try await arriving(file, of: manifest, part, pull, request.channel)
            }
            return try await self.body(content, part, model.id, request.channel)
        }
        switch ByteRange(range, size: content.size) {
        case .whole:
            return Response(status: .ok, headers: headers, body: try await body(0..<content.size))
        case .part(let part):
            headers[.contentRange] = "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(content.size)"
            return Response(status: .partialContent, headers: headers, body: try await body(part))
        case .unsatisfiable:
            var response = HubFault(
                .rangeNotSatisfiable, nil, "\(path) has \(content.size) bytes; the range asked for has none of them",
                commit: manifest.commit
            ).response
            response.headers[.contentRange] = "bytes */\(content.size)"
            response.headers[.acceptRanges] = "bytes"
            return response
        }
    }

    private func body(
        _ content: ServedContent, _ range: Range<Int64>, _ model: ModelID, _ channel: any Channel
    ) async throws(HubFault) -> ResponseBody {
        switch content.source {
        case .bytes(let bytes): return ResponseBody(byteBuffer: ByteBuffer(bytes: bytes[Int(range.lowerBound)..<Int(range.upperBound)]))
        case .absent: throw .leftOut(content.name, of: model)
        case .blob(let digest):
            let reader = try await reader(of: digest, content, range, model)
            do {
                return try await FileBody.response(reader, range, to: channel)
            } catch {
                throw unavailable("\(model) \(content.name): \(error)")
            }
        }
    }

    /// Throws 503 where the blob is not there, has another size, or is known to be damaged in the range.
    private func reader(
        of digest: Digest, _ content: ServedContent, _ range: Range<Int64>, _ model: ModelID
    ) async throws(HubFault) -> any BlobReader {
        let (reader, damage) = try await ask { () throws(LibraryError) in
            (try await library.open(digest), try await library.knownDamage(of: digest))
        }
        guard reader.size == content.size else {
            throw unavailable("\(model) \(content.name): blob \(digest) has \(reader.size) bytes, the manifest says \(content.size)")
        }
        if let bad = damage.first(where: { $0.overlaps(range) }) {
            throw unavailable("\(model) \(content.name): \(BlobError.damaged(digest, bad))")
        }
        return reader
    }
}

/// What is sent for a file: its content, or the pointer that stands for it in git.
private struct ServedContent {
    enum Source {
        case blob(Digest)
        case bytes([UInt8])
        /// Exists upstream, not held here.
        case absent
    }

    let name: String
    let size: Int64
    /// Hexadecimal: the name of the file in the client's cache, equal to what tree and info say (protocol reference 2.10).
    let tag: String
    let source: Source
    private let isLarge: Bool

    init(_ file: ManifestFile, view: HubRoute.FileView) {
        name = file.path.description
        switch (view, file.content) {
        case (.raw, .sha256(let digest)):
            let pointer = GitObjects.pointer(to: digest, size: file.size)
            size = Int64(pointer.count)
            tag = GitObjects.oid(of: file).description
            source = .bytes(pointer)
            isLarge = false
        case (_, let content):
            size = file.size
            tag = content.hex
            source = file.blob.map(Source.blob) ?? .absent
            isLarge = if case .sha256 = content { true } else { false }
        }
    }

    var isHeld: Bool { if case .absent = source { false } else { true } }

    func headers(commit: CommitID, isDownload: Bool) -> HTTPFields {
        var headers: HTTPFields = [
            .repoCommit: commit.description, .eTag: "\"\(tag)\"", .linkedTag: "\"\(tag)\"", .acceptRanges: "bytes",
            .contentTypeOptions: "nosniff",
        ]
        if isLarge { headers[.linkedSize] = String(size) }
        headers[.contentType] = isLarge ? "application/octet-stream" : Self.type(of: name)
        headers[.contentDisposition] = Self.disposition(of: name, isDownload: isDownload)
        return headers
    }

    /// Never a type that a browser would run.
    private static func type(of name: String) -> String {
        let text = ["txt", "md", "json", "jsonl", "yaml", "yml", "py", "jinja", "toml", "cfg", "csv", "gitattributes", "gitignore"]
        let ending = name.utf8.lastIndex(of: UInt8(ascii: ".")).map { name[name.utf8.index(after: $0)...].lowercased() } ?? ""
        return text.contains(ending) || name.uppercased().hasSuffix("LICENSE") ? "text/plain; charset=utf-8" : "application/octet-stream"
    }

    /// RFC 6266: the plain name for old clients, the exact one for the others.
    private static func disposition(of path: String, isDownload: Bool) -> String {
        let name = path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path[path.utf8.index(after: $0)...] } ?? path[...]
        let plain = Header.safe(name).filter { $0 != "\"" && $0 != "\\" && $0 != "%" }
        return "\(isDownload ? "attachment" : "inline"); filename*=UTF-8''\(PercentCoding.encode(name)); filename=\"\(plain)\""
    }
}
