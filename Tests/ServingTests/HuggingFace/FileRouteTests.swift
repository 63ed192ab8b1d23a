import Blobs
import Foundation
import Shelves
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite struct FileRouteTests {
    private static let large = "/acme/bert/resolve/main/model.safetensors"

    @Test("a large file carries everything each client needs on HEAD, and its bytes on GET")
    func large() async throws {
        try await withHub { hub, world async throws in
            let main = try commitID("a")
            let model = try #require(ModelID("acme/bert"))
            let file = try world.shelf.manifest(of: model, at: main)?.files.first { $0.path.description == "model.safetensors" }
            let digest = try #require(file?.blob)
            let head = try await hub.head(Self.large)
            #expect(head.status == 200)
            #expect(head.headers["x-repo-commit"] == main.description)
            #expect(head.headers["etag"] == "\"\(digest.hex)\"")
            #expect(head.headers["x-linked-etag"] == "\"\(digest.hex)\"")
            #expect(head.headers["x-linked-size"] == "\(largeBytes.count)")
            #expect(head.headers["content-length"] == "\(largeBytes.count)")
            #expect(head.headers["accept-ranges"] == "bytes")
            #expect(head.headers["x-xet-hash"] == nil)
            #expect(head.headers["link"] == nil)
            #expect(head.headers["location"] == nil)
            #expect(head.headers["content-encoding"] == nil)
            #expect(head.body.isEmpty)
            let get = try await hub.get(Self.large)
            #expect(get.status == 200)
            #expect(isSame(get.body, largeBytes[...]))
            #expect(get.headers["etag"] == head.headers["etag"])
        }
    }

    @Test("a small file is named by its git blob, wherever its revision is written")
    func small() async throws {
        let cases: [String] = [
            "main", "HEAD", "refs%2Fheads%2Fmain", "refs/heads/main", "aaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        ]
        try await withHub { hub, _ async throws in
            for revision in cases {
                let reply = try await hub.get("/acme/bert/resolve/\(revision)/config.json")
                #expect(reply.status == 200)
                #expect(reply.text == #"{"model_type":"bert"}"#)
                #expect(reply.headers["etag"] == "\"\(GitObjectID(hashing: reply.body, as: "blob"))\"")
                #expect(reply.headers["x-repo-commit"] == String(repeating: "a", count: 40))
                #expect(reply.headers["x-linked-size"] == nil)
            }
        }
    }

    @Test("another revision has its own content")
    func pinned() async throws {
        let cases: [String] = [
            "v1.0", "refs%2Fpr%2F1", "refs/pr/1", "bbbbbbb",
        ]
        try await withHub { hub, _ async throws in
            for revision in cases {
                let reply = try await hub.get("/acme/bert/resolve/\(revision)/config.json")
                #expect(reply.text == "{}")
                #expect(reply.headers["x-repo-commit"] == String(repeating: "b", count: 40))
            }
        }
    }

    @Test("blanks and plus signs in names arrive as they are")
    func names() async throws {
        let cases: [String] = [
            "sub%20dir/a%2Bb.txt", "sub%20dir/a+b.txt", "sub%20dir%2Fa%2Bb.txt",
        ]
        try await withHub { hub, _ async throws in
            for path in cases {
                let reply = try await hub.get("/acme/bert/resolve/main/\(path)")
                #expect(reply.text == "plus\n")
                #expect(reply.headers["content-disposition"] == "inline; filename*=UTF-8''a%2Bb.txt; filename=\"a+b.txt\"")
            }
        }
    }

    @Test("ranges give exactly their bytes")
    func ranges() async throws {
        let cases: [(String, Range<Int>)] = [
            ("bytes=0-0", 0..<1), ("bytes=5-9", 5..<10), ("bytes=3145720-", 3_145_720..<3_145_731), ("bytes=-4", 3_145_727..<3_145_731),
            ("bytes=100-2000000", 100..<2_000_001), ("bytes=1048576-99999999999999999999", 1_048_576..<3_145_731),
        ]
        try await withHub { hub, _ async throws in
            for (header, range) in cases {
                let reply = try await hub.get(Self.large, ["Range": header])
                #expect(reply.status == 206)
                #expect(reply.headers["content-range"] == "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(largeBytes.count)")
                #expect(reply.headers["content-length"] == "\(range.count)")
                #expect(isSame(reply.body, largeBytes[range]))
                #expect(reply.headers["x-repo-commit"] != nil)
            }
        }
    }

    @Test("several ranges, units we don't know and nonsense give the whole file")
    func ignoredRanges() async throws {
        let cases: [String] = [
            "bytes=0-1,5-6", "lines=0-1", "bytes=9-1", "x",
        ]
        try await withHub { hub, _ async throws in
            for header in cases {
                let reply = try await hub.get(Self.large, ["Range": header])
                #expect(reply.status == 200)
                #expect(reply.headers["content-range"] == nil)
                #expect(isSame(reply.body, largeBytes[...]))
            }
        }
    }

    @Test("a range past the end is refused with the size, and a HEAD does not look at ranges")
    func unsatisfiable() async throws {
        try await withHub { hub, _ async throws in
            let reply = try await hub.get(Self.large, ["Range": "bytes=3145731-"])
            #expect(reply.status == 416)
            #expect(reply.headers["content-range"] == "bytes */3145731")
            #expect(reply.headers["x-repo-commit"] != nil)
            let head = try await hub.head(Self.large, ["Range": "bytes=0-0"])
            #expect(head.status == 200)
            #expect(head.headers["content-length"] == "3145731")
            #expect(head.headers["content-range"] == nil)
        }
    }

    @Test("an empty file answers 200 whatever the range, and says that it has no bytes")
    func empty() async throws {
        try await withHub { hub, _ async throws in
            let ranged = try await hub.get("/acme/bert/resolve/main/empty.txt", ["Range": "bytes=0-0"])
            #expect(ranged.status == 200)
            #expect(ranged.headers["content-length"] == "0")
            #expect(ranged.headers["content-range"] == "bytes */0")
            let plain = try await hub.get("/acme/bert/resolve/main/empty.txt")
            #expect(plain.status == 200)
            #expect(plain.headers["content-range"] == nil)
            #expect(plain.headers["etag"] == "\"e69de29bb2d1d6434b8b29ae775ad8c2e48c5391\"")
        }
    }

    @Test("a client that has the content gets 304 with the commit, and a range only counts for the content it was meant for")
    func conditions() async throws {
        try await withHub { hub, _ async throws in
            let tag = try #require(try await hub.head(Self.large).headers["etag"])
            let same = try await hub.get(Self.large, ["If-None-Match": "W/\(tag)", "Range": "bytes=0-0"])
            #expect(same.status == 304)
            #expect(same.body.isEmpty)
            #expect(same.headers["x-repo-commit"] == String(repeating: "a", count: 40))
            #expect(same.headers["etag"] == tag)
            #expect(try await hub.get(Self.large, ["If-None-Match": "\"x\"", "Range": "bytes=0-0"]).status == 206)
            #expect(try await hub.get(Self.large, ["If-Range": tag, "Range": "bytes=0-0"]).status == 206)
            #expect(try await hub.get(Self.large, ["If-Range": "\"x\"", "Range": "bytes=0-0"]).status == 200)
        }
    }

    @Test("raw gives the pointer of a large file, named as the tree names it, and a small file as it is")
    func raw() async throws {
        try await withHub { hub, _ async throws in
            let reply = try await hub.get("/acme/bert/raw/main/model.safetensors")
            #expect(reply.text.hasPrefix("version https://git-lfs.github.com/spec/v1\noid sha256:"))
            #expect(reply.text.hasSuffix("\nsize 3145731\n"))
            #expect(reply.headers["etag"] == "\"\(GitObjectID(hashing: reply.body, as: "blob"))\"")
            #expect(try await hub.get("/acme/bert/raw/main/README.md").text == "# Bert\n")
            let part = try await hub.get("/acme/bert/raw/main/model.safetensors", ["Range": "bytes=0-6"])
            #expect(part.status == 206)
            #expect(part.text == "version")
        }
    }

    @Test("what is not there is told apart as clients need it")
    func absences() async throws {
        let cases: [(String, String, Bool)] = [
            // Path, status, code, whether the commit is named (then clients remember the absence for good).
            ("/acme/bert/resolve/main/nope.json", "EntryNotFound", true),
            ("/acme/bert/resolve/main/sub%20dir", "EntryNotFound", true),
            ("/acme/bert/resolve/main/..%2F..%2Fetc%2Fpasswd", "EntryNotFound", false),
            ("/acme/bert/resolve/main/a%00b", "EntryNotFound", false),
            ("/acme/partial/resolve/main/model.safetensors", "EntryNotFound", false),
            ("/acme/indexed/resolve/main/config.json", "EntryNotFound", false),
            ("/acme/bert/resolve/nope/config.json", "RevisionNotFound", false),
            ("/acme/bert/resolve/ccccccccccccccccccccccccccccccccccccccc/config.json", "RevisionNotFound", false),
            ("/acme/indexed/resolve/v1/config.json", "RevisionNotFound", false),
            ("/acme/bert/resolve/-x/config.json", "RevisionNotFound", false),
            ("/acme/none/resolve/main/config.json", "RepoNotFound", false),
            ("/none/resolve/main/config.json", "RepoNotFound", false),
            ("/datasets/acme/bert/resolve/main/config.json", "RepoNotFound", false),
            ("/spaces/acme/bert/resolve/main/config.json", "RepoNotFound", false),
        ]
        try await withHub { hub, _ async throws in
            for (path, code, namesCommit) in cases {
                for method in ["HEAD", "GET"] {
                    let reply = try await hub.send(method, path)
                    #expect(reply.status == 404)
                    #expect(reply.headers["x-error-code"] == code)
                    #expect(reply.headers["x-error-message"]?.isEmpty == false)
                    #expect((reply.headers["x-repo-commit"] != nil) == namesCommit)
                    if method == "GET" { #expect(reply.text.hasPrefix(#"{"error":""#)) } else { #expect(reply.body.isEmpty) }
                }
            }
        }
    }

    @Test("what is not mirrored says how it gets mirrored, and what is gated says that it is")
    func notMirrored() async throws {
        try await withHub { hub, _ async throws in
            let indexed = try await hub.head("/acme/indexed/resolve/main/config.json")
            #expect(indexed.headers["x-error-message"]?.contains("weighbridge mirror add huggingface:acme/indexed") == true)
            let leftOut = try await hub.head("/acme/partial/resolve/main/model.safetensors")
            #expect(leftOut.headers["x-error-message"]?.contains("left out of this mirror") == true)
            let locked = try await hub.head("/acme/locked/resolve/main/config.json")
            #expect(locked.status == 403)
            #expect(locked.headers["x-error-code"] == "GatedRepo")
        }
    }

    @Test("a blob that is gone or cut is a fault of the mirror, never an absence")
    func faults() async throws {
        try await withHub { hub, world async throws in
            let model = try #require(ModelID("acme/bert"))
            let files = try #require(try world.shelf.manifest(of: model, at: commitID("a"))).files
            let large = try #require(files.first { $0.path.description == "model.safetensors" }?.blob)
            let small = try #require(files.first { $0.path.description == "README.md" }?.blob)
            try await world.blobs.remove(large)
            let path = try #require(
                FileManager.default.enumerator(atPath: world.folder.path)?.compactMap { $0 as? String }.first { $0.hasSuffix(small.hex) })
            let url = world.folder.appendingPathComponent(path)
            try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: url.path)
            try Data("cut".utf8).write(to: url)
            for file in ["model.safetensors", "README.md"] {
                let reply = try await hub.get("/acme/bert/resolve/main/\(file)")
                #expect(reply.status == 503)
                #expect(reply.headers["retry-after"] != nil)
                #expect(reply.headers["x-error-code"] != "EntryNotFound")
                #expect(reply.headers["x-repo-commit"] == nil)
            }
            // HEAD says what GET says: a client must not learn only after it has begun.
            #expect(try await hub.head(Self.large).status == 503)
            // Who has the bytes from earlier needs none of ours.
            #expect(try await hub.get(Self.large, ["If-None-Match": "\"\(large.hex)\""]).status == 304)
        }
    }

    @Test("names are found in any letter case, mirrored or only indexed")
    func letterCase() async throws {
        try await withHub { hub, _ async throws in
            #expect(try await hub.get("/ACME/Bert/resolve/main/README.md").text == "# Bert\n")
            #expect(try await hub.object("/api/models/Acme/Indexed")["id"] as? String == "acme/indexed")
            #expect(try await hub.object("/api/models/SOLO")["id"] as? String == "solo")
        }
    }
}
