public import Catalog
public import Hubs
public import Vocabulary

/// Drives one hub into the catalog, in two stages joined by rows: the listing, page by page; then visits to single models for their
/// files and cards. Each stage can be run alone, and killed at any point.
public struct Crawler: Sendable {
    /// What a crawl is to do.
    public struct Options: Sendable, Hashable {
        public var kind = CrawlRun.Kind.incremental
        /// Entries of the listing to read at most; nil: all. A run that ends so leaves no tombstones, and the next one starts over.
        public var limit: Int?
        /// How many models, the most downloaded ones, shall have their files and cards held.
        public var visits = 100
        public var pageSize = 1_000
        /// Models visited at a time. The hub's own limits are kept below this, by the transport.
        public var concurrency = 8

        public init() {}
    }

    let hub: any Hub
    let catalog: CatalogDatabase
    let now: @Sendable () -> Timestamp
    let report: @Sendable (CrawlProgress) -> Void

    /// `now` is asked whenever something is written; `report` is called from the crawl's own tasks and must not block.
    public init(
        hub: any Hub, catalog: CatalogDatabase, now: @escaping @Sendable () -> Timestamp,
        report: @escaping @Sendable (CrawlProgress) -> Void = { _ in }
    ) {
        self.hub = hub
        self.catalog = catalog
        self.now = now
        self.report = report
    }

    /// Both stages.
    public func crawl(_ options: Options = Options()) async throws(CrawlError) -> CrawlOutcome {
        let run = try await list(options)
        return CrawlOutcome(run: run, visits: try await visit(options))
    }

    /// A catalog call, with its error in this module's words.
    func recorded<Value: Sendable>(_ work: () async throws(CatalogError) -> Value) async throws(CrawlError) -> Value {
        do { return try await work() } catch { throw CrawlError(error) }
    }
}
