import HTTPTypes
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite struct HuggingFaceTreeTests {
    private func file(_ path: String, size: Int = 3) -> String { #"{"type":"file","oid":"\#(sha1)","size":\#(size),"path":"\#(path)"}"# }

    /// The tree of one page with these entries.
    private func tree(_ entries: [String]) async throws -> RevisionClaim {
        let scripted = try ScriptedHub(always: .json("[\(entries.joined(separator: ","))]"))
        return try await scripted.hub.revision(try #require(Revision(commit)), of: model("a/b"))
    }

    @Test("a branch is first turned into its commit, and the tree is asked for by commit")
    func byCommit() async throws {
        let scripted = try ScriptedHub { request, number in
            number == 0 ? .json(#"{"sha":"\#(commit)"}"#) : .json("[]")
        }
        let claim = try await scripted.hub.revision(try #require(Revision("refs/pr/1")), of: model("a/b"))
        #expect(claim.commit.description == commit)
        #expect(
            scripted.transport.requests.map(\.url.target) == [
                "/api/models/a/b/revision/refs%2Fpr%2F1?expand=sha", "/api/models/a/b/tree/\(commit)?recursive=true&limit=1000",
            ])
    }

    @Test("a revision whose commit the hub does not say is malformed", arguments: ["{}", #"{"sha":"main"}"#, #"{"sha":7}"#, "[]"])
    func noCommit(body: String) async throws {
        let scripted = try ScriptedHub(always: .json(body))
        let subject = try model("a/b")
        #expect(await failure { () throws(HubError) in try await scripted.hub.revision(.main, of: subject) }?.cause == .malformed)
    }

    @Test("large files have a SHA-256, small ones git's hash, folders nothing")
    func kinds() async throws {
        let large =
            #"{"type":"file","oid":"\#(sha1)","size":548105171,"path":"w.bin","xetHash":"\#(sha256)","lfs":{"oid":"\#(sha256)","size":548105171,"pointerSize":134}}"#
        let claim = try await tree([#"{"type":"directory","oid":"\#(sha1)","size":0,"path":"d"}"#, file("d/ü +.txt", size: 0), large])
        #expect(claim.refused.isEmpty)
        #expect(claim.files.map(\.path.description) == ["d/ü +.txt", "w.bin"])
        #expect(claim.files.map(\.size) == [0, 548_105_171])
        #expect(claim.files.map(\.content.hex) == [sha1, sha256])
        #expect(claim.files.allSatisfy { $0.object?.description == sha1 })
    }

    @Test(
        "a name that could leave its folder is refused with the reason, and the rest is kept",
        arguments: [
            ("../x", RepoPath.Refusal.parent), ("a/../../x", .parent), ("/etc/passwd", .absolute), ("C:/x", .absolute),
            ("a\\\\b", .backslash),
            ("a\\u0000b", .control), ("", .empty), ("a//b", .emptySegment), ("nul", .reserved), (".git/config", .reserved),
            (String(repeating: "x", count: 300), .segmentTooLong), (String(repeating: "x/", count: 600) + "x", .tooLong),
        ])
    func hostileNames(name: String, refusal: RepoPath.Refusal) async throws {
        let claim = try await tree([file(name), file("good.txt")])
        #expect(claim.files.map(\.path.description) == ["good.txt"])
        #expect(claim.refused.map(\.reason) == [refusal.description])
    }

    @Test(
        "an entry without a usable type, size or hash is refused",
        arguments: [
            ("7", "object"), (#"{"type":"link","path":"x"}"#, "neither"), (#"{"type":"file","oid":"\#(sha1)","size":1}"#, "'path'"),
            (#"{"type":"file","oid":"\#(sha1)","size":-1,"path":"x"}"#, "'size'"),
            (#"{"type":"file","oid":"\#(sha1)","path":"x"}"#, "'size'"),
            (#"{"type":"file","oid":"zz","size":1,"path":"x"}"#, "'oid'"), (#"{"type":"file","size":1,"path":"x"}"#, "'oid'"),
            (#"{"type":"file","oid":"\#(sha1)","size":1,"path":"x","lfs":{"oid":"\#(sha1)","size":1}}"#, "'lfs.oid'"),
            (#"{"type":"file","oid":"\#(sha1)","size":1,"path":"x","lfs":{"oid":"\#(sha256)","size":2}}"#, "'lfs.size'"),
            (#"{"type":"file","oid":"\#(sha1)","size":1,"path":"x","lfs":7}"#, "'lfs.oid'"),
        ])
    func badEntries(entry: String, word: String) async throws {
        let claim = try await tree([entry, file("good.txt")])
        #expect(claim.files.map(\.path.description) == ["good.txt"])
        #expect(claim.refused.count == 1)
        #expect(claim.refused.first?.reason.contains(word) == true)
    }

    @Test("a name listed twice counts once, and nothing can lie below a file")
    func collisions() async throws {
        let claim = try await tree([file("a"), file("a", size: 9), file("a/b/c"), file("a.txt")])
        #expect(claim.files.map(\.path.description) == ["a", "a.txt"])
        #expect(claim.files.first?.size == 3)
        #expect(claim.refused.map(\.name) == ["a", "a/b/c"])
    }

    @Test("pages are put together")
    func pages() async throws {
        let first = file("a")
        let second = file("b")
        let scripted = try ScriptedHub { request, _ in
            request.url.query?.contains("cursor=2") == true
                ? .json("[\(second)]") : .json("[\(first)]", next: "https://hub.test/api/models/a/b/tree/\(commit)?cursor=2")
        }
        let claim = try await scripted.hub.revision(try #require(Revision(commit)), of: model("a/b"))
        #expect(claim.files.map(\.path.description) == ["a", "b"])
    }

    @Test("pages that go round in circles, never end, or lead elsewhere are refused")
    func endless() async throws {
        let here = "https://hub.test/api/models/a/b/tree/\(commit)"
        let first = file("a")
        var limits = HuggingFaceHub.Limits()
        limits.treePages = 20
        let scripts: [@Sendable (TransportRequest, Int) -> Canned?] = [
            { _, number in .json("[]", next: "\(here)?cursor=\(number % 2)") },
            { _, number in .json("[]", next: "\(here)?cursor=\(number)") },
            { _, _ in .json("[]", next: "https://evil.test/") },
            { _, _ in .json("[]", next: "https://hub.test/api/models/other/tree/main") },
        ]
        let revision = try #require(Revision(commit))
        let subject = try model("a/b")
        for script in scripts {
            let scripted = try ScriptedHub(limits: limits, script)
            #expect(await failure { () throws(HubError) in try await scripted.hub.revision(revision, of: subject) }?.cause == .malformed)
            #expect(scripted.transport.requests.count <= 21)
        }
        limits.treeEntries = 5
        let many = try ScriptedHub(limits: limits) { _, number in .json("[\(first),\(first)]", next: "\(here)?cursor=\(number)") }
        #expect(await failure { () throws(HubError) in try await many.hub.revision(revision, of: subject) }?.cause == .malformed)
        #expect(many.transport.requests.count == 3)
    }
}
