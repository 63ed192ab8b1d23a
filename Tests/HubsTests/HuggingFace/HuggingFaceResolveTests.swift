import HTTPTypes
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite struct HuggingFaceResolveTests {
    private let path = "sub dir/a+b#?.bin"
    private let encoded = "sub%20dir/a%2Bb%23%3F.bin"

    private func location(_ scripted: ScriptedHub) async throws -> FileLocation {
        try await scripted.hub.location(of: #require(RepoPath(path)), at: #require(CommitID(commit)), in: model("a/b"))
    }

    @Test("a large file is where the first hop says, on another host, without the token")
    func large() async throws {
        let cdn = "https://cdn.test/xet/1?Signature=abc&Expires=9"
        let scripted = try ScriptedHub(
            token: "hf_x",
            always: .redirect(
                302, cdn,
                [
                    "X-Repo-Commit": commit, "X-Linked-Size": "548105171", "X-Linked-Etag": "\"\(sha256)\"", "Content-Length": "1008",
                    "ETag": "\"63bed808\"",
                ]))
        let location = try await location(scripted)
        #expect(location.url.description == cdn)
        #expect(location.headers[.authorization] == nil)
        #expect(location.size == 548_105_171)
        #expect(location.content?.hex == sha256)
        #expect(location.commit?.description == commit)
        let request = try #require(scripted.transport.requests.first)
        #expect(scripted.transport.requests.count == 1)
        #expect(request.method == .head)
        #expect(request.redirects == .manual)
        #expect(request.url.description == "https://hub.test/a/b/resolve/\(commit)/\(encoded)")
        #expect(request.headers[.acceptEncoding] == "identity")
    }

    @Test("a small file is behind a relative redirect on the hub itself, with the token")
    func small() async throws {
        let target = "/api/resolve-cache/models/a/b/\(commit)/x?etag=%22\(sha1)%22"
        let scripted = try ScriptedHub(
            token: "hf_x", always: .redirect(307, target, ["X-Repo-Commit": commit, "X-Linked-Etag": "W/\"\(sha1)\""]))
        let location = try await location(scripted)
        #expect(location.url.description == hubOrigin + target)
        #expect(location.headers[.authorization] == "Bearer hf_x")
        #expect(location.content?.hex == sha1)
        #expect(location.size == nil)
    }

    @Test("a hub that answers at once is the place itself")
    func direct() async throws {
        let scripted = try ScriptedHub(
            token: "hf_x", always: Canned(headers: ["ETag": "\"\(sha1)\"", "Content-Length": "665", "X-Repo-Commit": commit]))
        let location = try await location(scripted)
        #expect(location.url.path.hasSuffix(encoded))
        #expect(location.headers[.authorization] == "Bearer hf_x")
        #expect(location.size == 665)
        #expect(location.content?.hex == sha1)
    }

    @Test("a repository that was renamed is followed to its file")
    func renamed() async throws {
        let scripted = try ScriptedHub(token: "hf_x") { request, _ in
            request.url.path.hasPrefix("/a/b/")
                ? .redirect(307, "/new/b/resolve/\(commit)/x")
                : .redirect(302, "https://cdn.test/x", ["X-Repo-Commit": commit, "X-Linked-Etag": sha256, "X-Linked-Size": "5"])
        }
        let location = try await location(scripted)
        #expect(location.url.description == "https://cdn.test/x")
        #expect(location.size == 5)
        #expect(scripted.transport.requests.map(\.url.path).last == "/new/b/resolve/\(commit)/x")
        #expect(scripted.credentials == ["Bearer hf_x", "Bearer hf_x"])
    }

    @Test("a hop to another host before the file is known is made without the token, and its ETag is believed only at the end")
    func movedHub() async throws {
        let scripted = try ScriptedHub(token: "hf_x") { request, _ in
            request.url.origin.host == "hub.test"
                ? .redirect(301, "https://other.test/x") : Canned(headers: ["ETag": "\"\(sha256)\"", "Content-Length": "-4"])
        }
        let location = try await location(scripted)
        #expect(scripted.credentials == ["Bearer hf_x", nil])
        #expect(location.headers[.authorization] == nil)
        #expect(location.content?.hex == sha256)
        #expect(location.size == nil)
    }

    @Test("redirects that never end or lead nowhere are malformed", arguments: ["/a/b/resolve/again", "ftp://x/y", "", "http://u@x/"])
    func badRedirects(target: String) async throws {
        let scripted = try ScriptedHub(always: .redirect(307, target))
        let path = try #require(RepoPath(path))
        let commit = try #require(CommitID(commit))
        let model = try model("a/b")
        let error = await failure { () throws(HubError) in try await scripted.hub.location(of: path, at: commit, in: model) }
        #expect(error?.cause == .malformed)
        #expect(error?.subject == "huggingface:a/b@\(commit) \(path)")
        #expect(scripted.transport.requests.count <= 6)
    }

    @Test("a small file's bytes come whole, or not at all if there are too many")
    func contents() async throws {
        let scripted = try ScriptedHub(token: "hf_x") { request, _ in
            switch request.url.path {
            case "/a/b/resolve/refs%2Fpr%2F1/README.md": .redirect(302, "https://cdn.test/x")
            default: Canned(body: "hello")
            }
        }
        let (path, revision, model) = (try #require(RepoPath("README.md")), try #require(Revision("refs/pr/1")), try model("a/b"))
        let bytes = try await scripted.hub.contents(of: path, at: revision, in: model, limit: 5)
        #expect(bytes == Array("hello".utf8))
        #expect(scripted.credentials == ["Bearer hf_x", nil])
        let error = await failure { () throws(HubError) in try await scripted.hub.contents(of: path, at: revision, in: model, limit: 4) }
        #expect(error?.cause == .malformed)
    }
}
