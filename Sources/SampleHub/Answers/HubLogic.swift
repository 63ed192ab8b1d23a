import Foundation
import HTTPTypes
import Vocabulary

/// The hub's answers: a pure function of its contents, a request and the time.
struct HubLogic: Sendable {
    var contents: HubContents
    let generated: GeneratedModels?
    let tokens: SampleTokens
    let pageSizes: PageSizes
    let signed: SignedLinks
    /// Origin of the second listener.
    let cdn: String

    /// `now` in seconds since 1970.
    func answer(_ inquiry: Inquiry, now: Int) -> Answer {
        if case .content = inquiry.route { return content(inquiry, now: now) }
        let caller = Caller(inquiry.headers, tokens: tokens)
        guard caller != .invalid else { return Refusals.badToken }
        switch inquiry.route {
        case .listing: return listing(inquiry, caller)
        case .whoAmI:
            return caller == .anonymous
                ? Refusals.missingRepository(caller) : .json(["type": "user", "name": "sample", "fullname": "Sample user", "orgs": []])
        case .content, .unknown: return .error(404, message: "Sorry, we can't find the page you are looking for.")
        default: break
        }
        let id = inquiry.route.repository ?? ""
        switch contents.lookup(id) {
        case .missing:
            guard let repository = generated?.repository(id) else { return Refusals.missingRepository(caller) }
            return answer(inquiry, repository, caller, now: now)
        case .moved(let canonical):
            return moved(inquiry, from: id, to: canonical)
        case .found(let repository):
            if repository.metadata.isPrivate, caller != .granted { return Refusals.missingRepository(caller) }
            if repository.metadata.isDisabled { return Refusals.disabled }
            return answer(inquiry, repository, caller, now: now)
        }
    }

    private func answer(_ inquiry: Inquiry, _ repository: SampleRepository, _ caller: Caller, now: Int) -> Answer {
        func at(_ revision: String, _ make: (Snapshot) -> Answer) -> Answer {
            repository.snapshot(revision).map(make) ?? Refusals.badRevision(revision)
        }
        func file(_ revision: String, _ path: String, _ make: (SampleFile, Snapshot) -> Answer) -> Answer {
            at(revision) { snapshot in
                guard let file = snapshot.file(path) else { return Refusals.missingEntry(snapshot.commit) }
                return Refusals.gate(repository, caller, snapshot.commit) ?? make(file, snapshot)
            }
        }
        switch inquiry.route {
        case .info(_, let revision):
            return at(revision ?? "main") { info(inquiry, repository, $0) }
        case .tree(_, let revision, let path):
            return at(revision) { tree(inquiry, $0, folder: path) }
        case .pathsInfo(_, let revision):
            return at(revision) { pathsInfo(inquiry, $0) }
        case .refs:
            return .json(refs(repository, pullRequests: inquiry.query.first("include_prs") != nil))
        case .commits(_, let revision):
            return at(revision) { commits(repository, from: $0) }
        case .authCheck:
            return Refusals.gate(repository, caller, repository.main.commit) ?? .json([:])
        case .xetToken:
            return .error(404, message: "Xet is not enabled for this repository")
        case .resolve(_, let revision, let path):
            return file(revision, path) { file, snapshot in
                FileAnswers.resolve(file, of: repository, snapshot, inquiry, cdn: cdn, signed: signed, now: now)
            }
        case .raw(_, let revision, let path):
            return file(revision, path) { FileAnswers.raw($0, $1, inquiry) }
        case .resolveCache(_, let commit, let path):
            return file(commit, path) { FileAnswers.small($0, $1, inquiry) }
        case .listing, .whoAmI, .content, .unknown:
            return .error(404, message: "Sorry, we can't find the page you are looking for.")
        }
    }

    private func listing(_ inquiry: Inquiry, _ caller: Caller) -> Answer {
        let query = inquiry.query
        do {
            if let generated, let page = generated.page(query, maximum: pageSizes.listing) {
                return linked(.bytes(page.bytes), next: page.next, inquiry)
            }
            if let generated,
                let page = try Listing.woven(
                    query, with: generated, of: contents, seesPrivate: caller == .granted, maximum: pageSizes.listing)
            {
                return linked(.bytes(page.bytes), next: page.next, inquiry)
            }
            let listing = try Listing(query, maximum: pageSizes.listing)
            let page = listing.page(of: contents, seesPrivate: caller == .granted)
            if page.next == nil, let generated, generated.answers(query) {
                return linked(.json(.array(page.entries)), next: generated.firstPage(query), inquiry)
            }
            return linked(.json(.array(page.entries)), next: page.next, inquiry)
        } catch {
            return .error(400, message: error.message)
        }
    }

    private func linked(_ body: Answer.Body, next: String?, _ inquiry: Inquiry) -> Answer {
        var headers: HTTPFields = [.contentType: "application/json; charset=utf-8"]
        headers[.link] = next.map { "<\(inquiry.base)\(inquiry.path)?\($0)>; rel=\"next\"" }
        return Answer(200, headers: headers, body: body)
    }

    private func info(_ inquiry: Inquiry, _ repository: SampleRepository, _ snapshot: Snapshot) -> Answer {
        let query = inquiry.query
        let expand = query.all("expand")
        if let stranger = expand.first(where: { !ModelDocument.expandable.contains($0) }) {
            return .error(400, message: "Invalid option for expand: \(Percent.encode(stranger))")
        }
        let fields = expand.isEmpty ? ModelDocument.complete : Set(expand)
        var json = ModelDocument.json(repository, snapshot, fields: fields, blobs: query.flag("blobs"))
        if query.flag("securityStatus") { json["securityRepoStatus"] = ["scansDone": true, "filesWithIssues": []] }
        return .json(json, headers: [.repoCommit: snapshot.commit.description])
    }

    private func tree(_ inquiry: Inquiry, _ snapshot: Snapshot, folder: String) -> Answer {
        let query = inquiry.query
        let expanded = query.flag("expand")
        guard var entries = TreeDocument.entries(snapshot, folder: folder, recursive: query.flag("recursive"))?[...] else {
            return Refusals.missingEntry(snapshot.commit)
        }
        if let cursor = query.first("cursor") {
            guard let path = TreeDocument.position(cursor), let index = entries.firstIndex(where: { $0.path == path }) else {
                return .error(400, message: "Invalid cursor")
            }
            entries = entries[(index + 1)...]
        }
        let maximum = expanded ? pageSizes.expandedTree : pageSizes.tree
        let limit = max(1, min(query.first("limit").flatMap { Int($0) } ?? maximum, maximum))
        let page = entries.prefix(limit)
        var next: String?
        if entries.count > limit, let last = page.last {
            let rest = query.encoded(without: "cursor")
            next = (rest.isEmpty ? "" : rest + "&") + "cursor=" + Percent.encode(TreeDocument.cursor(after: last, limit: limit))
        }
        let body = JSON.array(page.map { TreeDocument.json($0, in: snapshot, expanded: expanded) })
        var answer = linked(.json(body), next: next, inquiry)
        answer.headers[.repoCommit] = snapshot.commit.description
        return answer
    }

    private func pathsInfo(_ inquiry: Inquiry, _ snapshot: Snapshot) -> Answer {
        guard let asked = PathsQuery(inquiry) else { return .error(400, message: "paths is missing") }
        let entries = asked.paths.prefix(2_000).compactMap { TreeDocument.entry(snapshot, path: $0) }
        return .json(.array(entries.map { TreeDocument.json($0, in: snapshot, expanded: asked.expand) }))
    }

    private func refs(_ repository: SampleRepository, pullRequests: Bool) -> JSON {
        func list(_ prefix: String) -> JSON {
            .array(
                repository.refs.filter { $0.key.hasPrefix(prefix) }.sorted { $0.key < $1.key }.map { name, commit in
                    [
                        "name": .string(String(name.dropFirst(prefix.count))), "ref": .string(name),
                        "targetCommit": .string(commit.description),
                    ]
                })
        }
        return .object(
            ("tags", list("refs/tags/")), ("branches", list("refs/heads/")), ("converts", list("refs/convert/")),
            ("pullRequests", pullRequests ? list("refs/pr/") : nil))
    }

    private func commits(_ repository: SampleRepository, from snapshot: Snapshot) -> Answer {
        let index = repository.snapshots.firstIndex { $0.commit == snapshot.commit } ?? 0
        let list = repository.snapshots[...index].reversed().map { commit -> JSON in
            [
                "id": .string(commit.commit.description), "title": .string(commit.title), "message": "",
                "authors": [["user": .string(repository.author)]], "date": .string(commit.date.description),
            ]
        }
        return .json(.array(Array(list)), headers: [.totalCount: String(list.count)])
    }

    private func moved(_ inquiry: Inquiry, from id: String, to canonical: String) -> Answer {
        let old = "/" + id.split(separator: "/").map { Percent.encode(String($0)) }.joined(separator: "/")
        let new = "/" + Percent.encode(canonical, keepingSlashes: true)
        guard let range = inquiry.target.range(of: old) else { return .error(404, message: "Not found") }
        return .redirect(307, to: inquiry.target.replacingCharacters(in: range, with: new))
    }

    private func content(_ inquiry: Inquiry, now: Int) -> Answer {
        guard let hash = signed.check(path: inquiry.path, query: inquiry.query, now: now),
            let (content, size) = contents.content(xetHash: hash)
        else {
            let body = "<?xml version=\"1.0\"?><Error><Code>AccessDenied</Code><Message>Access denied</Message></Error>"
            return Answer(403, headers: [.contentType: "application/xml"], body: .bytes(Array(body.utf8)))
        }
        // Like the real one: the validator is the second name, not the SHA-256.
        return FileAnswers.body(
            content, size: size, etag: "\"\(hash)\"", headers: [.contentType: "application/octet-stream"], inquiry)
    }
}

/// How many entries the hub puts on a page, at most.
public struct PageSizes: Sendable, Hashable {
    public var listing: Int
    public var tree: Int
    /// Of a tree with `expand=true`.
    public var expandedTree: Int

    public init(listing: Int = 1_000, tree: Int = 1_000, expandedTree: Int = 100) {
        self.listing = listing
        self.tree = tree
        self.expandedTree = expandedTree
    }
}

/// The body of a `paths-info` request: a form or JSON; `paths` may be one string.
struct PathsQuery {
    let paths: [String]
    let expand: Bool

    init?(_ inquiry: Inquiry) {
        if inquiry.headers[.contentType]?.contains("json") ?? false {
            guard let object = try? JSONSerialization.jsonObject(with: Data(inquiry.body)) as? [String: Any] else { return nil }
            guard let list = object["paths"] as? [String] ?? (object["paths"] as? String).map({ [$0] }) else { return nil }
            paths = list
            expand = object["expand"] as? Bool ?? false
        } else {
            let form = Query(String(decoding: inquiry.body, as: UTF8.self)[...])
            paths = form.items.filter { $0.name == "paths" }.map(\.value)
            expand = form.flag("expand")
        }
    }
}
