import GRDB
import Hubs
import Testing
import Vocabulary

@testable import Catalog
@testable import Crawling

/// A crawl that was stopped ends, once it is run again, in the state of one that was not.
@Suite struct CrawlerResumeTests {
    private static let pages = 7

    @Test("a crawl whose hub fails at any page goes on there", arguments: 0...pages)
    func resume(failing: Int) async throws {
        let models = try listing(0..<65)
        let undisturbed = try inMemory()
        _ = try await crawler(FakeHub(models), undisturbed).list(full())

        let catalog = try inMemory()
        let hub = FakeHub(models) { number, _ throws(HubError) in if number == failing { throw unavailable() } else { nil } }
        await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full()) }
        #expect(try await catalog.crawls(of: .huggingFace).first?.state == .running)
        _ = try await crawler(hub, catalog).list(full())

        #expect(try catalog.dump() == undisturbed.dump())
        // Seven pages, one to catch up, one that failed: nothing was read twice.
        #expect(hub.pagesAsked == Self.pages + 2)
    }

    @Test("a crawl that is stopped at every page comes to the same end")
    func resumeAlways() async throws {
        let models = try listing(0..<65)
        let undisturbed = try inMemory()
        _ = try await crawler(FakeHub(models), undisturbed).list(full())
        let catalog = try inMemory()
        let hub = FakeHub(models) { number, _ throws(HubError) in if number % 2 == 0 { throw unavailable() } else { nil } }
        for _ in 0...Self.pages { await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full()) } }
        _ = try await crawler(hub, catalog).list(full())
        #expect(try catalog.dump() == undisturbed.dump())
    }

    @Test("a write that fails inside a page leaves nothing of that page", arguments: [0, 4, 9, 10, 35, 64])
    func tornPage(row: Int) async throws {
        let models = try listing(0..<65)
        let undisturbed = try inMemory()
        _ = try await crawler(FakeHub(models), undisturbed).list(full())
        let catalog = try inMemory()
        let hub = FakeHub(models)
        try await catalog.writer.write { db in
            try db.execute(
                sql: """
                    CREATE TRIGGER fault BEFORE INSERT ON model WHEN new.path = 'acme/model-\(row)'
                    BEGIN SELECT RAISE(ABORT, 'the disk is on fire'); END
                    """)
        }
        await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full()) }
        #expect(try await catalog.modelCount == row / 10 * 10)
        try await catalog.writer.write { try $0.execute(sql: "DROP TRIGGER fault") }
        _ = try await crawler(hub, catalog).list(full())
        #expect(try catalog.dump() == undisturbed.dump())
    }

    @Test("a cancelled crawl says so and goes on where it was")
    func cancelled() async throws {
        let models = try listing(0..<65)
        let catalog = try inMemory()
        let hub = FakeHub(models) { number, _ throws(HubError) in
            if number == 3 { throw HubError(.cancelled, subject: "huggingface", detail: "cancelled") } else { nil }
        }
        let error = await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full()) }
        guard case .cancelled = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await crawler(hub, catalog).list(full())
        }
        await #expect(throws: CrawlError.self) { try await task.value }
        _ = try await crawler(hub, catalog).list(full())
        #expect(try await catalog.modelCount == 65)
    }

    @Test("an unfinished full crawl is finished even where an incremental one is asked for")
    func fullStaysFull() async throws {
        let catalog = try inMemory()
        let hub = FakeHub(try listing(0..<25)) { number, _ throws(HubError) in if number == 1 { throw unavailable() } else { nil } }
        await #expect(throws: CrawlError.self) { try await crawler(hub, catalog).list(full()) }
        let run = try await crawler(hub, catalog).list()
        #expect(run.kind == .full && run.state == .completed && run.counts.added == 25)
    }

    @Test("a cursor that went stale begins the listing anew, and nothing is counted gone for it")
    func staleCursor() async throws {
        let catalog = try inMemory()
        let hub = FakeHub(try listing(0..<25)) { number, _ throws(HubError) in
            if number == 2 { throw HubError(.staleCursor, subject: "huggingface", detail: "cursor expired") } else { nil }
        }
        let run = try await crawler(hub, catalog).list(full())
        #expect(run.state == .completed && run.counts.seen >= 25 && run.counts.vanished == 0)
        #expect(try await catalog.modelCount == 25)
        #expect(try await catalog.crawls(of: .huggingFace).map(\.state) == [.completed, .abandoned])
    }

    @Test("a cursor that is always stale ends the crawl with that error")
    func alwaysStale() async throws {
        let hub = FakeHub(try listing(0..<25)) { number, _ throws(HubError) in
            if number % 2 == 1 { throw HubError(.staleCursor, subject: "huggingface", detail: "cursor expired") } else { nil }
        }
        let error = await #expect(throws: CrawlError.self) { try await crawler(hub, inMemory()).list(full()) }
        guard case .hub(let cause) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.cause == .staleCursor)
    }
}
