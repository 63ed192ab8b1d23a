import Catalog
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct FamilyAndCompletionTests {
    private func claim(_ path: String, downloads: Int64 = 1, from bases: [(String, String?)] = []) throws -> ListingEntry {
        var claim = ModelClaim(id: try modelID(path))
        claim.downloads = downloads
        claim.baseModels = bases.map { BaseModelClaim(path: $0.0, relation: $0.1) }
        return ListingEntry(claim)
    }

    private func engine(_ entries: [ListingEntry]) async throws -> SearchEngine {
        let catalog = try inMemory()
        try await catalog.crawl(entries: entries)
        return try await SearchCatalog(catalog, path: nil).engine()
    }

    @Test("a family is walked up and down, with ghosts for what nobody has seen")
    func family() async throws {
        let engine = try await engine([
            try claim("acme/tuned", from: [("acme/base", "finetune")]), try claim("acme/base", from: [("gone/parent", nil)]),
            try claim("acme/tuned-GGUF", downloads: 9, from: [("acme/tuned", "quantized")]),
            try claim("acme/lora", from: [("acme/tuned", "adapter")]),
        ])
        let tree = try #require(engine.index.family(of: try modelID("acme/tuned")))
        #expect(tree.ancestors.map(\.reference) == ["huggingface:acme/base", "huggingface:gone/parent"])
        #expect(tree.ancestors.map(\.isGhost) == [false, true] && tree.ancestors.map(\.relation) == [.finetune, .derived])
        #expect(tree.descendants.map(\.reference) == ["huggingface:acme/tuned-GGUF", "huggingface:acme/lora"])
        #expect(engine.index.family(of: try modelID("gone/parent"))?.descendants.map(\.distance) == [1, 2, 3, 3])
        #expect(engine.index.family(of: try modelID("no/body")) == nil)
        var query = SearchQuery()
        query.base = try modelID("acme/tuned")
        query.values[.relation] = ["quantized"]
        #expect(try await engine.search(query).results.map(\.entry.claim.id.path) == ["acme/tuned-GGUF"])
        query = SearchQuery()
        query.base = try modelID("gone/parent")
        #expect(try await engine.search(query).total == 1)
        query.base = try modelID("no/body")
        await #expect(throws: SearchError.self) { try await engine.search(query) }
        query = SearchQuery()
        query.originalsOnly = true
        #expect(try await engine.search(query).total == 0)
    }

    @Test("models that name one another as their base, or themselves, end the walk")
    func circles() async throws {
        let engine = try await engine([
            try claim("a/a", from: [("a/b", nil), ("a/a", nil)]), try claim("a/b", from: [("a/c", nil)]),
            try claim("a/c", from: [("a/a", nil)]),
        ])
        let tree = try #require(engine.index.family(of: try modelID("a/a")))
        #expect(tree.ancestors.map(\.reference) == ["huggingface:a/b", "huggingface:a/c"] && tree.descendants.count == 2 && !tree.isCut)
    }

    @Test("a family of thousands is cut where it was asked to be")
    func cut() async throws {
        let engine = try await engine([try claim("a/base")] + (0..<500).map { try claim("a/m\($0)", from: [("a/base", "finetune")]) })
        let tree = try #require(engine.index.family(of: try modelID("a/base"), limit: 100))
        #expect(tree.descendants.count == 100 && tree.isCut)
    }

    @Test("names are completed from their beginning or from behind their owner, the most downloaded first")
    func completion() async throws {
        let engine = try await engine([
            try claim("meta/Llama-3", downloads: 5), try claim("llamas/other", downloads: 3), try claim("acme/llama-2", downloads: 9),
            try claim("acme/mistral", downloads: 99),
        ])
        #expect(engine.index.completions(of: "LLAMA").map(\.name) == ["acme/llama-2", "meta/Llama-3", "llamas/other"])
        #expect(engine.index.completions(of: "acme/l").map(\.name) == ["acme/llama-2"])
        #expect(engine.index.completions(of: "m", limit: 1).map(\.name) == ["acme/mistral"])
        for text in ["", "\u{0}", "🤗", String(repeating: "a", count: 100_000)] { #expect(engine.index.completions(of: text).isEmpty) }
    }

    @Test("what is typed whole comes first, however few have downloaded it, and the match is explained")
    func exact() async throws {
        var other = ModelClaim(id: try modelID("acme/other"))
        (other.downloads, other.tags) = (1_000_000, ["gpt2"])
        let tagged = ListingEntry(other)
        let engine = try await engine([
            try claim("acme/gpt2-large-chat", downloads: 1_000_000), try claim("old/gpt2", downloads: 1), tagged,
        ])
        var query = SearchQuery()
        query.text = "gpt2"
        let page = try await engine.search(query)
        #expect(page.results.map(\.entry.claim.id.path) == ["old/gpt2", "acme/gpt2-large-chat", "acme/other"])
        #expect(page.results.map(\.matches) == [["'gpt2' in the name"], ["'gpt2' in the name"], ["'gpt2' in the tag gpt2"]])
    }
}
