import Catalog
import HTTPTypes
import HummingbirdCore
import JSONReading
import Shelves
import Vocabulary

/// What is in a commit, and what names and history a repository has.
extension HuggingFaceProtocol {
    /// The whole tree in one answer: llama.cpp follows no `Link`. Files that are not held are listed, so that the answer for a
    /// commit never changes (protocol reference 2.10).
    func tree(_ model: ServedModel, revision: String, path: String, _ request: ClientRequest) async throws(HubFault) -> Response {
        let items = QueryItems(request.query)
        let manifest = try await manifest(of: model, at: revision)
        // We never issue a cursor here, and some clients make them up (protocol reference 2.5).
        guard items.value("cursor") == nil else { return Answer.json(Array("[]".utf8)) }
        guard let entries = indexes.index(of: manifest).entries(in: path, recursive: items.flag("recursive")) else {
            throw HubFault(.notFound, .entryNotFound, "\(path) does not exist on \"\(revision)\"", commit: manifest.commit)
        }
        var response = write(entries, commit(manifest, of: model), expanded: items.flag("expand"))
        response.headers[.repoCommit] = manifest.commit.description
        return response
    }

    func pathsInfo(_ model: ServedModel, revision: String, _ request: ClientRequest) async throws(HubFault) -> Response {
        let asked = try await PathsRequest(request)
        let manifest = try await manifest(of: model, at: revision)
        let index = indexes.index(of: manifest)
        return write(asked.paths.compactMap(index.entry), commit(manifest, of: model), expanded: asked.expands)
    }

    func refs(_ model: ServedModel, includesPullRequests: Bool) -> Response {
        var refs = model.refs
        if refs.isEmpty, let commit = model.entry?.claim.commit ?? model.commits.first {
            refs = [RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: commit)]
        }
        var json = JSONWriter()
        json.object { json in
            let groups: [(String, RefClaim.Kind)] = [
                ("branches", .branch), ("converts", .convert), ("tags", .tag), ("pullRequests", .pullRequest),
            ]
            for (name, kind) in groups where kind != .pullRequest || includesPullRequests {
                json.key(name)
                json.array { json in
                    for ref in refs where ref.kind == kind {
                        json.object {
                            $0.member("name", ref.name)
                            $0.member("ref", ref.ref)
                            $0.member("targetCommit", ref.commit.description)
                        }
                    }
                }
            }
        }
        return Answer.json(json.bytes)
    }

    /// A mirror holds states and not their history: the commit itself, and what it was called upstream is not known.
    func commits(_ model: ServedModel, revision: String, _ request: ClientRequest) async throws(HubFault) -> Response {
        let snapshot = try await snapshot(of: model, at: revision)
        let items = QueryItems(request.query)
        let isFirstPage = items.value("p").flatMap { Int($0) } ?? 0 == 0
        var last = snapshot.manifest.map { commit($0, of: model) }
        if last == nil, let id = snapshot.commit {
            last = LastCommit(id: id, date: model.entry?.claim.lastModified ?? .init(milliseconds: 0))
        }
        var json = JSONWriter()
        json.array { json in
            guard isFirstPage, let last else { return }
            json.object { json in
                last.writeMembers(to: &json)
                json.member("message", "")
                json.key("authors")
                json.array { json in
                    json.object { $0.member("user", ModelView.author(of: model.id) ?? "unknown") }
                }
                if items.list("expand").contains("formatted") {
                    json.key("formatted")
                    json.object {
                        $0.member("title", last.title)
                        $0.member("message", "")
                    }
                }
            }
        }
        var response = Answer.json(json.bytes)
        response.headers[.totalCount] = last == nil ? "0" : "1"
        return response
    }

    private func commit(_ manifest: RevisionManifest, of model: ServedModel) -> LastCommit {
        let claim = model.entry?.claim
        let isHead = claim?.commit == manifest.commit
        return LastCommit(id: manifest.commit, date: (isHead ? claim?.lastModified : nil) ?? manifest.publishedAt)
    }

    private func write(_ entries: [ManifestIndex.Entry], _ last: LastCommit, expanded: Bool) -> Response {
        var json = JSONWriter(reservingCapacity: 256 * entries.count)
        json.array { json in
            for entry in entries {
                json.object { json in
                    entry.writeMembers(to: &json)
                    guard expanded else { return }
                    json.key("lastCommit")
                    json.object { last.writeMembers(to: &$0) }
                }
            }
        }
        return Answer.json(json.bytes)
    }
}

/// The commit an entry is said to come from: huggingface.js needs its id (protocol reference 2.5).
private struct LastCommit {
    let id: CommitID
    let date: Timestamp

    var title: String { "Mirrored state" }

    func writeMembers(to json: inout JSONWriter) {
        json.member("id", id.description)
        json.member("title", title)
        json.member("date", date.description)
    }
}

extension ManifestIndex.Entry {
    /// Never a `xetHash`: clients would leave the mirror for Xet's own hosts (protocol reference 2.6).
    fileprivate func writeMembers(to json: inout JSONWriter) {
        switch self {
        case .directory(let path, let oid):
            json.member("type", "directory")
            json.member("oid", oid.description)
            json.member("size", 0)
            json.member("path", path)
        case .file(let file):
            json.member("type", "file")
            json.member("oid", GitObjects.oid(of: file).description)
            json.member("size", file.size)
            if case .sha256(let digest) = file.content {
                json.key("lfs")
                json.object {
                    $0.member("oid", digest.hex)
                    $0.member("size", file.size)
                    $0.member("pointerSize", GitObjects.pointer(to: digest, size: file.size).count)
                }
            }
            json.member("path", file.path.description)
        }
    }
}

/// Body of `paths-info`: a form from Python, JSON from huggingface.js (protocol reference 1.4).
struct PathsRequest: Sendable {
    /// The Hub's bound (protocol reference 1.1).
    static let limit = 2_000

    let paths: [String]
    let expands: Bool

    init(_ request: ClientRequest) async throws(HubFault) {
        let body: [UInt8]
        do {
            body = try await request.body()
        } catch {
            throw HubFault(.contentTooLarge, nil, "the body is too large, or did not arrive")
        }
        let isJSON = request.headers[.contentType]?.lowercased().hasPrefix("application/json") ?? (body.first == UInt8(ascii: "{"))
        (paths, expands) = isJSON ? try Self.json(body) : Self.form(body)
        guard paths.count <= Self.limit else {
            throw HubFault(.badRequest, nil, "\(paths.count) paths were asked for; \(Self.limit) are possible at once")
        }
    }

    private static func form(_ body: [UInt8]) -> ([String], Bool) {
        let items = QueryItems(String(decoding: body, as: UTF8.self))
        return (items.values("paths") + items.values("paths[]"), items.flag("expand"))
    }

    private static func json(_ body: [UInt8]) throws(HubFault) -> ([String], Bool) {
        guard let root = try? JSONDocument(parsing: body, limits: .init(size: body.count, depth: 8)).root, root.object != nil else {
            throw HubFault(.badRequest, nil, "the body is not a JSON object")
        }
        let expands = root["expand"]?.bool ?? false
        guard let paths = root["paths"] else { return ([], expands) }
        if let one = paths.string { return ([one], expands) }
        return (paths.array?.compactMap(\.string) ?? [], expands)
    }
}
