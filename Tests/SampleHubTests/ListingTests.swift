import SampleHub
import TestSupport
import Testing

@Suite struct ListingTests {
    private let client = PlainClient()

    private func ids(_ hub: SampleHubServer, _ query: String) async throws -> [String] {
        try objects(await client.send("GET", "\(hub.endpoint)/api/models\(query)")).compactMap { $0["id"] as? String }
    }

    @Test("an anonymous listing shows everything but private repositories")
    func anonymous() async throws {
        try await withFixtureHub { hub in
            let shown = try await ids(hub, "")
            #expect(shown.sorted() == SampleRepositories.publicIDs)
        }
    }

    @Test("pages follow one another by absolute links, show each model once, and the last has no link")
    func pages() async throws {
        try await withFixtureHub { hub in
            var seen: [String] = []
            var next: String? = "\(hub.endpoint)/api/models?limit=2&sort=downloads"
            while let url = next {
                let reply = try await client.send("GET", url)
                let page = try objects(reply).compactMap { $0["id"] as? String }
                #expect(page.count <= 2 && !page.isEmpty)
                seen += page
                next = nextPage(reply)
                #expect(next?.hasPrefix("http://127.0.0.1:") ?? true)
            }
            #expect(seen == ["acme/tiny-bert", "acme/locked", "acme/tiny-gguf", "new-org/renamed", "solo"])
        }
    }

    @Test("search, author, task and tags narrow a listing")
    func filters() async throws {
        try await withFixtureHub { hub in
            let expected = [
                "search=BERT": ["acme/tiny-bert"], "author=acme&sort=id": ["acme/locked", "acme/tiny-bert", "acme/tiny-gguf"],
                "pipeline_tag=fill-mask": ["acme/tiny-bert"], "filter=license:mit&sort=id": ["new-org/renamed", "solo"],
                "filter=tiny&filter=en": ["acme/tiny-bert"], "gated=true": ["acme/locked"], "search=nothing": [],
            ]
            for (query, wanted) in expected {
                let shown = try await ids(hub, "?" + query)
                #expect(shown == wanted, "\(query)")
            }
        }
    }

    @Test("expand gives the named fields and nothing else")
    func expand() async throws {
        try await withFixtureHub { hub in
            let reply = try await client.send(
                "GET", "\(hub.endpoint)/api/models?search=bert&expand=sha&expand[]=safetensors&expand=cardData")
            let entry = try #require(try objects(reply).first)
            #expect(Set(entry.keys) == ["_id", "id", "sha", "safetensors", "cardData"])
            #expect((entry["safetensors"] as? [String: Any])?["total"] as? Int == 7)
            #expect((entry["cardData"] as? [String: Any])?["license"] as? String == "apache-2.0")
        }
    }

    @Test(
        "what the hub can't do is refused with words",
        arguments: ["?expand=nonsense", "?expand=sha&full=true", "?sort=taste", "?cursor=!!"])
    func refusals(query: String) async throws {
        try await withFixtureHub { hub in
            let reply = try await client.send("GET", "\(hub.endpoint)/api/models\(query)")
            #expect(reply.status == 400)
            #expect(reply.headers["x-error-message"]?.isEmpty == false)
        }
    }
}
