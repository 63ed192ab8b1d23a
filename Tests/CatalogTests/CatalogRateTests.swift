import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Catalog

/// How fast a crawl writes. Prints figures rather than asserting them: the machine decides. Set WEIGHBRIDGE_RATE to the number of models.
@Suite struct CatalogRateTests {
    private static let count = ProcessInfo.processInfo.environment["WEIGHBRIDGE_RATE"].flatMap(Int.init)

    @Test("a hundred thousand models are recorded", .enabled(if: count != nil, "set WEIGHBRIDGE_RATE=100000"))
    func rate() async throws {
        let count = try #require(Self.count)
        let file = try TemporaryCatalog()
        let catalog = try file.open()
        let pages = try stride(from: 0, to: count, by: 1_000).map { start in
            try (start..<min(start + 1_000, count)).map(Self.claim)
        }
        try await crawl(pages, into: catalog, name: "new models")
        try await crawl(pages, into: catalog, name: "unchanged models")
        #expect(try await catalog.statistics().map(\.models).reduce(0, +) == count)
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
            run = try await catalog.record(page.map { ListingEntry($0) }, next: .listing(cursor: "\(number)"), in: run, at: minute(number))
                .run
        }
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("\(name): \(Int(Double(pages.count * 1_000) / seconds)) models/s")
        _ = try await catalog.finish(try await catalog.record([], next: .walked, in: run, at: minute(0)).run, at: minute(0))
    }
}
