import Catalog
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct StatisticsTests {
    private static let day = 24 * 60

    @Test("growth is measured against the sample of a week and of a month ago, and trending by the week's")
    func growth() async throws {
        let catalog = try inMemory()
        func crawl(_ day: Int, _ counters: [(String, downloads: Int64, likes: Int64)]) async throws {
            try await catalog.crawl(
                try counters.map { name, downloads, likes in
                    var claim = ModelClaim(id: try modelID(name))
                    (claim.downloads, claim.likes) = (downloads, likes)
                    return claim
                }, at: minute(day * Self.day))
        }
        try await crawl(0, [("a/rising", 100, 1), ("a/giant", 1_000_000, 500)])
        try await crawl(24, [("a/rising", 150, 2), ("a/giant", 1_000_000, 501)])
        try await crawl(31, [("a/rising", 900, 40), ("a/giant", 1_000_100, 502), ("a/new", 5, 0)])
        var query = SearchQuery()
        query.sort = .trending
        let results = try await catalog.search(query).results
        #expect(results.map(\.entry.claim.id.path) == ["a/rising", "a/giant", "a/new"])
        let facts = try #require(results.first?.facts)
        #expect(facts.downloadGrowth7 == 750 && facts.likeGrowth7 == 38 && facts.downloadGrowth30 == 800 && facts.likeGrowth30 == 39)
        #expect(results.last?.facts.downloadGrowth7 == nil)
    }

    @Test("results that cards claim are filtered and sorted by, best first")
    func evaluations() async throws {
        let catalog = try inMemory()
        let entries = try [("a/good", 0.9), ("a/better", 0.95), ("a/poor", 0.4)].map { name, value in
            ListingEntry(
                ModelClaim(id: try modelID(name)),
                evaluations: [
                    EvaluationRecord(task: "text-classification", dataset: "imdb", metric: "accuracy", value: value),
                    EvaluationRecord(task: "text-classification", dataset: "imdb", metric: "f1", value: 1 - value),
                ])
        }
        try await catalog.crawl(entries: entries + [ListingEntry(ModelClaim(id: try modelID("a/none")))])
        var query = SearchQuery()
        query.evaluation = SearchQuery.Evaluation(dataset: "IMDB", metric: "accuracy", atLeast: 0.5)
        query.sort = .evaluation
        #expect(try await catalog.paths(query) == ["a/better", "a/good"])
        query.evaluation?.metric = "f1"
        query.evaluation?.atLeast = nil
        #expect(try await catalog.paths(query) == ["a/poor", "a/good", "a/better"])
    }

    @Test("fitness prefers evidence, popularity and a known licence, and says why")
    func fitness() async throws {
        let catalog = try inMemory()
        var (good, poor) = (try fullClaim("a/good", downloads: 1_000_000), try fullClaim("a/poor", downloads: 3))
        (good.task, poor.task) = ("fill-mask", "fill-mask")
        let results = (0..<9).map { EvaluationRecord(metric: "m\($0)", value: 1) }
        try await catalog.crawl(entries: [ListingEntry(poor), ListingEntry(good, evaluations: results)])
        var query = SearchQuery()
        query.sort = .fitness
        let page = try await catalog.search(query)
        #expect(page.results.map(\.entry.claim.id.path) == ["a/good", "a/poor"])
        let best = try #require(page.results.first?.fitness)
        #expect(best.evidence == 0.75 && best.score > 0.3 && best.score <= 1)
        #expect(best.reasons.contains("evaluation results 0.22"))
    }
}
