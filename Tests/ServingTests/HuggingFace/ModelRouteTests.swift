import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite struct ModelRouteTests {
    @Test("a mirrored model's information joins the catalog's words with the shelf's files")
    func info() async throws {
        try await withHub { hub, _ async throws in
            let info = try await hub.object("/api/models/acme/bert")
            #expect(info["id"] as? String == "acme/bert")
            #expect(info["modelId"] as? String == "acme/bert")
            #expect((info["_id"] as? String)?.count == 24)
            #expect(info["sha"] as? String == String(repeating: "a", count: 40))
            #expect(info["author"] as? String == "acme")
            #expect(info["pipeline_tag"] as? String == "fill-mask")
            #expect(info["library_name"] as? String == "transformers")
            #expect(info["gated"] as? Bool == false)
            #expect(info["private"] as? Bool == false)
            #expect(info["downloads"] as? Int == 900)
            #expect(info["createdAt"] as? String == "2023-11-14T22:13:20.000Z")
            #expect(info["tags"] as? [String] == ["bert", "license:mit", "weighbridge:mirrored"])
            #expect((info["cardData"] as? [String: Any])?["license"] as? String == "mit")
            #expect((info["safetensors"] as? [String: Any])?["total"] as? Int == 110_000_000)
            #expect(info["downloadsAllTime"] == nil)
            #expect(info["securityRepoStatus"] == nil)
            let names = (info["siblings"] as? [[String: Any]])?.compactMap { $0["rfilename"] as? String }
            #expect(
                names == [
                    ".gitattributes", "README.md", "config.json", "empty.txt", "model.safetensors", "sub dir/a+b.txt",
                    "sub dir/deep/x.json",
                ])
            #expect((info["siblings"] as? [[String: Any]])?.allSatisfy { $0.count == 1 } == true)
        }
    }

    @Test("blobs and securityStatus add what they are for, and sizes and names agree with the headers of the files")
    func blobs() async throws {
        try await withHub { hub, _ async throws in
            let info = try await hub.object("/api/models/acme/bert/revision/main?securityStatus=true&blobs=True")
            let siblings = try #require(info["siblings"] as? [[String: Any]])
            for sibling in siblings {
                let name = try #require(sibling["rfilename"] as? String)
                let head = try await hub.head("/acme/bert/resolve/main/\(PercentCoding.encode(name))")
                let hash = (sibling["lfs"] as? [String: Any])?["sha256"] ?? sibling["blobId"]
                #expect(head.headers["etag"] == "\"\(hash as? String ?? "")\"")
                #expect(head.headers["content-length"] == "\(sibling["size"] as? Int ?? -1)")
            }
            let security = try #require(info["securityRepoStatus"] as? [String: Any])
            #expect(security["scansDone"] as? Bool == false)
            #expect((security["filesWithIssues"] as? [Any])?.isEmpty == true)
        }
    }

    @Test("expand gives what was asked for and nothing else, in any spelling")
    func expand() async throws {
        let cases: [String] = [
            "expand=sha&expand=downloads", "expand[]=sha&expand[]=downloads", "expand=sha,downloads",
        ]
        try await withHub { hub, _ async throws in
            for query in cases {
                let info = try await hub.object("/api/models/acme/bert?\(query)")
                #expect(Set(info.keys) == ["_id", "id", "modelId", "sha", "downloads"])
            }
        }
    }

    @Test("a revision is found by branch, tag, pull request, HEAD, commit and the beginning of a commit")
    func revisions() async throws {
        let cases: [(String, String)] = [
            ("main", "a"), ("HEAD", "a"), ("v1.0", "b"), ("refs%2Fpr%2F1", "b"), ("refs/pr/1", "b"), ("bbbbbbbb", "b"),
            ("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "a"),
        ]
        try await withHub { hub, _ async throws in
            for (revision, digit) in cases {
                #expect(
                    try await hub.object("/api/models/acme/bert/revision/\(revision)")["sha"] as? String
                        == String(repeating: digit, count: 40))
            }
        }
    }

    @Test("a model that is only indexed has information, without files as long as nobody listed them")
    func indexed() async throws {
        try await withHub { hub, _ async throws in
            let info = try await hub.object("/api/models/acme/indexed/revision/main")
            #expect(info["sha"] as? String == String(repeating: "c", count: 40))
            #expect(info["tags"] as? [String] == ["license:mit"])
            #expect(info["siblings"] == nil)
            #expect(try await hub.object("/api/models/acme/locked")["gated"] as? String == "manual")
            #expect(try await hub.get("/api/models/acme/indexed/tree/main").headers["x-error-code"] == "EntryNotFound")
        }
    }

    @Test("a model that is mirrored and in no catalog is served all the same")
    func shelfOnly() async throws {
        try await withHub { hub, _ async throws in
            let info = try await hub.object("/api/models/acme/partial")
            #expect(info["author"] as? String == "acme")
            #expect(info["tags"] as? [String] == ["weighbridge:mirrored"])
            #expect((info["siblings"] as? [Any])?.count == 2)
        }
    }

    @Test("missing models, revisions and kinds have the code of their exception")
    func missing() async throws {
        let cases: [(String, Int, String)] = [
            ("/api/models/acme/none", 404, "RepoNotFound"), ("/api/models/none", 404, "RepoNotFound"),
            ("/api/datasets/acme/bert", 404, "RepoNotFound"),
            ("/api/models/acme/bert/revision/zz", 404, "RevisionNotFound"), ("/api/models/acme/none/revision/zz", 404, "RepoNotFound"),
            ("/api/models/acme/bert/tree/zz", 404, "RevisionNotFound"), ("/api/models/acme/bert/commits/zz", 404, "RevisionNotFound"),
            ("/api/models/acme/none/refs", 404, "RepoNotFound"), ("/api/models/acme/none/auth-check", 404, "RepoNotFound"),
            ("/api/models/acme/locked/auth-check", 403, "GatedRepo"), ("/api/whoami-v2", 401, "Unauthorized"),
            ("/api/agent-harnesses", 404, "NotFound"), ("/api/models/acme/bert/discussions", 404, "NotFound"),
            ("/api/models/%zz", 400, "BadRequest"),
            ("/api/models/..", 404, "RepoNotFound"), ("/v1/telemetry", 404, "NotFound"), ("/", 404, "NotFound"),
        ]
        try await withHub { hub, _ async throws in
            for (target, status, code) in cases {
                let reply = try await hub.get(target)
                #expect(reply.status == status)
                #expect(reply.headers["x-error-code"] == code)
                #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
            }
        }
    }

    @Test("the listing searches, filters, and pages by absolute links until all were seen")
    func listing() async throws {
        try await withHub { hub, _ async throws in
            func ids(_ query: String) async throws -> [String] {
                try await hub.list("/api/models?\(query)").compactMap { $0["id"] as? String }
            }
            #expect(try await ids("sort=downloads") == ["acme/bert", "acme/indexed", "acme/locked", "solo", "acme/partial"])
            #expect(try await ids("search=BER") == ["acme/bert"])
            #expect(try await ids("author=acme&gated=true") == ["acme/locked"])
            #expect(try await ids("filter=license%3Amit&filter=bert") == ["acme/bert"])
            #expect(try await ids("filter=weighbridge:mirrored&sort=id") == ["acme/bert", "acme/partial"])
            #expect(try await ids("pipeline_tag=fill-mask&apps=ollama&inference=warm&unknown=1") == ["acme/bert"])
            #expect(try await ids("num_parameters=min:1B") == [])
            #expect(try await ids("num_parameters=max:200M&gated=false&sort=likes&author=acme") == ["acme/bert", "acme/indexed"])
            #expect(try await ids("pipeline_tag=no-such-task") == [])
            #expect(try await ids("cursor=made-up") == [])

            var seen: [String] = []
            var target: String? = "/api/models?limit=2&sort=downloads&full=true"
            while let next = target {
                let reply = try await hub.get(next)
                let page = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
                seen += page.compactMap { $0["id"] as? String }
                #expect(page.allSatisfy { $0["sha"] != nil && $0["gated"] != nil })
                let link = reply.headers["link"]
                if let link { #expect(link.hasPrefix("<http://127.0.0.1:\(hub.port)/api/models?")) }
                target = link.flatMap { $0.split(separator: ">").first?.dropFirst("<http://127.0.0.1:\(hub.port)".count) }.map(String.init)
            }
            #expect(seen == ["acme/bert", "acme/indexed", "acme/locked", "solo", "acme/partial"])
        }
    }

    @Test("tags are grouped as on the Hub, out of the index; of data sets and spaces there are none")
    func tagsByType() async throws {
        try await withTown { hub, _, _ async throws in
            let groups = try await hub.object("/api/models-tags-by-type")
            func ids(_ group: String) -> [String] { (groups[group] as? [[String: Any]] ?? []).compactMap { $0["id"] as? String } }
            #expect(Set(ids("pipeline_tag")) == ["text-generation", "fill-mask"])
            #expect(ids("library") == ["transformers"])
            #expect(ids("license") == ["license:apache-2.0", "license:mit", "license:cc-by-nc-4.0"])
            #expect(ids("dataset") == ["dataset:squad"])
            #expect(groups.count == 9)
            let one = try await hub.object("/api/models-tags-by-type?type=license")
            #expect(Array(one.keys) == ["license"])
            #expect((one["license"] as? [[String: Any]])?.first?["label"] as? String == "apache-2.0")
            let none = try await hub.object("/api/datasets-tags-by-type")
            #expect(none.values.allSatisfy { ($0 as? [Any])?.isEmpty == true })
        }
    }

    @Test("links carry the public address: the configured one, or what a proxy says, but never what could break a header")
    func publicAddress() async throws {
        var configuration = ServerConfiguration()
        configuration.publicURL = PublicURL("https://models.example/hf")
        try await withHub(configuration) { hub, _ async throws in
            let reply = try await hub.get("/hf/api/models?limit=1", ["X-Forwarded-Host": "evil.example"])
            #expect(reply.headers["link"]?.hasPrefix("<https://models.example/hf/api/models?limit=1&cursor=") == true)
            #expect(try await hub.get("/hf/acme/bert/resolve/main/README.md").text == "# Bert\n")
        }
        try await withHub { hub, _ async throws in
            let headers = ["X-Forwarded-Host": "models.example, inner", "X-Forwarded-Proto": "https", "X-Forwarded-Prefix": "/hf"]
            #expect(
                try await hub.get("/api/models?limit=1", headers).headers["link"]?.hasPrefix("<https://models.example/hf/api/models?")
                    == true)
            let evil = try await hub.get("/api/models?limit=1", ["X-Forwarded-Host": "a>; rel=x", "X-Forwarded-Prefix": "/a\"b"])
            #expect(evil.headers["link"]?.hasPrefix("<http://127.0.0.1:\(hub.port)/api/models?") == true)
        }
    }

    @Test("refs and commits are those of the shelf, pull requests only when asked for")
    func refsAndCommits() async throws {
        try await withHub { hub, _ async throws in
            let refs = try await hub.object("/api/models/acme/bert/refs")
            let branch = try #require((refs["branches"] as? [[String: String]])?.first)
            #expect(branch == ["name": "main", "ref": "refs/heads/main", "targetCommit": String(repeating: "a", count: 40)])
            #expect((refs["tags"] as? [[String: String]])?.first?["ref"] == "refs/tags/v1.0")
            #expect(refs["pullRequests"] == nil)
            let all = try await hub.object("/api/models/acme/bert/refs?include_prs=1")
            #expect((all["pullRequests"] as? [[String: String]])?.first?["ref"] == "refs/pr/1")
            let reply = try await hub.get("/api/models/acme/bert/commits/v1.0?limit=1")
            #expect(reply.headers["x-total-count"] == "1")
            let commits = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
            #expect(commits.first?["id"] as? String == String(repeating: "b", count: 40))
            #expect(Set(commits[0].keys) == ["id", "title", "date", "message", "authors"])
            #expect(try await hub.list("/api/models/acme/bert/commits/main?p=1").isEmpty)
        }
    }
}
