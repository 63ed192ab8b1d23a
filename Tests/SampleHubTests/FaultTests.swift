import Foundation
import HTTPTypes
import SampleHub
import TestSupport
import Testing

@Suite struct FaultTests {
    private let client = PlainClient()
    private let gguf = "/acme/tiny-gguf/resolve/main/tiny-Q4_K_M.gguf"

    /// Fetches the large file with these faults on the second origin.
    private func large(_ rules: [Faults.Rule], headers: [String: String] = [:]) async throws -> PlainClient.Reply {
        try await withFixtureHub({ $0.faults = Faults(rules) }) { hub in
            let first = try await client.send("GET", hub.endpoint + gguf)
            return try await client.send("GET", try #require(first.headers["location"]), headers: headers)
        }
    }

    @Test("a connection can be dropped before the head, and after an exact number of bytes")
    func drops() async throws {
        let before = try await large([.init(.content, .every, .dropBeforeHead)])
        #expect(before.status == 0)
        let after = try await large([.init(.content, .every, .drop(after: 1_500_000))])
        #expect(after.status == 200 && after.isComplete == false)
        #expect(after.body == Array(SampleRepositories.largeContent.prefix(1_500_000)))
    }

    @Test("a rule acts on the requests it names and on no others")
    func occurrences() async throws {
        let rules: [Faults.Rule] = [
            .init(.info, .number(2), .answer(503, headers: ["Retry-After": "1"])),
            .init(.refs, containing: "gguf", .first(1), .answer(500)),
            .init(.commits, .from(2), .answer(502)),
        ]
        try await withFixtureHub({ $0.faults = Faults(rules) }) { hub in
            var seen: [Int] = []
            for path in ["", "", "", "/refs", "/commits/main", "/commits/main", "/commits/main"] {
                seen.append(try await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-bert\(path)").status)
            }
            #expect(seen == [200, 503, 200, 200, 200, 502, 502])
            let first = try await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-gguf/refs").status
            let second = try await client.send("GET", "\(hub.endpoint)/api/models/acme/tiny-gguf/refs").status
            #expect(first == 500 && second == 200)
        }
    }

    @Test("one bit can be wrong, at the same place of the file in whole answers and in ranges")
    func flipped() async throws {
        let rule = Faults.Rule(.content, .every, .flipByte(at: 2_000_000))
        let whole = try await large([rule])
        var expected = SampleRepositories.largeContent
        expected[2_000_000] ^= 1
        #expect(whole.body == expected)
        let part = try await large([rule], headers: ["Range": "bytes=1999999-2000001"])
        #expect(part.body == Array(expected[1_999_999...2_000_001]))
    }

    @Test("lengths can lie in both directions, and a body can be short and consistent")
    func lengths() async throws {
        let long = try await large([.init(.content, .every, .announceLength(off: 10))])
        #expect(long.headers["content-length"] == "3145738" && long.isComplete == false)
        let short = try await large([.init(.content, .every, .announceLength(off: -10))])
        #expect(short.headers["content-length"] == "3145718" && short.isComplete == false)
        let cut = try await large([.init(.content, .every, .truncate(to: 100))])
        #expect(cut.isComplete == true && cut.body.count == 100)
    }

    @Test("ranges can be ignored or answered with the wrong place")
    func ranges() async throws {
        let ignored = try await large([.init(.content, .every, .ignoreRange)], headers: ["Range": "bytes=5-9"])
        #expect(ignored.status == 200 && ignored.body.count == SampleRepositories.largeContent.count)
        let shifted = try await large([.init(.content, .every, .shiftContentRange(by: 3))], headers: ["Range": "bytes=5-9"])
        #expect(shifted.status == 206 && shifted.headers["content-range"] == "bytes 8-12/3145728")
        #expect(shifted.body == Array(SampleRepositories.largeContent[5...9]))
    }

    @Test("a stalled body goes on after its time, and a stalled hub can be stopped at once")
    func stalls() async throws {
        let slow = try await large([.init(.content, .every, .stall(after: 1_000, .milliseconds(50)))])
        #expect(slow.body == SampleRepositories.largeContent)
        let clock = ContinuousClock.now
        try await withFixtureHub({ $0.faults = Faults([.init(.listing, .every, .stall(after: nil, .seconds(600)))]) }) { hub in
            let waiting = Task { try await client.send("GET", "\(hub.endpoint)/api/models") }
            while await hub.count(of: .listing) == 0 { try await Task.sleep(for: .milliseconds(5)) }
            await hub.stop()
            _ = try? await waiting.value
        }
        #expect(clock.duration(to: .now) < .seconds(60))
    }

    @Test("listings can have no end: the same page again, or one that was never there")
    func endless() async throws {
        for repeating in [true, false] {
            try await withFixtureHub({ $0.faults = Faults([.init(.listing, .every, .endlessPages(repeating: repeating))]) }) { hub in
                var links: [String] = []
                var url = "\(hub.endpoint)/api/models?limit=2"
                for _ in 0..<5 {
                    let reply = try await client.send("GET", url)
                    #expect(reply.status == 200)
                    url = try #require(nextPage(reply))
                    links.append(url)
                }
                #expect(Set(links).count == (repeating ? 1 : 5))
            }
        }
    }

    @Test("documents can be damaged: names, hashes, types, depth, size, syntax")
    func documents() async throws {
        let tree = "/api/models/acme/tiny-bert/tree/main?recursive=true"
        func reply(_ route: RouteKind, _ path: String, _ action: Faults.Action) async throws -> PlainClient.Reply {
            try await withFixtureHub({ $0.faults = Faults([.init(route, .every, action)]) }) { hub in
                try await client.send("GET", hub.endpoint + path)
            }
        }
        let names = try objects(await reply(.tree, tree, .extraTreeEntries(["../evil", "/etc/passwd"]))).compactMap {
            $0["path"] as? String
        }
        #expect(names.suffix(2) == ["../evil", "/etc/passwd"])
        let honest = try objects(await reply(.tree, tree, .header("X-Nothing", nil))).compactMap { $0["oid"] as? String }
        let wrong = try objects(await reply(.tree, tree, .wrongTreeHashes)).compactMap { $0["oid"] as? String }
        #expect(honest.count == wrong.count)
        #expect(Set(honest).isDisjoint(with: wrong))
        let listing = try await reply(.listing, "/api/models", .wrongTypes)
        let entries = try JSONSerialization.jsonObject(with: Data(listing.body)) as? [Any]
        #expect(entries?.count == SampleRepositories.publicIDs.count + 2)
        let deep = try await reply(.info, "/api/models/solo", .deepJSON(5_000))
        #expect(deep.text.hasPrefix("[[[[") && deep.body.count == 10_000)
        let huge = try await reply(.info, "/api/models/solo", .hugeBody(bytes: 5_000_000))
        #expect(huge.body.count == 5_000_000)
        let broken = try await reply(.info, "/api/models/solo", .body(Array("{\"id\": ".utf8)))
        #expect(broken.text == "{\"id\": " && broken.isComplete == true)
    }

    @Test("headers can be missing or wrong")
    func headers() async throws {
        let rules: [Faults.Rule] = [
            .init(.resolve, .every, .header("X-Repo-Commit", nil)), .init(.resolve, .every, .header("X-Linked-Etag", "\"x\"")),
        ]
        try await withFixtureHub({ $0.faults = Faults(rules) }) { hub in
            let reply = try await client.send("HEAD", hub.endpoint + gguf)
            #expect(reply.status == 302 && reply.headers["x-repo-commit"] == nil && reply.headers["x-linked-etag"] == "\"x\"")
        }
    }

    @Test("faults can be changed while the hub runs")
    func change() async throws {
        try await withFixtureHub { hub in
            let before = try await client.send("GET", "\(hub.endpoint)/api/models").status
            await hub.misbehave(Faults([.init(.listing, .every, .rateLimited(seconds: 7))]))
            let during = try await client.send("GET", "\(hub.endpoint)/api/models")
            await hub.misbehave(Faults())
            let after = try await client.send("GET", "\(hub.endpoint)/api/models").status
            #expect(before == 200 && during.status == 429 && after == 200)
            #expect(during.headers["ratelimit"] == "\"api\";r=0;t=7")
        }
    }
}
