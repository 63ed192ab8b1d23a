import Blobs
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import Shelves
import Vocabulary

/// What the Hub's protocol says where something is not held and can be pulled through.
extension HuggingFaceProtocol {
    /// Has what the request is about on the shelf, if it can be had. What nobody has is left to the library to say.
    func prepare(_ route: HubRoute, _ pull: any PullThrough) async throws(HubFault) {
        guard let (repo, name) = route.subject, repo.kind == .models, let model = ModelID(hub: .huggingFace, path: repo.name),
            let revision = Revision(name)
        else { return }
        do throws(PullFault) {
            try await pull.admit(model, revision)
        } catch {
            switch error {
            case .notFound: return
            case .noRevision:
                guard try await isKnown(repo) else { throw HubFault(.notFound, .revisionNotFound, "Invalid rev id: \(name)") }
            case .refused:
                // Only bytes are refused of what the catalog knows, as on the Hub (protocol reference 1.10).
                guard !route.isFile, try await isKnown(repo) else { throw HubFault(error) ?? .unavailable }
            case .unavailable, .full: throw HubFault(error) ?? .unavailable
            }
        }
    }

    private func isKnown(_ repo: HubRoute.Repo) async throws(HubFault) -> Bool {
        try await ask { () throws(LibraryError) in try await library.model(named: repo.name) } != nil
    }

    /// Throws what is against a file that is not held.
    func check(_ file: ManifestFile, of model: ModelID, _ pull: any PullThrough) throws(HubFault) {
        do throws(PullFault) { try pull.check(file, of: model) } catch { throw HubFault(error) ?? .leftOut("\(file.path)", of: model) }
    }

    /// A file as it arrives. Returns when its first bytes may go out, or when it can't be waited for longer without a head.
    func arriving(
        _ file: ManifestFile, of manifest: RevisionManifest, _ range: Range<Int64>, _ pull: any PullThrough, _ channel: any Channel
    ) async throws(HubFault) -> ResponseBody {
        do throws(PullFault) {
            let arrival = try await pull.open(file, of: manifest)
            switch try await arrival.next(from: range.lowerBound, isBegun: false) {
            case .held(let digest): return try await held(digest, file, range, channel)
            case .trouble: throw PullFault.unavailable("the hub does not send \(file.path) now; it is tried again", retryAfter: 10)
            case .bytes, .nothing: break
            }
            let body = ArrivingBody(arrival: arrival, range: range, library: library, channel: channel)
            return ResponseBody(contentLength: range.count) { writer in
                try await body.send(&writer)
                try await writer.finish(nil)
            }
        } catch {
            throw HubFault(error) ?? .leftOut("\(file.path)", of: manifest.model)
        }
    }

    private func held(
        _ digest: Digest, _ file: ManifestFile, _ range: Range<Int64>, _ channel: any Channel
    ) async throws(PullFault) -> ResponseBody {
        do {
            return try await FileBody.response(try await library.open(digest), range, to: channel)
        } catch {
            throw .unavailable("\(file.path) can't be read now", retryAfter: 10)
        }
    }
}

extension HubFault {
    /// nil: nobody has it.
    fileprivate init?(_ fault: PullFault) {
        switch fault {
        case .notFound, .noRevision: return nil
        // The code whose exception shows its message (protocol reference 2.4).
        case .refused(let reason): self.init(.forbidden, .gatedRepo, reason)
        case .unavailable(let reason, let seconds): self.init(.serviceUnavailable, nil, reason, retryAfter: seconds)
        case .full(let reason): self.init(.init(code: 507, reasonPhrase: "Insufficient Storage"), nil, reason, retryAfter: 60)
        }
    }
}

extension HubRoute {
    fileprivate var isFile: Bool { if case .file = self { true } else { false } }

    /// Which revision of which repository a request is about; nil: of none.
    fileprivate var subject: (Repo, String)? {
        switch self {
        case .info(let repo, let revision): (repo, revision ?? "main")
        case .tree(let repo, let revision, _), .pathsInfo(let repo, let revision), .commits(let repo, let revision),
            .file(let repo, _, let revision, _):
            (repo, revision)
        case .refs(let repo), .authCheck(let repo): (repo, "main")
        case .listing, .whoami, .tagsByType, .unknownAPI, .malformed: nil
        }
    }
}
