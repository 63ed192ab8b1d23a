import Catalog
import CatalogData
import Foundation
import Search
import Vocabulary

/// Times searches over a catalog that is there: `SearchBench HOME QUERIES`. Prints one JSON object; queries are the same for the same catalog.
@main struct SearchBench {
    static func main() async throws {
        let home = URL(fileURLWithPath: CommandLine.arguments[1])
        let count = CommandLine.arguments.count > 2 ? Int(CommandLine.arguments[2]) ?? 300 : 300
        let catalog = try CatalogDatabase(path: home.appendingPathComponent("catalog/catalog.sqlite").path, data: CatalogData())
        let index = home.appendingPathComponent("catalog/search.index").path
        try? FileManager.default.removeItem(atPath: index)
        let making = try await seconds { _ = try await SearchCatalog(catalog, path: index).engine() }
        let searching = SearchCatalog(catalog, path: index)
        let loading = try await seconds { _ = try await searching.engine() }
        let engine = try await searching.engine()

        var questions = Questions(try await known(engine))
        let (texts, plains) = (
            (0..<count).map { _ in questions.next(hasText: true) }, (0..<count).map { _ in questions.next(hasText: false) }
        )
        let text = try await times(texts) { query in _ = try await engine.search(query) }
        let plain = try await times(plains) { query in _ = try await engine.search(query) }
        let prefixes = texts.compactMap { $0.text.map { String($0.prefix(3)) } }
        let completion = try await times(prefixes) { _ = engine.index.completions(of: $0) }
        var all = SearchQuery()
        all.sort = .downloads
        all.countsFacets = true
        let whole = try await times([SearchQuery](repeating: all, count: 20)) { query in _ = try await engine.search(query) }
        var fit = all
        fit.sort = .fitness
        fit.countsFacets = false
        let fittest = try await times([SearchQuery](repeating: fit, count: 5)) { query in _ = try await engine.search(query) }
        let result: [String: Double] = [
            "models": Double(engine.index.count), "make_s": making, "load_ms": loading * 1_000,
            "text_p50_ms": text.percentile(50), "text_p99_ms": text.percentile(99), "plain_p50_ms": plain.percentile(50),
            "plain_p99_ms": plain.percentile(99), "complete_p50_ms": completion.percentile(50),
            "complete_p99_ms": completion.percentile(99),
            "whole_p50_ms": whole.percentile(50), "fitness_p50_ms": fittest.percentile(50),
        ]
        print(String(decoding: try JSONSerialization.data(withJSONObject: result, options: .sortedKeys), as: UTF8.self))
    }

    private static func seconds(_ work: @Sendable () async throws -> Void) async throws -> Double {
        let start = ContinuousClock.now
        try await work()
        return (ContinuousClock.now - start) / .seconds(1)
    }

    /// Milliseconds of each, shortest first; once through beforehand, as a server that has run for a while.
    private static func times<Value: Sendable>(_ values: [Value], _ work: @Sendable (Value) async throws -> Void) async throws -> [Double] {
        for value in values.prefix(20) { try await work(value) }
        var times: [Double] = []
        for value in values { times.append(try await seconds { try await work(value) } * 1_000) }
        return times.sorted()
    }

    /// What the catalog's own models are narrowed by.
    private static func known(_ engine: SearchEngine) async throws -> SearchPage {
        var query = SearchQuery()
        query.sort = .downloads
        query.countsFacets = true
        query.limit = 500
        return try await engine.search(query)
    }
}

/// Made-up questions: words of popular names, and three filters from values that occur.
private struct Questions {
    private let words: [String]
    private let values: [Facet: [String]]
    private let scenarios: [String]
    private var state: UInt64 = 42

    init(_ page: SearchPage) {
        words = page.results.flatMap { result in
            result.entry.claim.id.path.split { "/-_.".contains($0) }.map(String.init).filter { $0.count > 2 }
        }
        var values: [Facet: [String]] = [:]
        for facet in [Facet.task, .license, .library, .format, .relation, .gate, .tuning, .hub] {
            values[facet] = page.facets.first { $0.name == facet.name }?.values.prefix(12).map(\.value) ?? []
        }
        self.values = values
        scenarios = page.facets.first { $0.name == "scenario" }?.values.map(\.value) ?? []
    }

    mutating func next(hasText: Bool) -> SearchQuery {
        var query = SearchQuery()
        query.countsFacets = true
        query.sort = hasText ? .relevance : [.downloads, .likes, .trending, .modified][random(4)]
        if hasText { query.text = (0...random(2)).compactMap { _ in one(of: words) }.joined(separator: " ") }
        var left = 3
        if random(2) == 0 {
            query.parameters = 0...(Int64(1 + random(30)) * 1_000_000_000)
            left -= 1
        }
        if random(2) == 0, let scenario = one(of: scenarios) {
            query.scenario = scenario
            left -= 1
        }
        let facets = values.keys.sorted { $0.rawValue < $1.rawValue }
        while left > 0 {
            let facet = facets[random(facets.count)]
            if let value = one(of: values[facet] ?? []) { query.values[facet] = [value] }
            left -= 1
        }
        return query
    }

    private mutating func one<Value>(of list: [Value]) -> Value? { list.isEmpty ? nil : list[random(list.count)] }

    private mutating func random(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % bound
    }
}

extension [Double] {
    /// Of sorted values.
    fileprivate func percentile(_ percent: Int) -> Double { isEmpty ? 0 : self[Swift.min(count - 1, count * percent / 100)] }
}
