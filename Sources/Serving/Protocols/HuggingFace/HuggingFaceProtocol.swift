import Catalog
import Foundation
import HTTPTypes
import HummingbirdCore
import Logging
import Shelves
import Vocabulary

/// The Hugging Face Hub's read protocol, as its stock clients speak it. What they need is in `mirror/clients/huggingface.md`.
struct HuggingFaceProtocol: ClientProtocol {
    static let name = "huggingface"

    let library: any Library
    let indexes = ManifestIndexCache()
    private let log = Logger(label: "weighbridge.serve.huggingface")

    init(library: any Library, configuration: ServerConfiguration) { self.library = library }

    func respond(to request: ClientRequest) async -> Response? {
        guard let route = HubRoute(rawPath: request.path) else { return nil }
        do throws(HubFault) {
            try Self.check(request.method, for: route)
            if let pull = library.pullThrough { try await prepare(route, pull) }
            return try await answer(route, request)
        } catch {
            return error.response
        }
    }

    private static func check(_ method: HTTPRequest.Method, for route: HubRoute) throws(HubFault) {
        let allowed: [HTTPRequest.Method] = if case .pathsInfo = route { [.post] } else { [.get, .head] }
        guard allowed.contains(method) else {
            throw HubFault(
                .methodNotAllowed, nil, "this mirror is read-only: \(allowed.map(\.rawValue).joined(separator: " or ")) is possible here")
        }
    }

    private func answer(_ route: HubRoute, _ request: ClientRequest) async throws(HubFault) -> Response {
        switch route {
        case .listing(.models): try await listing(ListingRequest(query: request.query, base: request.base))
        // Datasets and spaces are not mirrored: empty lists, and no repository.
        case .listing: Answer.json(Array("[]".utf8))
        case .info(let repo, let revision): try await info(try await model(repo), revision: revision, InfoRequest(request.query))
        case .tree(let repo, let revision, let path): try await tree(try await model(repo), revision: revision, path: path, request)
        case .pathsInfo(let repo, let revision): try await pathsInfo(try await model(repo), revision: revision, request)
        case .refs(let repo): refs(try await model(repo), includesPullRequests: QueryItems(request.query).flag("include_prs"))
        case .commits(let repo, let revision): try await commits(try await model(repo), revision: revision, request)
        case .authCheck(let repo): try authCheck(try await model(repo))
        case .whoami: throw HubFault(.unauthorized, nil, "Invalid username or password: this mirror has no accounts, no token is needed")
        case .tagsByType(let kind): try await tagsByType(kind, QueryItems(request.query).value("type"))
        case .file(let repo, let view, let revision, let path):
            try await file(try await model(repo), view: view, revision: revision, path: path, request)
        case .unknownAPI: throw HubFault(.notFound, nil, "Sorry, we can't find the page you are looking for.")
        case .malformed: throw HubFault(.badRequest, nil, "the path is not valid percent-encoded UTF-8")
        }
    }

    // MARK: What routes share

    /// A store's fault is logged here, once, and becomes one answer.
    func ask<Value>(_ question: () async throws(LibraryError) -> Value) async throws(HubFault) -> Value {
        do throws(LibraryError) {
            return try await question()
        } catch {
            log.error("\(error)")
            throw .unavailable
        }
    }

    /// For what is found wrong with the store here.
    func unavailable(_ reason: String) -> HubFault {
        log.error("\(reason)")
        return .unavailable
    }

    func model(_ repo: HubRoute.Repo) async throws(HubFault) -> ServedModel {
        guard repo.kind == .models, ModelID(hub: .huggingFace, path: repo.name) != nil,
            let model = try await ask({ () throws(LibraryError) in try await library.model(named: repo.name) }),
            model.isMirrored || model.entry.map({ $0.vanishedAt == nil }) == true
        else { throw .noRepository(repo.name) }
        return model
    }

    /// A revision: on the shelf, or only known to the catalog.
    struct Snapshot: Sendable {
        /// nil: the hub never said.
        let commit: CommitID?
        /// nil: the files are not known here. Of a commit that is only indexed, none is held.
        let manifest: RevisionManifest?
        let isMirrored: Bool
    }

    /// `revision` nil: the default one.
    func snapshot(of model: ServedModel, at revision: String?) async throws(HubFault) -> Snapshot {
        let name = revision ?? "main"
        guard let wanted = Revision(name) else { throw .noRevision(name, of: model) }
        if model.isMirrored {
            var commit = try await ask { () throws(LibraryError) in try await library.commit(for: wanted, of: model.id) }
            if commit == nil, revision == nil, model.commits.count == 1 { commit = model.commits[0] }
            if let commit {
                guard let manifest = try await ask({ () throws(LibraryError) in try await library.manifest(of: model.id, at: commit) })
                else {
                    throw unavailable("\(model.id)@\(commit) has no manifest")
                }
                return Snapshot(commit: commit, manifest: manifest, isMirrored: true)
            }
        }
        guard let entry = model.entry, Self.isHead(name, of: entry.claim.commit) else { throw .noRevision(name, of: model) }
        guard let commit = entry.claim.commit,
            let files = try await ask({ () throws(LibraryError) in try await library.listing(of: model.id, at: commit) })
        else { return Snapshot(commit: entry.claim.commit, manifest: nil, isMirrored: false) }
        let absent = files.map { ManifestFile(path: $0.path, size: $0.size, content: $0.content, object: $0.object, blob: nil) }
        let manifest = RevisionManifest(model: model.id, commit: commit, files: absent, publishedAt: entry.lastSeen)
        return Snapshot(commit: commit, manifest: manifest, isMirrored: false)
    }

    /// The files of a revision, whether held or not.
    func manifest(of model: ServedModel, at revision: String) async throws(HubFault) -> RevisionManifest {
        guard let manifest = try await snapshot(of: model, at: revision).manifest else { throw Self.refusal(of: model) }
        return manifest
    }

    /// Why the bytes of a model that is only indexed can't be had.
    static func refusal(of model: ServedModel) -> HubFault {
        model.entry.map { $0.claim.gate == .open } ?? true ? .notMirrored(model.id) : .gated(model.id)
    }

    /// The catalog only knows the commit at the tip of the default branch.
    private static func isHead(_ name: String, of commit: CommitID?) -> Bool {
        if ["main", "HEAD", "refs/heads/main"].contains(name) { return true }
        guard let commit, name.utf8.count >= 7 else { return false }
        return commit.description.hasPrefix(name.lowercased())
    }
}

/// Tree listings need a manifest by folder: kept for the commits that were listed last.
final class ManifestIndexCache: @unchecked Sendable {  // Safety: `kept` is only touched under the lock.
    private let lock = NSLock()
    private var kept: [ManifestIndex] = []

    func index(of manifest: RevisionManifest) -> ManifestIndex {
        let known = lock.withLock { () -> ManifestIndex? in
            guard let position = kept.firstIndex(where: { $0.manifest.isSame(as: manifest) }) else { return nil }
            let found = kept.remove(at: position)
            kept.append(found)
            return found
        }
        if let known { return known }
        let index = ManifestIndex(manifest)
        lock.withLock {
            kept.append(index)
            if kept.count > 32 { kept.removeFirst() }
        }
        return index
    }
}

extension RevisionManifest {
    /// A wider mirror of the same commit is published at another time.
    fileprivate func isSame(as other: RevisionManifest) -> Bool {
        commit == other.commit && publishedAt == other.publishedAt && files.count == other.files.count && model == other.model
    }
}
