public import Catalog
public import Vocabulary

/// What happens during a crawl, as it happens: for progress bars and logs.
public enum CrawlProgress: Sendable, Hashable {
    /// A page is recorded; the run is as it stands after it.
    case page(CrawlRun)
    /// The hub no longer takes the cursor: the listing begins anew.
    case restarted(CrawlRun)
    /// The listing is done, with the run's final counts.
    case listed(CrawlRun)
    /// One model was visited for its files and card.
    case visited(ModelID, done: Int, of: Int, findings: [Finding])
}

/// What the visits to models brought.
public struct VisitCounts: Sendable, Hashable {
    /// Models asked for.
    public internal(set) var visited = 0
    /// Of them, those whose file list is held now.
    public internal(set) var detailed = 0
    /// Of them, those with a card.
    public internal(set) var cards = 0
    public internal(set) var findings = 0

    public init() {}
}

/// The result of a crawl that came to its end.
public struct CrawlOutcome: Sendable, Hashable {
    public let run: CrawlRun
    public let visits: VisitCounts
}
