import Catalog
import Crawling
import Hubs
import Vocabulary

/// A crawl with its progress on the console, for `catalog crawl` and `demo`.
struct CrawlJob {
    let site: Site
    let hub: HubID
    let access: HubAccess
    let isFull: Bool
    let limit: Int?
    /// nil: as configured.
    let details: Int?

    func run() async throws -> CrawlOutcome {
        let catalog = try site.catalog()
        let source = try await site.hub(hub, access)
        var options = Crawler.Options()
        options.kind = isFull ? .full : .incremental
        options.limit = limit
        options.visits = details ?? site.configuration.details
        let display = ProgressDisplay(ProgressState(title: "listing", unit: .models, total: limit.map(Int64.init)), on: site.console)
        let crawler = Crawler(hub: source.hub, catalog: catalog, now: site.now) { progress in Self.show(progress, display) }
        let settled = options
        return try await display.during {
            let outcome = try await crawler.crawl(settled)
            try await catalog.setEndpoint(source.endpoint, of: hub)
            return outcome
        }
    }

    private static func show(_ progress: CrawlProgress, _ display: ProgressDisplay) {
        display.update { state in
            switch progress {
            case .page(let run), .restarted(let run), .listed(let run):
                state.done = Int64(run.counts.seen)
            case .visited(let model, let done, let total, _):
                if state.title != "details" { state = ProgressState(title: "details", unit: .models) }
                state.done = Int64(done)
                state.total = Int64(total)
                state.detail = model.path
            }
        }
    }

    static func document(_ outcome: CrawlOutcome) -> Document {
        let (run, counts, visits) = (outcome.run, outcome.run.counts, outcome.visits)
        return .record([
            ("hub", .text(run.hub)), ("kind", .text(run.kind.rawValue)), ("state", .text(run.state.rawValue)),
            ("pages", .int(counts.pages)),
            ("seen", .int(counts.seen)), ("added", .int(counts.added)), ("changed", .int(counts.changed)),
            ("unchanged", .int(counts.unchanged)),
            ("refused", .int(counts.refused)), ("vanished", .int(counts.vanished)), ("visited", .int(visits.visited)),
            ("detailed", .int(visits.detailed)), ("cards", .int(visits.cards)), ("findings", .int(visits.findings)),
        ])
    }
}
