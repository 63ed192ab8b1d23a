import Foundation
import HTTPTypes
import Hubs
import SampleHub
import TestSupport
import Testing
import Transport
import Vocabulary

/// The adapter, libcurl and a hub that speaks the protocol on two origins, together.
@Suite struct HuggingFaceWireTests {
    private func withHub(
        token: String? = nil, faults: [Faults.Rule] = [],
        _ body: (HuggingFaceHub, SampleHubServer, any HTTPTransport) async throws -> Void
    ) async throws {
        try await withTemporaryFolder { folder in
            try SampleRepositories.write(to: folder)
            let configuration = SampleHubServer.Configuration(folder: folder.path, faults: Faults(faults))
            try await withSampleHub(configuration) { server in
                let transport = TransportConfiguration(curl: CurlSettings(userAgent: "test"), retries: .never)
                    .makeTransport()
                let endpoint = try #require(WebURL(server.endpoint))
                try await body(
                    HuggingFaceHub(endpoint: endpoint, token: token.flatMap { HubToken($0) }, transport: transport), server, transport)
            }
        }
    }

    private func ids(of hub: HuggingFaceHub, limit: Int) async throws -> [String] {
        var all: [String] = []
        var cursor: PageCursor?
        repeat {
            let page = try await hub.page(after: cursor, limit: limit)
            all += page.claims.map(\.id.path)
            cursor = page.next
        } while cursor != nil
        return all
    }

    @Test("a listing is the same whatever the size of its pages")
    func listing() async throws {
        try await withHub { hub, _, _ in
            let small = try await ids(of: hub, limit: 2)
            #expect(small.sorted() == SampleRepositories.publicIDs)
            #expect(try await ids(of: hub, limit: 1_000) == small)
        }
    }

    @Test("a whole repository is described and each of its files found")
    func repository() async throws {
        try await withHub { hub, server, transport in
            let model = try model("acme/tiny-bert")
            let claim = try await hub.claim(for: model)
            #expect(claim.licenses.contains(LicenseClaim(.license, raw: "apache-2.0")))
            #expect(claim.baseModels.map(\.path) == ["acme/bigger-bert"])
            let revision = try await hub.revision(.main, of: model)
            #expect(revision.commit == claim.commit)
            #expect(revision.refused.isEmpty)
            #expect(revision.files.map(\.path.description).contains("sub dir/a+b.txt"))
            for file in revision.files {
                let location = try await hub.location(of: file.path, at: revision.commit, in: model)
                #expect(location.content == file.content, "\(file.path)")
                #expect(location.commit == revision.commit)
                if case .sha256 = file.content {
                    #expect(location.size == file.size)
                    #expect(location.url.origin.description == server.cdn)
                }
                let response = try await transport.send(TransportRequest(.get, location.url, headers: location.headers))
                #expect(try await response.body.collect(upTo: 1 << 20).count == Int(file.size))
            }
            let refs = try await hub.refs(of: model)
            #expect(Set(refs.map(\.ref)).isSuperset(of: ["refs/heads/main", "refs/tags/v1.0", "refs/pr/1"]))
        }
    }

    @Test("an old name leads to the model, its tree and its bytes")
    func renamed() async throws {
        try await withHub { hub, _, _ in
            let old = try model("old-org/name")
            #expect(try await hub.claim(for: old).id.path == "new-org/renamed")
            let revision = try await hub.revision(.main, of: old)
            #expect(revision.files.map(\.path.description).contains("config.json"))
            let path = try #require(RepoPath("config.json"))
            #expect(try await hub.contents(of: path, at: .main, in: old, limit: 100) == Array("{}".utf8))
            #expect(try await hub.location(of: path, at: revision.commit, in: old).content != nil)
        }
    }

    @Test("gated, private and missing are told apart as far as the caller may know")
    func refusals() async throws {
        let readme = try #require(RepoPath("README.md"))
        let (locked, secret, none) = (try model("acme/locked"), try model("acme/secret"), try model("acme/none"))
        let tokens = SampleTokens()
        try await withHub { hub, _, _ in
            #expect(
                await failure { () throws(HubError) in try await hub.contents(of: readme, at: .main, in: locked, limit: 100) }?.cause
                    == .gated)
            #expect(await failure { () throws(HubError) in try await hub.claim(for: secret) }?.cause == .notFoundOrPrivate)
            #expect(await failure { () throws(HubError) in try await hub.claim(for: none) }?.cause == .notFoundOrPrivate)
            let tree = try await hub.revision(.main, of: locked)
            #expect(!tree.files.isEmpty)
        }
        try await withHub(token: tokens.plain) { hub, _, _ in
            #expect(
                await failure { () throws(HubError) in try await hub.contents(of: readme, at: .main, in: locked, limit: 100) }?.cause
                    == .gated)
            #expect(await failure { () throws(HubError) in try await hub.claim(for: none) }?.cause == .modelNotFound)
            let missing = try #require(RepoPath("none.txt"))
            let bert = try model("acme/tiny-bert")
            #expect(
                await failure { () throws(HubError) in try await hub.contents(of: missing, at: .main, in: bert, limit: 1) }?.cause
                    == .fileNotFound)
            let revision = try #require(Revision("none"))
            #expect(await failure { () throws(HubError) in try await hub.revision(revision, of: bert) }?.cause == .revisionNotFound)
        }
        try await withHub(token: tokens.granted) { hub, _, _ in
            let text = try await hub.contents(of: readme, at: .main, in: locked, limit: 1_000)
            #expect(!text.isEmpty)
            let claim = try await hub.claim(for: secret)
            #expect(claim.isPrivate)
        }
        try await withHub(token: "hf_wrong") { hub, _, _ in
            #expect(await failure { () throws(HubError) in try await hub.claim(for: locked) }?.cause == .unauthorized)
        }
    }

    @Test("the token is never sent to the second origin")
    func noLeak() async throws {
        try await withHub(token: SampleTokens().granted) { hub, server, transport in
            let model = try model("acme/tiny-gguf")
            let commit = try await hub.revision(.main, of: model).commit
            let location = try await hub.location(of: #require(RepoPath("tiny-Q4_K_M.gguf")), at: commit, in: model)
            _ = try await transport.send(TransportRequest(.get, location.url, headers: location.headers)).body.collect(upTo: 4 << 20)
            let requests = await server.requests
            let toCDN = requests.filter { $0.route == .content }
            #expect(toCDN.count == 1)
            #expect(toCDN.allSatisfy { $0.headers[.authorization] == nil })
            #expect(requests.filter { $0.route == .resolve }.allSatisfy { $0.headers[.authorization] != nil })
        }
    }

    @Test("a hub that lies about types, names and depth is survived entry by entry, or refused as a whole")
    func misbehaviour() async throws {
        let bert = try model("acme/tiny-bert")
        try await withHub(faults: [.init(.listing, .every, .wrongTypes)]) { hub, _, _ in
            let page = try await hub.page(after: nil, limit: 100)
            #expect(!page.claims.isEmpty)
            #expect(page.refused.count >= 3)
        }
        try await withHub(faults: [.init(.tree, .every, .extraTreeEntries(["../up", "/abs", "a\u{0}b", "ok.txt"]))]) { hub, _, _ in
            let revision = try await hub.revision(.main, of: bert)
            #expect(revision.refused.count == 3)
            #expect(revision.files.contains { $0.path.description == "ok.txt" })
        }
        try await withHub(faults: [.init(.tree, .every, .endlessPages(repeating: true))]) { hub, _, _ in
            #expect(await failure { () throws(HubError) in try await hub.revision(.main, of: bert) }?.cause == .malformed)
        }
        try await withHub(faults: [.init(nil, .every, .deepJSON(10_000))]) { hub, _, _ in
            #expect(await failure { () throws(HubError) in try await hub.page(after: nil, limit: 1) }?.cause == .malformed)
        }
        try await withHub(faults: [.init(nil, .every, .answer(503))]) { hub, _, _ in
            #expect(await failure { () throws(HubError) in try await hub.claim(for: bert) }?.cause == .unavailable)
        }
        try await withHub(faults: [.init(nil, .every, .dropBeforeHead)]) { hub, _, _ in
            #expect(await failure { () throws(HubError) in try await hub.claim(for: bert) }?.cause == .unavailable)
        }
    }
}
