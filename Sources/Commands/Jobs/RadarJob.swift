import Blobs
import Foundation
import Hubs
import Mirroring
import Radar
import Reports
import Shelves
import Vocabulary

/// A look upstream with its progress on the console, and its line on the metrics page.
struct RadarJob {
    let site: Site
    let access: HubAccess

    /// - Parameter models: nil: everything that is held.
    func run(_ models: [ModelID]?) async throws -> UpstreamRadar.Report {
        let (began, shelf) = (site.now(), try site.shelf())
        guard let lock = try FileLock(site.home.mirror.appendingPathComponent("radar.lock").path) else {
            throw CommandFailure(.damaged, "another radar is running on this mirror")
        }
        defer { lock.release() }
        let sources = try await site.sources(of: Set((models ?? shelf.models()).map(\.hub)), access)
        let display = ProgressDisplay(ProgressState(title: "radar", unit: .models), on: site.console)
        var options = UpstreamRadar.Options()
        options.concurrency = site.configuration.connections
        let radar = UpstreamRadar(
            blobs: try site.blobs(), shelf: shelf, sources: sources, log: RadarLog(site.documents), options: options, now: site.now,
            progress: { done, total in
                display.update { state in
                    state.done = Int64(done)
                    state.total = Int64(total)
                }
            })
        let report = try await display.during { try await radar.run(models) }
        let state = try await RadarLog(site.documents).state()
        await site.leave(
            JobMetrics(
                .radar, startedAt: began, endedAt: site.now(), succeeded: report.notAsked.isEmpty,
                items: ["asked": report.asked, "not_asked": report.notAsked.count, "news": report.news.count],
                more: [RadarReport.metrics(state)]))
        return report
    }
}
