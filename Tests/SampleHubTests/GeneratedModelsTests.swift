import Foundation
import SampleHub
import TestSupport
import Testing

@Suite struct GeneratedModelsTests {
    private let client = PlainClient()
    private let rich = [
        "sha", "lastModified", "tags", "cardData", "downloads", "likes", "siblings", "config", "gguf", "safetensors", "gated",
    ]

    @Test("a long listing shows each model once, newest first, those of the folder among them")
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
            #expect(times.dropLast(2_345 / 2).contains { $0.hasPrefix("2025-06-01") })
        }
    }

    @Test("pages of a listing by time are full and lead on, wherever the folder's models stand", arguments: [1, 7, 100])
    func pages(limit: Int) async throws {
        try await withFixtureHub({ $0.generatedModels = 60 }) { hub in
            var ids: [String] = []
            var next: String? = "\(hub.endpoint)/api/models?sort=lastModified&limit=\(limit)&expand=sha"
            while let url = next {
                let reply = try await client.send("GET", url)
                let entries = try objects(reply)
                next = nextPage(reply)
                #expect(next == nil ? entries.count <= limit : entries.count == limit)
                ids += entries.compactMap { $0["id"] as? String }
            }
            #expect(ids.count == 60 + SampleRepositories.publicIDs.count)
            #expect(Set(ids).count == ids.count)
        }
    }

    @Test("in any other order the folder's models come first, and a cursor that nobody gave out is refused")
    func others() async throws {
        try await withFixtureHub({ $0.generatedModels = 60 }) { hub in
            let first = try await client.send("GET", "\(hub.endpoint)/api/models?sort=downloads")
            #expect(try objects(first).count == SampleRepositories.publicIDs.count)
            #expect(try objects(await client.send("GET", try #require(nextPage(first)))).count == 60)
            for cursor in ["bm90aGluZw==", "d292ZW46LTE6MDo=", "%%%"] {
                #expect(try await client.send("GET", "\(hub.endpoint)/api/models?sort=lastModified&cursor=\(cursor)").status == 400)
            }
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
            #expect((1_000...4_000).contains(reply.body.count / entries.count))
            let downloads = entries.compactMap { $0["downloads"] as? Int }.sorted(by: >)
            #expect(downloads.filter { $0 == 0 }.count == 500)
            let top: Int = downloads.prefix(10).reduce(0, +)
            let all: Int = downloads.reduce(0, +)
            #expect(top > all / 10 * 9)
            let unlicensed = entries.filter { ($0["cardData"] as? [String: Any])?["license"] == nil }.count
            #expect((450...800).contains(unlicensed))
        }
    }

    @Test("every listed model can be asked for, and its page agrees with the listing")
    func single() async throws {
        try await withSampleHub(.init(generatedModels: 150)) { hub in
            let query = (rich + ["pipeline_tag", "library_name", "createdAt"]).map { "expand=\($0)" }.joined(separator: "&")
            let entries = try objects(await client.send("GET", "\(hub.endpoint)/api/models?sort=lastModified&\(query)"))
            #expect(entries.count == 150)
            for entry in entries {
                let id = try #require(entry["id"] as? String)
                let info = try object(await client.send("GET", "\(hub.endpoint)/api/models/\(id)"))
                for key in ["sha", "lastModified", "createdAt", "pipeline_tag", "library_name"] {
                    #expect(info[key] as? String == entry[key] as? String, "\(key) of \(id)")
                }
                #expect(info["downloads"] as? Int == entry["downloads"] as? Int)
                #expect(info["tags"] as? [String] == entry["tags"] as? [String])
                for key in ["cardData", "safetensors"] {
                    #expect(info[key] as? NSDictionary == entry[key] as? NSDictionary, "\(key) of \(id)")
                }
                #expect(Set(names(info)) == Set(names(entry)), "\(id)")
            }
        }
    }

    @Test("a generated model's card can be fetched and says what the listing says; its weights have sizes and no bytes")
    func files() async throws {
        try await withSampleHub(.init(generatedModels: 150)) { hub in
            let query = "sort=lastModified&expand=cardData&expand=siblings"
            let entries = try objects(await client.send("GET", "\(hub.endpoint)/api/models?\(query)"))
            let entry = try #require(entries.first { ($0["cardData"] as? [String: Any])?["license"] != nil && weights($0) != nil })
            let id = try #require(entry["id"] as? String)
            let license = try #require((entry["cardData"] as? [String: Any])?["license"] as? String)
            let card = try await client.send("GET", "\(hub.endpoint)/\(id)/resolve/main/README.md")
            let text = try await client.send("GET", hub.endpoint + (try #require(card.headers["location"]))).text
            #expect(text.hasPrefix("---\nlicense: \(license)\n"))
            let name = try #require(weights(entry))
            let large = try await client.send("HEAD", "\(hub.endpoint)/\(id)/resolve/main/\(name)")
            #expect(Int(large.headers["x-linked-size"] ?? "") ?? 0 > 1_000)
            #expect(try await client.send("GET", try #require(large.headers["location"])).status == 403)
            let etag = try #require(large.headers["x-repo-commit"])
            #expect(try await client.send("GET", "\(hub.endpoint)/api/resolve-cache/models/\(id)/\(etag)/\(name)").status == 404)
            for stranger in ["\(id)1", "nobody/nothing", "nobody/Bababababa", "a/\(String(repeating: "Babababa-", count: 40))"] {
                #expect(try await client.send("GET", "\(hub.endpoint)/api/models/\(stranger)").status == 401)
            }
        }
    }

    private func names(_ entry: [String: Any]) -> [String] {
        (entry["siblings"] as? [[String: Any]] ?? []).compactMap { $0["rfilename"] as? String }
    }

    private func weights(_ entry: [String: Any]) -> String? {
        names(entry).first { $0.hasSuffix(".gguf") || $0 == "model.safetensors" }
    }
}
