import Foundation
import SampleHub
import TestSupport
import Testing

@Suite struct FileAnswerTests {
    private let client = PlainClient()

    @Test("a small file is a relative redirect to the cache, which answers with the git object id as ETag")
    func small() async throws {
        try await withFixtureHub { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/acme/tiny-bert/resolve/main/config.json")
            #expect(first.status == 307)
            let location = try #require(first.headers["location"])
            #expect(location.hasPrefix("/api/resolve-cache/models/acme/tiny-bert/"))
            let second = try await client.send("GET", hub.endpoint + location)
            #expect(second.status == 200)
            #expect(second.headers["etag"] == first.headers["x-linked-etag"])
            #expect(second.headers["x-repo-commit"] == first.headers["x-repo-commit"])
            #expect(second.text.contains("BertForMaskedLM"))
        }
    }

    @Test("a large file is on the second origin, whose ETag is not the sha256")
    func large() async throws {
        try await withFixtureHub { hub in
            let first = try await client.send("HEAD", "\(hub.endpoint)/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf")
            #expect(first.status == 302)
            #expect(first.headers["x-linked-size"] == "3145728")
            #expect(first.headers["link"]?.contains("xet-auth") == true)
            let location = try #require(first.headers["location"])
            #expect(location.hasPrefix(hub.cdn) && hub.cdn != hub.endpoint)
            let second = try await client.send("GET", location)
            #expect(second.status == 200)
            #expect(second.body == SampleRepositories.largeContent)
            #expect(second.headers["etag"] != first.headers["x-linked-etag"])
            #expect(second.headers["x-repo-commit"] == nil)
        }
    }

    @Test(
        "ranges of every form are answered",
        arguments: [
            ("bytes=0-0", 206, "bytes 0-0/3145728", 1), ("bytes=3145720-", 206, "bytes 3145720-3145727/3145728", 8),
            ("bytes=-5", 206, "bytes 3145723-3145727/3145728", 5), ("bytes=10-9999999", 206, "bytes 10-3145727/3145728", 3_145_718),
            ("bytes=3145728-", 416, "bytes */3145728", 0), ("lines=1-2", 200, nil, 3_145_728),
        ] as [(String, Int, String?, Int)])
    func ranges(range: String, status: Int, contentRange: String?, count: Int) async throws {
        try await withFixtureHub { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf")
            let reply = try await client.send("GET", try #require(first.headers["location"]), headers: ["Range": range])
            #expect(reply.status == status)
            #expect(reply.headers["content-range"] == contentRange)
            #expect(reply.body.count == count)
        }
    }

    @Test("an address on the second origin is not good for ever")
    func expiry() async throws {
        try await withFixtureHub({ $0.linkLifetime = 0 }) { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf")
            let location = try #require(first.headers["location"])
            #expect(try await client.send("GET", location).status == 403)
        }
    }

    @Test("an address that somebody changed is not good at all")
    func signature() async throws {
        try await withFixtureHub { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf")
            let later = try #require(first.headers["location"]).replacingOccurrences(of: "Expires=1", with: "Expires=2")
            #expect(try await client.send("GET", later).status == 403)
        }
    }

    @Test("raw gives the pointer of a large file, and names with blanks and plus signs work")
    func rawAndNames() async throws {
        try await withFixtureHub { hub in
            let pointer = try await client.send("GET", "\(hub.endpoint)/acme/tiny-bert/raw/main/model.safetensors")
            #expect(pointer.text.hasPrefix("version https://git-lfs.github.com/spec/v1\noid sha256:"))
            let plus = try await client.send("GET", "\(hub.endpoint)/acme/tiny-bert/resolve/main/sub%20dir/a%2Bb.txt")
            let content = try await client.send("GET", hub.endpoint + (try #require(plus.headers["location"])))
            #expect(content.text == "plus and blank\n")
            let empty = try await client.send("GET", "\(hub.endpoint)/acme/tiny-bert/resolve/main/empty.txt")
            let location = try #require(empty.headers["location"])
            #expect(try await client.send("GET", hub.endpoint + location).isComplete == true)
        }
    }
}
