import Foundation
import HTTPTypes
import SampleHub
import TestSupport
import Testing

@Suite struct HubBehaviourTests {
    private let client = PlainClient()

    @Test("hashes are git's own: blobs, pointers, trees and commits")
    func gitHashes() async throws {
        try await withFixtureHub { hub in
            let tree = try objects(await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert/tree/main?recursive=true"))
            func entry(_ path: String) -> [String: Any] { tree.first { $0["path"] as? String == path } ?? [:] }
            // `git hash-object` of nothing, of "{}", and `git mktree` of that one file as x.json.
            #expect(entry("empty.txt")["oid"] as? String == "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391")
            #expect(entry("sub dir/deep/x.json")["oid"] as? String == "9e26dfeeb6e641a33dae4961196235bdb965b21b")
            #expect(entry("sub dir/deep")["oid"] as? String == "44fb07f2bcbffd8862541c359d6273e63ed7cf65")
            #expect(entry("empty.txt")["lfs"] == nil)
            let large = entry("model.safetensors")
            #expect(((large["lfs"] as? [String: Any])?["oid"] as? String)?.count == 64)
            #expect((large["xetHash"] as? String)?.count == 64)
        }
    }

    @Test("trees come in pages, by folder, and expanded")
    func trees() async throws {
        try await withFixtureHub({ $0.pages.tree = 3 }) { hub in
            let base = "\(hub.endpoint)/api/models/acme/tiny-bert/tree/main"
            var paths: [String] = []
            var next: String? = base + "?recursive=true"
            while let url = next {
                let reply = try await client.send("GET", url)
                paths += try objects(reply).compactMap { $0["path"] as? String }
                next = nextPage(reply)
            }
            #expect(paths.count == 10 && Set(paths).count == 10)
            let folder = try objects(await client.send("GET", base + "/sub%20dir?expand=true"))
            #expect(folder.compactMap { $0["path"] as? String } == ["sub dir/deep", "sub dir/a+b.txt"])
            #expect(folder.allSatisfy { $0["lastCommit"] != nil })
            let missing = try await client.send("GET", base + "/nothing")
            #expect(missing.status == 404 && missing.headers["x-error-code"] == "EntryNotFound")
        }
    }

    @Test("paths-info takes a form and JSON, and leaves out what it does not know")
    func pathsInfo() async throws {
        try await withFixtureHub { hub in
            let url = "\(hub.endpoint)/api/models/acme/tiny-bert/paths-info/main"
            let form = try await client.send(
                "POST", url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
                body: Array("paths=config.json&paths=nothing&paths=sub+dir".utf8))
            #expect(try objects(form).compactMap { $0["type"] as? String } == ["file", "directory"])
            let json = try await client.send(
                "POST", url, headers: ["Content-Type": "application/json"],
                body: Array(#"{"paths":"model.safetensors","expand":true}"#.utf8))
            #expect(try objects(json).first?["lfs"] != nil)
        }
    }

    @Test("every way to name a commit leads to it")
    func revisions() async throws {
        try await withFixtureHub { hub in
            let refs = await hub.refs(of: "acme/tiny-bert")
            let first = try #require(refs["refs/tags/v1.0"])
            for name in ["v1.0", "refs%2Ftags%2Fv1.0", first, String(first.prefix(8))] {
                let info = try object(await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert/revision/\(name)"))
                #expect(info["sha"] as? String == first, "\(name)")
            }
            for name in ["refs%2Fpr%2F1", "refs/pr/1"] {
                let reply = try await client.send("GET", "\(hub.endpoint)/acme/tiny-bert/resolve/\(name)/README.md")
                #expect(reply.headers["x-repo-commit"] == refs["refs/pr/1"])
            }
            let head = try object(await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert/revision/HEAD"))
            #expect(head["sha"] as? String == refs["refs/heads/main"])
            let listed = try object(await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert/refs?include_prs=1"))
            #expect((listed["pullRequests"] as? [[String: Any]])?.first?["ref"] as? String == "refs/pr/1")
            let history = try await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert/commits/main")
            #expect(history.headers["x-total-count"] == "2")
        }
    }

    @Test("missing, private, gated, bad token: each with the real hub's status and code")
    func errors() async throws {
        try await withFixtureHub { hub in
            let bad = ["Authorization": "Bearer hf_nobody"]
            let cases: [(String, [String: String], Int, String?)] = [
                ("/api/models/no/such", [:], 401, nil), ("/api/models/no/such", plain, 404, "RepoNotFound"),
                ("/api/models/acme/secret", [:], 401, nil), ("/api/models/acme/secret", plain, 404, "RepoNotFound"),
                ("/api/models/acme/secret", granted, 200, nil), ("/api/models/solo", bad, 401, nil),
                ("/api/models/acme/locked/tree/main", [:], 200, nil),
                ("/acme/locked/resolve/main/model.safetensors", [:], 401, "GatedRepo"),
                ("/acme/locked/resolve/main/model.safetensors", plain, 403, "GatedRepo"),
                ("/acme/locked/resolve/main/model.safetensors", granted, 302, nil),
                ("/solo/resolve/nope/README.md", [:], 404, "RevisionNotFound"), ("/solo/resolve/main/nope", [:], 404, "EntryNotFound"),
            ]
            for (path, headers, status, code) in cases {
                let reply = try await client.send("GET", hub.endpoint + path, headers: headers)
                #expect(reply.status == status && reply.headers["x-error-code"] == code, "\(path) \(headers)")
            }
            let missing = try await client.send("GET", "\(hub.endpoint)/solo/resolve/main/nope")
            #expect(missing.headers["x-repo-commit"]?.count == 40)
        }
    }

    @Test("a former name, a legacy name and another letter case are relative redirects")
    func redirects() async throws {
        try await withFixtureHub { hub in
            for name in ["old-org/name", "tiny-legacy", "New-Org/Renamed"] {
                let info = try await client.send("GET", "\(hub.endpoint)/api/models/\(name)?blobs=true")
                #expect(info.status == 307 && info.headers["location"] == "/api/models/new-org/renamed?blobs=true")
                let file = try await client.send("HEAD", "\(hub.endpoint)/\(name)/resolve/main/config.json")
                #expect(file.status == 307 && file.headers["location"] == "/new-org/renamed/resolve/main/config.json")
            }
        }
    }

    @Test("windows of requests end in a 429 that says how long to wait, and files have a window of their own")
    func windows() async throws {
        try await withFixtureHub({ $0.limits = RateLimits(api: 2, resolvers: 100, window: 300) }) { hub in
            var replies: [PlainClient.Reply] = []
            for _ in 0..<3 { replies.append(try await client.send("GET", "\(hub.endpoint)/api/models/solo")) }
            #expect(replies.map(\.status) == [200, 200, 429])
            #expect(replies[0].headers["ratelimit"]?.hasPrefix("\"api\";r=1;t=") == true)
            #expect(replies[2].headers["ratelimit-policy"] == "\"fixed window\";\"api\";q=2;w=300")
            let file = try await client.send("GET", "\(hub.endpoint)/solo/resolve/main/README.md")
            #expect(file.status == 307 && file.headers["ratelimit"]?.hasPrefix("\"resolvers\";r=99") == true)
        }
    }

    @Test("repositories can appear anew, change and vanish while the hub runs")
    func changes() async throws {
        try await withFixtureHub { hub in
            let before = await hub.refs(of: "solo")["refs/heads/main"]
            try await hub.update { try $0.commit(to: "solo", ["new.txt": Array("new".utf8), "README.md": nil]) }
            let info = try object(await client.send("GET", "\(hub.endpoint)/api/models/solo"))
            #expect(info["sha"] as? String != before)
            #expect((info["siblings"] as? [[String: Any]])?.compactMap { $0["rfilename"] as? String } == ["new.txt"])
            let old = try await client.send("GET", "\(hub.endpoint)/solo/resolve/\(before ?? "")/README.md")
            #expect(old.status == 307)
            await hub.update { $0.remove("solo") }
            let gone = try await client.send("GET", "\(hub.endpoint)/api/models/solo")
            #expect(gone.status == 401)
            await hub.update { $0.edit("acme/tiny-gguf") { $0.downloads = 99 } }
            let edited = try object(await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-gguf"))
            #expect(edited["downloads"] as? Int == 99)
        }
    }

    @Test("requests are on record with their headers, for both origins")
    func record() async throws {
        try await withFixtureHub { hub in
            let reply = try await client.send("GET", "\(hub.endpoint)/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf", headers: granted)
            _ = try await client.send("GET", try #require(reply.headers["location"]), headers: ["Range": "bytes=7-"])
            let requests = await hub.requests
            #expect(requests.map(\.route) == [.resolve, .content])
            #expect(requests[0].headers[.authorization] != nil && requests[1].headers[.authorization] == nil)
            #expect(requests[1].headers[.range] == "bytes=7-" && requests[1].status == 206)
        }
    }
}
