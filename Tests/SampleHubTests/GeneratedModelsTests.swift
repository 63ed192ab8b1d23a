import Foundation
import SampleHub
import TestSupport
import Testing

@Suite struct GeneratedModelsTests {
    private let client = PlainClient()
    private let rich = [
        "sha", "lastModified", "tags", "cardData", "downloads", "likes", "siblings", "config", "gguf", "safetensors", "gated",
    ]

    @Test("a long listing shows each model once, newest first, behind those of the folder")
    func listing() async throws {
        try await withFixtureHub({ $0.generatedModels = 2_345 }) { hub in
            var ids: [String] = []
            var times: [String] = []
            var next: String? = "\(hub.endpoint)/api/models?sort=lastModified&limit=1000&expand=sha&expand=lastModified"
            while let url = next {
                let reply = try await client.send("GET", url)
                for entry in try objects(reply) {
                    ids.append(entry["id"] as? String ?? "")
                    times.append(entry["lastModified"] as? String ?? "")
                }
                next = nextPage(reply)
            }
            #expect(ids.count == 2_345 + SampleRepositories.publicIDs.count)
            #expect(Set(ids).count == ids.count)
            #expect(times == times.sorted(by: >))
        }
    }

    @Test("the same seed gives the same models, another seed gives others")
    func deterministic() async throws {
        func page(_ seed: UInt64) async throws -> [UInt8] {
            try await withSampleHub(.init(generatedModels: 100, seed: seed)) { hub in
                let first = try await client.send("GET", "\(hub.endpoint)/api/models?full=true")
                return try await client.send("GET", try #require(nextPage(first))).body
            }
        }
        let one = try await page(1)
        #expect(try await page(1) == one)
        #expect(try await page(2) != one)
    }

    @Test("entries have the size and the shape of real ones")
    func shape() async throws {
        try await withSampleHub(.init(generatedModels: 1_000)) { hub in
            let query = rich.map { "expand=\($0)" }.joined(separator: "&")
            let first = try await client.send("GET", "\(hub.endpoint)/api/models?\(query)")
            let reply = try await client.send("GET", try #require(nextPage(first)))
            let entries = try objects(reply)
            #expect(entries.count == 1_000)
            #expect((2_000...4_000).contains(reply.body.count / entries.count))
            let downloads = entries.compactMap { $0["downloads"] as? Int }.sorted(by: >)
            #expect(downloads.filter { $0 == 0 }.count == 500)
            let top: Int = downloads.prefix(10).reduce(0, +)
            let all: Int = downloads.reduce(0, +)
            #expect(top > all / 10 * 9)
            let unlicensed = entries.filter { ($0["cardData"] as? [String: Any])?["license"] == nil }.count
            #expect((450...800).contains(unlicensed))
        }
    }

    @Test("a listed model can be asked for: its page agrees with the listing, and its card can be fetched")
    func single() async throws {
        try await withSampleHub(.init(generatedModels: 50)) { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/api/models?expand=sha&expand=siblings&expand=downloads")
            let next = try #require(nextPage(first))
            let entries = try objects(await client.send("GET", next))
            let entry = try #require(entries.first)
            let id = try #require(entry["id"] as? String)
            let info = try object(await client.send("GET", "\(hub.endpoint)/api/models/\(id)"))
            #expect(info["sha"] as? String == entry["sha"] as? String)
            #expect(info["downloads"] as? Int == entry["downloads"] as? Int)
            #expect((info["siblings"] as? [Any])?.count == (entry["siblings"] as? [Any])?.count)
            let card = try await client.send("GET", "\(hub.endpoint)/\(id)/resolve/main/README.md")
            let location = try #require(card.headers["location"])
            let text = try await client.send("GET", hub.endpoint + location).text
            #expect(text.hasPrefix("---\n"))
            let stranger = try await client.send("GET", "\(hub.endpoint)/api/models/\(id)1")
            #expect(stranger.status == 401)
        }
    }
}
