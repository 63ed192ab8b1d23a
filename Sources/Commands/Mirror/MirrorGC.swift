import ArgumentParser
import Catalog
import Foundation
import Mirroring
import Reports
import Shelves
import Vocabulary

struct MirrorGC: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gc", abstract: "Free the bytes that no model, snapshot, pin or lock refers to.",
        discussion:
            "Safe beside a running sync and server. What can't be read stops it before anything is removed. With --retire, models that the "
            + "conditions given all hold for are taken off the shelf first, declared ones and those that `serve --fill` fetched alike; "
            + "pinned ones never are.")

    @OptionGroup var global: GlobalOptions
    @Flag(help: "Say what would go, and remove nothing.") var dryRun = false
    @Option(help: ArgumentHelp("Leave alone what changed within this time: 24h, 7d, 30m.", valueName: "time")) var grace: Lapse = Lapse(
        seconds: 24 * 3_600)
    @Flag(help: "Keep unfinished transfers, however old.") var keepPartials = false
    @Flag(help: "Also if nothing at all is referred to: then everything goes.") var all = false
    @OptionGroup(title: "Retention") var retention: RetentionOptions

    func run() async throws {
        let site = try global.site()
        var options = Collector.Options()
        options.isDryRun = dryRun
        options.grace = grace.seconds
        options.keepsPartials = keepPartials
        options.allowsEmpty = all
        let retention = try retention.retention { try site.declaration().retention }
        options.retention = retention.rules
        let began = site.now()
        let report: CollectReport
        do {
            report = try await site.collector(scenario: retention.scenario).run(options)
        } catch let error as CollectError {
            guard case .unreadable = error else { throw error }
            throw CommandFailure(.damaged, "\(error)\n(files that are named without a folder are below \(site.home.mirror.path))")
        }
        if !dryRun, !report.retired.isEmpty {
            let catalog = try site.catalog()
            for model in report.retired { try await catalog.unmarkMirrored(model.model) }
        }
        if !dryRun {
            try site.pulls().compact()
            await site.leave(
                JobMetrics(
                    .gc, startedAt: began, endedAt: site.now(), succeeded: true,
                    items: ["freed": report.blobs, "retired": report.retired.count, "young": report.young], bytes: report.bytes))
        }
        site.console.show(Self.document(report))
    }

    static func document(_ report: CollectReport) -> Document {
        let would = report.isDryRun ? "would be freed" : "freed"
        var table = Table(["model", "blobs", "size", "why"], rightAligned: ["blobs", "size"])
        table.rows += report.retired.map {
            [$0.model.description, "", Quantity.bytes($0.bytes), "retired\($0.isFilled ? " (filled)" : ""): \($0.reason)"]
        }
        table.rows += report.shares.map {
            [$0.model?.description ?? "(unknown)", String($0.blobs), Quantity.bytes($0.bytes), "not referred to"]
        }
        let retired = report.retired.map { item in
            Datum.object([
                ("model", .text(item.model.description)), ("bytes", .int(item.bytes)), ("reason", .text(item.reason)),
                ("filled", .bool(item.isFilled)),
            ])
        }
        let shares = report.shares.map { share in
            Datum.object([("model", .text(share.model?.description)), ("blobs", .int(share.blobs)), ("bytes", .int(share.bytes))])
        }
        let json = Datum.object([
            ("dry_run", .bool(report.isDryRun)), ("blobs", .int(report.blobs)), ("bytes", .int(report.bytes)),
            ("held", .int(report.held)), ("marked", .int(report.marked)), ("young", .int(report.young)),
            ("partials", .int(report.partials)), ("partial_bytes", .int(report.partialBytes)), ("links", .int(report.links)),
            ("companions", .int(report.companions)), ("verdicts", .int(report.verdicts)),
            ("documents", .int(report.documents)), ("cut", .text(report.cut.description)),
            ("retired", .list(retired)), ("models", .list(shares)),
        ])
        let notes = [
            "", "\(Quantity.bytes(report.bytes)) in \(report.blobs) of \(report.held) blobs \(would)",
            "\(Quantity.bytes(report.partialBytes)) in \(report.partials) unfinished transfers \(would); "
                + "\(report.young) blobs are too young to be sure of",
        ]
        return Document(json: json, table: table, footnotes: notes)
    }
}
