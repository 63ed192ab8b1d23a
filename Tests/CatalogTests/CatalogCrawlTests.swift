import Catalog
import TestSupport
import Testing
import Vocabulary

@Suite struct CatalogCrawlTests {
    @Test("what a listing says comes back as it was said")
    func roundTrip() async throws {
        let file = try TemporaryCatalog()
        let claim = try fullClaim("acme/thing")
        try await file.open().crawl([claim])
        let entry = try #require(try await file.open().entry(for: claim.id))
        #expect(entry.claim == claim)
        #expect(entry.firstSeen == minute(0) && entry.lastSeen == minute(0) && entry.vanishedAt == nil)
    }

    @Test("a bare entry stays bare")
    func bare() async throws {
        let catalog = try inMemory()
        let claim = ModelClaim(id: try modelID("gpt2"))
        try await catalog.crawl([claim])
        #expect(try await catalog.entry(for: claim.id)?.claim == claim)
    }

    @Test("a changed entry replaces what hung on the old one")
    func changedEntry() async throws {
        let catalog = try inMemory()
        var claim = try fullClaim("acme/thing")
        try await catalog.crawl([claim])
        claim.tags = ["onnx", "transformers"]
        claim.licenses = [LicenseClaim(.license, raw: #"["mit"]"#, isJSON: true)]
        claim.baseModels = []
        claim.cardData = nil
        claim.task = nil
        let run = try await catalog.crawl([claim], at: minute(5))
        #expect(run.counts.changed == 1 && run.counts.added == 0)
        let entry = try #require(try await catalog.entry(for: claim.id))
        #expect(entry.claim == claim)
        #expect(entry.firstSeen == minute(0) && entry.lastSeen == minute(5))
    }

    @Test("a full crawl leaves tombstones, and a model that comes back loses its own")
    func tombstones() async throws {
        let catalog = try inMemory()
        let (kept, lost) = (try fullClaim("acme/kept"), try fullClaim("acme/lost"))
        try await catalog.crawl([kept, lost])
        let run = try await catalog.crawl([kept], at: minute(1))
        #expect(run.counts.vanished == 1)
        #expect(try await catalog.entry(for: lost.id)?.vanishedAt == minute(1))
        #expect(try await catalog.entry(for: kept.id)?.vanishedAt == nil)
        #expect(try await catalog.statistics().map(\.models).reduce(0, +) == 1)
        try await catalog.crawl([kept, lost], at: minute(2))
        #expect(try await catalog.entry(for: lost.id)?.vanishedAt == nil)
    }

    @Test("a limited or incremental crawl says nothing of what it did not meet")
    func noTombstones() async throws {
        let catalog = try inMemory()
        let (kept, other) = (try fullClaim("acme/kept"), try fullClaim("acme/other"))
        try await catalog.crawl([kept, other])
        try await catalog.crawl([kept], kind: .incremental, at: minute(1))
        let run = try await catalog.beginCrawl(of: .huggingFace, kind: .full, at: minute(2))
        let page = try await catalog.record([ListingEntry(kept)], next: .listing(cursor: "2"), in: run, at: minute(2))
        #expect(try await catalog.finish(page.run, at: minute(2)).state == .limited)
        #expect(try await catalog.entry(for: other.id)?.vanishedAt == nil)
    }
}
