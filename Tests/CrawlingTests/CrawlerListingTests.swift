import Hubs
import Testing
import Vocabulary

@testable import Catalog
@testable import Crawling

@Suite struct CrawlerListingTests {
    @Test("an incremental crawl stops at the first item that is older than what the last one saw")
    func incremental() async throws {
        let catalog = try inMemory()
        let hub = FakeHub(try listing(0..<65))
        _ = try await crawler(hub, catalog).list(full())
        let asked = hub.pagesAsked
        hub.set([try listed(40, changed: minute(2), commit: "b"), try listed(70, changed: minute(1))] + (try listing(0..<65)))
        let run = try await crawler(hub, catalog, at: minute(3)).list()
        #expect(run.kind == .incremental && run.state == .completed)
        // The newest item of last time is as old as the mark, not older: it is looked at once more.
        #expect(run.counts.added == 1 && run.counts.changed == 1 && run.counts.unchanged == 1)
        #expect(hub.pagesAsked == asked + 1)
        #expect(run.highWater == minute(2))
        #expect(try await catalog.modelCount == 66)
    }

    @Test("items of the same moment as the mark are not taken for known")
    func ties() async throws {
        let catalog = try inMemory()
        let hub = FakeHub([try listed(1, changed: minute(0)), try listed(2, changed: minute(-5))])
        _ = try await crawler(hub, catalog).list()
        hub.set([try listed(3, changed: minute(0)), try listed(1, changed: minute(0), commit: "c"), try listed(2, changed: minute(-5))])
        let run = try await crawler(hub, catalog).list()
        #expect(run.counts.added == 1 && run.counts.changed == 1)
    }

    @Test("a hub without dates is walked to its end every time")
    func noDates() async throws {
        let catalog = try inMemory()
        var models = try listing(0..<25)
        for index in models.indices { models[index].lastModified = nil }
        let hub = FakeHub(models)
        _ = try await crawler(hub, catalog).list()
        let run = try await crawler(hub, catalog).list()
        #expect(run.state == .completed && run.counts.unchanged == 25)
    }

    @Test("a date in the far future does not end every later crawl")
    func futureDate() async throws {
        let catalog = try inMemory()
        let future = try listed(0, changed: minute(1_000_000))
        let hub = FakeHub([future] + (try listing(1..<5)))
        let first = try await crawler(hub, catalog).list()
        #expect(first.highWater == minute(-1))
        hub.set([future, try listed(9, changed: minute(1))] + (try listing(1..<5)))
        let run = try await crawler(hub, catalog, at: minute(2)).list()
        #expect(run.counts.added == 1)
    }

    @Test("what moves to the front during a full crawl is met and not counted gone")
    func catchingUp() async throws {
        let catalog = try inMemory()
        let models = try listing(0..<35)
        _ = try await crawler(FakeHub(models), catalog).list(full())
        let hub = FakeHub(models) { [moved = try listed(34, changed: minute(1), commit: "b"), rest = try listing(0..<34)] number, hub in
            if number == 2 { hub.set([moved] + rest) }
            return nil
        }
        let run = try await crawler(hub, catalog).list(full())
        #expect(run.counts.vanished == 0 && run.counts.changed == 1)
        #expect(try await catalog.entry(for: modelID("acme/model-34"))?.claim.commit == commitID("b"))
    }

    @Test("a full crawl gives models that are gone their tombstones; an incremental one never does")
    func tombstones() async throws {
        let catalog = try inMemory()
        let hub = FakeHub(try listing(0..<35))
        _ = try await crawler(hub, catalog).list(full())
        hub.set(try listing(0..<20))
        #expect(try await crawler(hub, catalog, at: minute(1)).list().counts.vanished == 0)
        #expect(try await crawler(hub, catalog, at: minute(2)).list(full()).counts.vanished == 15)
        #expect(try await catalog.entry(for: modelID("acme/model-34"))?.vanishedAt == minute(2))
        #expect(try await catalog.modelCount == 20)
    }

    @Test("a limit counts over a stop, and says nothing of the rest", arguments: [1, 9, 10, 11, 25])
    func limit(limit: Int) async throws {
        let catalog = try inMemory()
        let isStopped = limit > 10
        let hub = FakeHub(try listing(0..<65)) { number, _ throws(HubError) in
            if isStopped, number == 1 { throw unavailable() } else { nil }
        }
        if isStopped { await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full(limit: limit)) } }
        let run = try await crawler(hub, catalog).list(full(limit: limit))
        #expect(run.state == .limited && run.counts.seen == limit && run.counts.vanished == 0)
        #expect(try await catalog.modelCount == limit)
        let all = try await crawler(hub, catalog).list()
        #expect(all.kind == .full && all.state == .completed)
        #expect(try await catalog.modelCount == 65)
    }

    @Test("a limit beyond the listing's end is none")
    func wideLimit() async throws {
        let run = try await crawler(FakeHub(try listing(0..<20)), inMemory()).list(full(limit: 20))
        #expect(run.state == .completed && run.counts.seen >= 20)
    }

    @Test("history is only added to, one sample a crawl, whatever pages repeat")
    func history() async throws {
        let catalog = try inMemory()
        let hub = FakeHub([try listed(1, downloads: 10)] + (try listing(2..<12)) + [try listed(1, downloads: 11)])
        _ = try await crawler(hub, catalog, at: minute(0)).list(full())
        hub.set([try listed(1, downloads: 30)])
        _ = try await crawler(hub, catalog, at: minute(9)).list(full())
        let samples = try await catalog.samples(of: modelID("acme/model-1"))
        #expect(samples.map(\.downloads) == [10, 30] && samples.map(\.takenAt) == [minute(0), minute(9)])
        #expect(try await catalog.entry(for: modelID("acme/model-1"))?.claim.downloads == 30)
    }

    @Test("a model on two pages is one model")
    func duplicates() async throws {
        let models = try listing(0..<15) + listing(5..<15) + listing(0..<30)
        let catalog = try inMemory()
        let run = try await crawler(FakeHub(models), catalog).list(full())
        #expect(run.state == .completed && run.counts.added == 30)
        #expect(try await catalog.modelCount == 30)
    }

    @Test("a listing that names a page as its own next one is given up")
    func samePage() async throws {
        let catalog = try inMemory()
        let hub = FakeHub([]) { [page = try listing(0..<5)] _, _ in
            ListingPage(claims: page, refused: [], next: PageCursor(rawValue: "again"))
        }
        let error = await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list() }
        guard case .endlessListing = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(hub.pagesAsked < 10)
        #expect(try await catalog.crawls(of: .huggingFace).first?.state == .abandoned)
    }

    @Test("a listing that goes in circles or is empty without end is given up", arguments: [0, 5])
    func circle(entries: Int) async throws {
        let catalog = try inMemory()
        let hub = FakeHub([]) { [page = try listing(0..<entries)] number, _ in
            ListingPage(claims: page, refused: [], next: PageCursor(rawValue: "page \(number)"))
        }
        let error = await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list() }
        guard case .endlessListing = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(hub.pagesAsked < 10)
        #expect(try await catalog.modelCount == entries)
    }

    @Test("entries that can't be read are findings, and gone again once the hub mends them")
    func refused() async throws {
        let catalog = try inMemory()
        let refused = [10: [RefusedItem(name: "../etc", reason: "not a name"), RefusedItem(name: "x\u{0}", reason: "not a name")]]
        let run = try await crawler(FakeHub(try listing(0..<25), refused: refused), catalog).list(full())
        #expect(run.counts.refused == 2 && run.counts.added == 25)
        _ = try await crawler(FakeHub(try listing(0..<25), refused: refused), catalog, at: minute(4)).list(full())
        let findings = try await catalog.findings(hub: .huggingFace)
        #expect(findings.count == 2 && findings.allSatisfy { $0.finding.code == .listingEntry && $0.foundAt == minute(0) })
        #expect(findings.first?.subject == "../etc")
        _ = try await crawler(FakeHub(try listing(0..<25)), catalog).list(full())
        #expect(try await catalog.findings(hub: .huggingFace).isEmpty)
    }

    @Test("a hub's claim about another hub's model is not believed")
    func foreignClaim() async throws {
        let catalog = try inMemory()
        let hub = try #require(HubID("elsewhere"))
        let foreign = ModelClaim(id: try #require(ModelID(hub: hub, path: "acme/thing")))
        _ = try await crawler(FakeHub([foreign, try listed(1)]), catalog).list(full())
        #expect(try await catalog.entry(for: foreign.id) == nil)
        #expect(try await catalog.modelCount == 1)
    }

    @Test("an empty hub is a completed crawl")
    func emptyHub() async throws {
        let run = try await crawler(FakeHub([]), inMemory()).list()
        #expect(run.state == .completed && run.counts.seen == 0)
    }
}
