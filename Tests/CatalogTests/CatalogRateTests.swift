import Foundation
import Testing
import Vocabulary

@testable import Catalog

/// How fast a crawl writes. Prints figures rather than asserting them: the machine decides. Set WEIGHBRIDGE_RATE to the number of models.
@Suite struct CatalogRateTests {
    private static let count = ProcessInfo.processInfo.environment["WEIGHBRIDGE_RATE"].flatMap(Int.init)

    @Test("a hundred thousand models are recorded and searched", .enabled(if: count != nil, "set WEIGHBRIDGE_RATE=100000"))
    func rate() async throws {
        let count = try #require(Self.count)
        let file = try TemporaryCatalog()
        let catalog = try file.open()
        let pages = try stride(from: 0, to: count, by: 1_000).map { start in
            try (start..<min(start + 1_000, count)).map(Self.claim)
        }
        try await crawl(pages, into: catalog, name: "new models")
        try await crawl(pages, into: catalog, name: "unchanged models")
        var query = CatalogQuery()
        query.sort = .downloads
        try await time("search by downloads", in: catalog, query)
        query.task = "task-3"
        try await time("task by downloads", in: catalog, query)
        query = CatalogQuery()
        query.text = "llama 3.2 1b"
        try await time("text in all models", in: catalog, query)
        query.text = "m77 instruct"
        try await time("text in few models", in: catalog, query)
        query = CatalogQuery()
        query.idContains = "m7777"
        try await time("part of a name", in: catalog, query)
        query = CatalogQuery()
        query.tags = ["transformers"]
        try await time("a tag of all models", in: catalog, query)
        #expect(try await catalog.search(CatalogQuery()).total == count)
    }

    private static func claim(_ number: Int) throws -> ModelClaim {
        var claim = try fullClaim("owner-\(number % 5_000)/Llama-3.2-1B-Instruct-m\(number)", downloads: Int64(number * 7_919 % 1_000_003))
        claim.task = "task-\(number % 40)"
        claim.tags += (0..<10).map { "tag-\((number + $0 * 37) % 3_000)" }
        return claim
    }

    private func crawl(_ pages: [[ModelClaim]], into catalog: CatalogDatabase, name: String) async throws {
        var run = try await catalog.beginCrawl(of: .huggingFace, kind: .full, at: minute(0))
        let start = ContinuousClock.now
        for (number, page) in pages.enumerated() {
            run = try await catalog.record(page, next: .listing(cursor: "\(number)"), in: run, at: minute(number)).run
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(name): \(Int(Double(pages.count * 1_000) / seconds)) models/s")
        _ = try await catalog.finish(try await catalog.record([], next: .walked, in: run, at: minute(0)).run, at: minute(0))
    }

    private func time(_ name: String, in catalog: CatalogDatabase, _ query: CatalogQuery) async throws {
        _ = try await catalog.search(query)
        let start = ContinuousClock.now
        let total = try await catalog.search(query).total
        print("\(name): \((ContinuousClock.now - start) / .milliseconds(1)) ms, \(total) found")
    }
}
