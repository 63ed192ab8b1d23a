public import Catalog
internal import Hubs
internal import Vocabulary

/// The first stage: the hub's listing, newest change first.
extension Crawler {
    /// Pages in a row that may bring nothing new before the listing counts as endless.
    private static let barrenPageLimit = 3

    /// How often one crawl may begin anew because its cursor went stale.
    private static let restartLimit = 3

    /// Walks the listing from where an earlier run stopped, or from its beginning, and ends the run.
    ///
    /// While a page is written, the claims of the next are read, and the one after that is on its way: never more than two ahead.
    public func list(_ options: Options = Options()) async throws(CrawlError) -> CrawlRun {
        var run = try await recorded { () async throws(CatalogError) in
            try await catalog.beginCrawl(of: hub.id, kind: options.kind, at: now())
        }
        var restarts = 0
        var barrenPages = 0
        var ahead: Fetched?
        while run.position != .walked {
            if let limit = options.limit, case .listing = run.position, run.counts.seen >= limit { break }
            if Task.isCancelled { throw .cancelled }
            let cursor = run.position.cursor
            let fetched: Fetched
            if let ahead, ahead.cursor == cursor { fetched = ahead } else { fetched = await fetch(cursor, Expected(run, options), options) }
            ahead = nil
            let page: ListingPage
            do {
                page = try fetched.page.get()
            } catch  where error.cause == .staleCursor && cursor != nil && restarts < Self.restartLimit {
                restarts += 1
                run = try await startOver(run)
                continue
            } catch {
                throw CrawlError(error)
            }
            if let cursor, page.next == cursor { throw try await giveUp(run, "a page names itself as the next one") }
            let plan = PagePlan(page, of: run, remaining: options.limit.map { $0 - run.counts.seen })
            let (before, refused) = (run, page.refused)
            // What is planned is the page or its beginning.
            let entries = Array(fetched.entries.prefix(plan.claims.count))
            let isLast = plan.next == .walked || plan.isLimitReached
            let expected = Expected(run, options, after: plan)
            async let following = isLast ? nil : fetch(plan.next.cursor, expected, options, fetched.following)
            let result = try await recorded { () async throws(CatalogError) in
                try await catalog.record(entries, refused: refused, next: plan.next, in: before, at: now())
            }
            run = result.run
            report(.page(run))
            barrenPages = result.repeated == plan.claims.count && refused.isEmpty ? barrenPages + 1 : 0
            if plan.isLimitReached { break }
            if barrenPages >= Self.barrenPageLimit, run.position != .walked {
                throw try await giveUp(run, "\(barrenPages) pages in a row brought nothing new")
            }
            ahead = await following
        }
        let ended = run
        let finished = try await recorded { () async throws(CatalogError) in try await catalog.finish(ended, at: now()) }
        report(.listed(finished))
        return finished
    }

    private struct Fetched: Sendable {
        let cursor: PageCursor?
        let page: Result<ListingPage, HubError>
        /// What the page's claims were read as, so that this too is done while the page before is written.
        var entries: [ListingEntry] = []
        /// The page behind it, as it came.
        var following: Ahead?
    }

    /// A page that nobody has looked at yet.
    private struct Ahead: Sendable {
        let cursor: PageCursor
        let page: Result<ListingPage, HubError>
    }

    /// What is known of a walk before its next page is there: tells whether a page behind that one will be wanted.
    private struct Expected: Sendable {
        let floor: Timestamp?
        /// nil: any number.
        let remaining: Int?

        init(_ run: CrawlRun, _ options: Options, after plan: PagePlan? = nil) {
            // Catching up ends at what the walk saw first.
            if case .catchingUp = plan?.next { floor = run.floor ?? run.highWater } else { floor = run.floor }
            remaining = options.limit.map { $0 - run.counts.seen - (plan?.claims.count ?? 0) }
        }

        func goesOn(behind page: ListingPage) -> Bool {
            if let remaining, remaining <= page.claims.count { return false }
            guard let floor else { return true }
            return !page.claims.contains { $0.lastModified.map { $0 < floor } ?? false }
        }
    }

    private func fetch(_ cursor: PageCursor?, _ expected: Expected, _ options: Options, _ ahead: Ahead? = nil) async -> Fetched {
        let result: Result<ListingPage, HubError>
        if let ahead, ahead.cursor == cursor { result = ahead.page } else { result = await page(cursor, options) }
        guard case .success(let page) = result else { return Fetched(cursor: cursor, page: result) }
        // A page that names itself is a hub that would send us round in circles.
        let next = page.next.flatMap { $0 != cursor && expected.goesOn(behind: page) ? $0 : nil }
        async let following = fetchAhead(next, options)
        let entries = await EntryMaker.entries(page.claims)
        return Fetched(cursor: cursor, page: result, entries: entries, following: await following)
    }

    private func fetchAhead(_ cursor: PageCursor?, _ options: Options) async -> Ahead? {
        guard let cursor else { return nil }
        return Ahead(cursor: cursor, page: await page(cursor, options))
    }

    private func page(_ cursor: PageCursor?, _ options: Options) async -> Result<ListingPage, HubError> {
        do throws(HubError) {
            return .success(try await hub.page(after: cursor, limit: options.pageSize))
        } catch {
            return .failure(error)
        }
    }

    /// A stale cursor costs the walk so far, but not what was recorded; catching up begins at the front anyway.
    private func startOver(_ run: CrawlRun) async throws(CrawlError) -> CrawlRun {
        let new = try await recorded { () async throws(CatalogError) in
            if case .catchingUp = run.position {
                return try await catalog.record([], next: .catchingUp(cursor: nil), in: run, at: now()).run
            }
            return try await catalog.restart(run, at: now())
        }
        report(.restarted(new))
        return new
    }

    private func giveUp(_ run: CrawlRun, _ reason: String) async throws(CrawlError) -> CrawlError {
        try await recorded { () async throws(CatalogError) in try await catalog.abandon(run, at: now()) }
        return .endlessListing(hub.id, reason: reason)
    }
}
