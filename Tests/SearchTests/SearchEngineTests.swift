import Catalog
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct SearchEngineTests {
    @Test(
        "a model is found by the ways people write its name",
        arguments: [
            "llama 3.2 1b", "llama-3.2-1b-instruct", "Llama 3.2", "llama3.2", "instr", "meta-llama/Llama-3.2-1B-Instruct", "1b llama",
            "\"llama\" 3.2", "  llama\t\n3.2  ",
        ])
    func identifiers(text: String) async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("meta-llama/Llama-3.2-1B-Instruct"), try fullClaim("acme/other")])
        var query = SearchQuery()
        query.text = text
        #expect(try await catalog.paths(query) == ["meta-llama/Llama-3.2-1B-Instruct"])
    }

    @Test(
        "words inside a name are found apart and together",
        arguments: [
            ("mini lm", "acme/all-MiniLM-L6-v2"), ("minilm l6", "acme/all-MiniLM-L6-v2"), ("qwen 2.5", "acme/Qwen2.5-7B"),
            ("qwen2.5 7b", "acme/Qwen2.5-7B"), ("gpt neo", "acme/GPTNeo"), ("gptneo", "acme/GPTNeo"), ("gemma2", "acme/gemma-2-9b"),
            ("tag:grüße", "acme/tagged"), ("grusse", ""), ("gruße", "acme/tagged"),
        ])
    func words(text: String, path: String) async throws {
        let catalog = try inMemory()
        var tagged = ModelClaim(id: try modelID("acme/tagged"))
        tagged.tags = ["tag:grüße"]
        let others = try ["acme/all-MiniLM-L6-v2", "acme/Qwen2.5-7B", "acme/GPTNeo", "acme/gemma-2-9b"].map {
            ModelClaim(id: try modelID($0))
        }
        try await catalog.crawl(others + [tagged])
        var query = SearchQuery()
        query.text = text
        #expect(try await catalog.paths(query) == (path.isEmpty ? [] : [path]))
    }

    @Test(
        "any text is legal",
        arguments: [
            "\"", "\"\"\"", "AND", "OR NOT", "NEAR(a b)", "name:llama", "{name tags}:x", "*", "^x", "a*b", "-", "(", ")", "(((", "a + b",
            "'; DROP TABLE model; --", "\u{0}", "x\u{0}y", "🤗", "🤗 llama", "\u{FEFF}", "\u{202E}x", "％", "e\u{301}", "\\", "%", "_",
            "x\" OR \"y", "\u{1E900}", "\u{31350}",
        ])
    func hostileText(text: String) async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/thing")])
        var query = SearchQuery()
        query.text = text
        #expect(try await catalog.search(query).total <= 1)
        query = SearchQuery()
        query.nameContains = text
        #expect(try await catalog.search(query).total == 0)
        query = SearchQuery()
        query.tags = [text, "no such tag"]
        #expect(try await catalog.search(query).total == 0)
        for facet in Facet.allCases {
            query = SearchQuery()
            query.values[facet] = [text]
            await #expect(throws: SearchError.self) { try await catalog.search(query) }
        }
    }

    @Test("text of signs alone finds nothing; blanks ask for nothing")
    func wordless() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/thing")])
        var query = SearchQuery()
        query.text = "!? 🤗"
        #expect(try await catalog.search(query).total == 0)
        query.text = " \n "
        #expect(try await catalog.search(query).total == 1)
    }

    @Test("100 kB of text is answered like any other")
    func longText() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/thing")])
        for text in [
            String(repeating: "a", count: 100_000), String(repeating: "thing ", count: 17_000), String(repeating: "\"", count: 100_000),
        ] {
            var query = SearchQuery()
            query.text = text
            #expect(try await catalog.search(query).total == (text.hasPrefix("thing") ? 1 : 0))
            query = SearchQuery()
            query.nameContains = text
            query.tags = [text]
            #expect(try await catalog.search(query).total == 0)
        }
    }

    @Test("a part of a name is found whatever its case, and its signs are only signs")
    func nameContains() async throws {
        let catalog = try inMemory()
        try await catalog.crawl(try ["acme/a_b-GPT2", "acme/axb", "other/gpt2"].map { try fullClaim($0) })
        var query = SearchQuery()
        query.sort = .id
        query.nameContains = "gpt2"
        #expect(try await catalog.paths(query) == ["acme/a_b-GPT2", "other/gpt2"])
        query.nameContains = "A_B"
        #expect(try await catalog.paths(query) == ["acme/a_b-GPT2"])
        query.nameContains = "%"
        #expect(try await catalog.paths(query) == [])
    }

    @Test("every filter narrows, and all of them together")
    func filters() async throws {
        let catalog = try inMemory()
        var other = ModelClaim(id: try modelID("else/where"), gate: .manual, parameters: 1)
        other.tags = ["onnx"]
        let claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim, other])
        var all = SearchQuery()
        let filters: [(inout SearchQuery) -> Void] = [
            { $0.values[.hub] = ["huggingface"] }, { $0.values[.author] = ["ACME"] }, { $0.values[.task] = ["text-generation"] },
            { $0.values[.licenseName] = ["MIT"] },
            { $0.tags = ["safetensors", "🤗"] }, { $0.values[.library] = ["transformers"] }, { $0.values[.gate] = ["open"] },
            { $0.parameters = 1_000_000...8_000_000 }, { $0.text = "thing" }, { $0.nameContains = "me/th" },
        ]
        for (number, filter) in filters.enumerated() {
            var query = SearchQuery()
            filter(&query)
            filter(&all)
            if number > 0 { #expect(try await catalog.paths(query) == ["acme/thing"], "filter \(number)") }
        }
        #expect(try await catalog.paths(all) == ["acme/thing"])
        all.tags = ["safetensors", "no such tag"]
        #expect(try await catalog.search(all).total == 0)
        all = SearchQuery()
        all.isGated = true
        #expect(try await catalog.paths(all) == ["else/where"])
        all.maximumSize = .max
        #expect(try await catalog.search(all).total == 0)
    }

    @Test(
        "a tag is found exactly as written, whatever signs it has",
        arguments: ["license:mit", "license:mit-0", "a \"b\" c", "🤗", "grüße", "\u{31350}", "x\u{31350}", "\"", "NOT", "tags:x", "MIT"])
    func tags(tag: String) async throws {
        let catalog = try inMemory()
        var (exact, near) = (ModelClaim(id: try modelID("acme/exact")), ModelClaim(id: try modelID("acme/near")))
        exact.tags = ["first", tag, "last"]
        near.tags = ["first", tag + "x", "x" + tag, tag + " y", "last"]
        try await catalog.crawl([exact, near])
        #expect(try await catalog.entry(for: exact.id)?.claim.tags == exact.tags)
        var query = SearchQuery()
        query.tags = [tag, "last"]
        #expect(try await catalog.paths(query) == ["acme/exact"])
        exact.tags = ["first"]
        try await catalog.crawl([exact, near], at: minute(1))
        #expect(try await catalog.paths(query) == [])
        #expect(try await catalog.entry(for: exact.id)?.claim.tags == ["first"])
    }

    @Test("a page is cut from one order, equals are ordered by name, and the total is of all")
    func paging() async throws {
        let catalog = try inMemory()
        let claims = try ["c", "a", "e", "b", "d"].enumerated().map { try fullClaim("acme/\($1)", downloads: $0 == 0 ? 1 : 50) }
        try await catalog.crawl(claims)
        var query = SearchQuery()
        var paths: [String] = []
        query.limit = 2
        query.sort = .downloads
        for offset in stride(from: 0, to: 6, by: 2) {
            query.offset = offset
            let page = try await catalog.search(query)
            #expect(page.total == 5)
            paths += page.results.map(\.entry.claim.id.path)
        }
        #expect(paths == ["acme/a", "acme/b", "acme/d", "acme/e", "acme/c"])
        query.limit = -1
        #expect(try await catalog.search(query).results.isEmpty)
        query.limit = .max
        query.offset = .min
        #expect(try await catalog.search(query).results.count == 5)
        query.offset = .max
        #expect(try await catalog.search(query).results.isEmpty)
    }

    @Test("every order puts what is unknown last", arguments: SearchQuery.Sort.allCases.filter { $0 != .evaluation })
    func sorts(sort: SearchQuery.Sort) async throws {
        let catalog = try inMemory()
        var large = try fullClaim("acme/large", downloads: 9, changed: minute(9))
        large.parameters = 9
        large.createdAt = minute(9)
        large.trendingScore = 9
        var small = try fullClaim("acme/small", downloads: 1, changed: minute(1))
        small.parameters = 1
        small.createdAt = minute(1)
        small.trendingScore = 1
        try await catalog.crawl([ModelClaim(id: try modelID("acme/unknown")), small, large])
        for (claim, size) in [(large, Int64(9)), (small, 1)] {
            let file = FileClaim(
                path: try #require(RepoPath("a")), size: size,
                content: .gitBlob(try #require(GitObjectID(String(repeating: "1", count: 40)))))
            let revision = RevisionClaim(model: claim.id, revision: .main, commit: try commitID("a"), files: [file], refused: [])
            try await catalog.record(ModelDetails(model: claim.id, attempted: nil, revision: revision), at: minute(0))
        }
        var query = SearchQuery()
        query.sort = sort
        let smallFirst = sort == .size || sort == .parameters
        #expect(
            try await catalog.paths(query) == (smallFirst ? ["acme/small", "acme/large"] : ["acme/large", "acme/small"]) + ["acme/unknown"])
    }

    @Test("a word in the name counts more than one in the tags")
    func relevance() async throws {
        let catalog = try inMemory()
        var tagged = try fullClaim("acme/first", downloads: 1_000_000)
        tagged.tags = ["zebra"]
        try await catalog.crawl([tagged, try fullClaim("acme/zebra", downloads: 1)])
        var query = SearchQuery()
        query.text = "zebra"
        #expect(try await catalog.paths(query) == ["acme/zebra", "acme/first"])
    }

    @Test("tombstones are found only when asked for")
    func vanished() async throws {
        let catalog = try inMemory()
        let (kept, lost) = (try fullClaim("acme/kept"), try fullClaim("acme/lost"))
        try await catalog.crawl([kept, lost])
        try await catalog.crawl([kept], at: minute(1))
        var query = SearchQuery()
        query.text = "acme"
        #expect(try await catalog.paths(query) == ["acme/kept"])
        query.includesVanished = true
        #expect(try await catalog.search(query).total == 2)
    }
}
