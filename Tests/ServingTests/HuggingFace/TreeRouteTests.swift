import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite struct TreeRouteTests {
    @Test("the whole tree comes in one answer, folders with an object id, and nothing of Xet")
    func recursive() async throws {
        try await withHub { hub, _ async throws in
            let reply = try await hub.get("/api/models/acme/bert/tree/main?recursive=True&expand=False")
            #expect(reply.headers["link"] == nil)
            #expect(!reply.text.contains("xet"))
            let tree = try await hub.list("/api/models/acme/bert/tree/main?recursive=true&expand=false")
            #expect(
                tree.compactMap { $0["path"] as? String } == [
                    ".gitattributes", "README.md", "config.json", "empty.txt", "model.safetensors", "sub dir", "sub dir/a+b.txt",
                    "sub dir/deep",
                    "sub dir/deep/x.json",
                ])
            let folders = tree.filter { $0["type"] as? String == "directory" }
            #expect(folders.count == 2)
            #expect(folders.allSatisfy { ($0["oid"] as? String)?.count == 40 && $0["size"] as? Int == 0 })
            let large = try #require(tree.first { $0["lfs"] != nil })
            let lfs = try #require(large["lfs"] as? [String: Any])
            #expect(lfs["size"] as? Int == largeBytes.count)
            #expect(lfs["pointerSize"] as? Int == 132)
            #expect(large["size"] as? Int == largeBytes.count)
            #expect(large["lastCommit"] == nil)
        }
    }

    @Test("without recursive only one level is listed, of the root or of a folder, however the folder is encoded")
    func levels() async throws {
        try await withHub { hub, _ async throws in
            func paths(_ target: String) async throws -> [String] {
                try await hub.list("/api/models/acme/bert/tree/\(target)").compactMap { $0["path"] as? String }
            }
            #expect(try await paths("main") == [".gitattributes", "README.md", "config.json", "empty.txt", "model.safetensors", "sub dir"])
            #expect(try await paths("main/sub%20dir?recursive=false") == ["sub dir/a+b.txt", "sub dir/deep"])
            #expect(try await paths("main/sub%20dir%2Fdeep") == ["sub dir/deep/x.json"])
            #expect(try await paths("main/sub%20dir?recursive=true") == ["sub dir/a+b.txt", "sub dir/deep", "sub dir/deep/x.json"])
            #expect(try await paths("refs/pr/1") == ["config.json"])
            #expect(try await paths("main?cursor=bWFkZSB1cA") == [])
        }
    }

    @Test("a folder that is not there, and a path that is a file, are absent from that commit for good")
    func missing() async throws {
        let cases: [String] = [
            "additional_chat_templates", "config.json",
        ]
        try await withHub { hub, _ async throws in
            for path in cases {
                let reply = try await hub.get("/api/models/acme/bert/tree/main/\(path)?recursive=false")
                #expect(reply.status == 404)
                #expect(reply.headers["x-error-code"] == "EntryNotFound")
                #expect(reply.headers["x-repo-commit"] == String(repeating: "a", count: 40))
            }
        }
    }

    @Test("files that are not held are listed all the same")
    func partial() async throws {
        try await withHub { hub, _ async throws in
            #expect(try await hub.list("/api/models/acme/partial/tree/main").count == 2)
        }
    }

    @Test("expand adds the commit that huggingface.js reads")
    func expand() async throws {
        try await withHub { hub, _ async throws in
            let tree = try await hub.list("/api/models/acme/bert/tree/main?expand=true")
            let last = try #require(tree.first?["lastCommit"] as? [String: Any])
            #expect(last["id"] as? String == String(repeating: "a", count: 40))
            #expect((last["date"] as? String)?.hasSuffix("Z") == true)
            #expect(last["title"] is String)
        }
    }

    @Test("paths-info takes forms and JSON, one path or many, and leaves unknown ones out")
    func pathsInfo() async throws {
        let cases: [(String, String, Int)] = [
            ("application/x-www-form-urlencoded", "paths=config.json&paths=sub+dir&paths=nope&expand=False", 2),
            ("application/json", #"{"paths":["config.json","sub dir","nope"],"expand":false}"#, 2),
            ("application/json", #"{"paths":"config.json"}"#, 1),
            ("application/json; charset=utf-8", #"{"paths":[]}"#, 0),
            ("application/x-www-form-urlencoded", "", 0),
        ]
        try await withHub { hub, _ async throws in
            for (type, body, count) in cases {
                let reply = try await hub.send("POST", "/api/models/acme/bert/paths-info/main", ["Content-Type": type], body: body)
                #expect(reply.status == 200)
                let entries = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [[String: Any]])
                #expect(entries.count == count)
                #expect(entries.allSatisfy { $0["lastCommit"] == nil })
            }
        }
    }

    @Test("a body that is broken, too large or asks for too much is refused")
    func badBodies() async throws {
        var configuration = ServerConfiguration()
        configuration.maximumBodyBytes = 30_000
        try await withHub(configuration) { hub, _ async throws in
            func post(_ body: String, _ type: String) async throws -> Int {
                try await hub.send("POST", "/api/models/acme/bert/paths-info/main", ["Content-Type": type], body: body).status
            }
            #expect(try await post("{", "application/json") == 400)
            #expect(try await post("[]", "application/json") == 400)
            #expect(try await post(String(repeating: "paths=a&", count: 2_001), "application/x-www-form-urlencoded") == 400)
            #expect(try await post(String(repeating: "x", count: 30_001), "application/json") == 413)
            #expect(try await post(String(repeating: "[", count: 20_000), "application/json") == 400)
        }
    }

    @Test("a folder's object id is git's own for plain files")
    func gitTree() throws {
        // `git mktree` of one empty blob named `a`, and of that tree under the name `d` beside it, computed with git 2.39.
        let empty = try #require(GitObjectID("e69de29bb2d1d6434b8b29ae775ad8c2e48c5391"))
        let file = { (path: String) throws in
            ManifestIndex.Entry.file(.init(path: try RepoPath(checking: path), size: 0, content: .gitBlob(empty), object: nil, blob: nil))
        }
        let inner = GitObjects.tree([try file("d/a")])
        #expect(inner.description == "496d6428b9cf92981dc9495211e6e1120fb6f2ba")
        #expect(GitObjects.tree([]).description == "4b825dc642cb6eb9a060e54bf8d69288fbee4904")
    }
}
