import Catalog
import Crawling
import Hubs
import Reports
import Vocabulary
import Weighing

/// A crawl with its progress on the console, for `catalog crawl` and `demo`.
struct CrawlJob {
    let site: Site
    let hub: HubID
    let access: HubAccess
    let isFull: Bool
    let limit: Int?
    /// nil: as configured.
    let details: Int?
    /// Whether the licences are weighed afterwards.
    let weighs: Bool

    /// What the crawl and the weighing after it did.
    struct Outcome {
        let crawl: CrawlOutcome
        let weighing: Weigher.Counts
    }

    func run() async throws -> Outcome {
        let catalog = try site.catalog()
        let source = try await site.hub(hub, access)
        var options = Crawler.Options()
        options.kind = isFull ? .full : .incremental
        options.limit = limit
        options.visits = details ?? site.configuration.details
        let display = ProgressDisplay(ProgressState(title: "listing", unit: .models, total: limit.map(Int64.init)), on: site.console)
        let crawler = Crawler(hub: source.hub, catalog: catalog, now: site.now) { progress in Self.show(progress, display) }
        let settled = options
        let weigher = try weighs ? site.weigher(site.standards()) : nil
        let began = site.now()
        let outcome = try await display.during {
            let outcome = try await crawler.crawl(settled)
            try await catalog.setEndpoint(source.endpoint, of: hub)
            let counts = try await weigher?.run { done in Self.show(weighed: done, display) }
            return Outcome(crawl: outcome, weighing: counts ?? Weigher.Counts())
        }
        let counts = outcome.crawl.run.counts
        await site.leave(
            JobMetrics(
                .crawl, startedAt: began, endedAt: site.now(), succeeded: true,
                items: ["seen": counts.seen, "added": counts.added, "changed": counts.changed, "refused": counts.refused]))
        return outcome
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

    static func show(weighed done: Int, _ display: ProgressDisplay) {
        display.update { state in
            if state.title != "licences" { state = ProgressState(title: "licences", unit: .models) }
            state.done = Int64(done)
        }
    }

    static func document(_ outcome: Outcome) -> Document {
        let (run, counts, visits) = (outcome.crawl.run, outcome.crawl.run.counts, outcome.crawl.visits)
        return .record([
            ("hub", .text(run.hub)), ("kind", .text(run.kind.rawValue)), ("state", .text(run.state.rawValue)),
            ("pages", .int(counts.pages)),
            ("seen", .int(counts.seen)), ("added", .int(counts.added)), ("changed", .int(counts.changed)),
            ("unchanged", .int(counts.unchanged)),
            ("refused", .int(counts.refused)), ("vanished", .int(counts.vanished)), ("visited", .int(visits.visited)),
            ("detailed", .int(visits.detailed)), ("cards", .int(visits.cards)), ("findings", .int(visits.findings)),
            ("license_texts", .int(outcome.weighing.texts)), ("weighed", .int(outcome.weighing.models)),
            ("weighed_anew", .int(outcome.weighing.changed)),
        ])
    }
}
