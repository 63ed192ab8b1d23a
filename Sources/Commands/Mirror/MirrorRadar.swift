import ArgumentParser
import Blobs
import Foundation
import Mirroring
import Radar
import Reports
import Vocabulary

struct MirrorRadar: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "radar", abstract: "Ask the hubs what changed upstream of what is held. Changes nothing that is held.",
        discussion: """
            Prints what is open, then what is back to normal. A hub that does not answer is no news: its models are listed as not asked. \
            Exit code 3 if nothing could be asked at all; 1 only with --fail-on.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var access: HubOptions
    @Argument(help: "Only these models (default: everything that is held).") var references: [ModelReference] = []
    @Option(help: ArgumentHelp("Print only what began since, and what ended since (2026-01-31).", valueName: "time")) var since: String?
    @Option(help: ArgumentHelp("Write what began and ended as an Atom feed.", valueName: "file")) var feed: String?
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("End with exit code 1 if a change of these kinds is open.", valueName: "kind"))
    var failOn: [RadarEvent.Kind] = []
    @Flag(help: "Ask nobody: print what the last run noticed.") var offline = false

    func validate() throws {
        if let since, Timestamp.day(since) == nil { throw ValidationError("--since must be a day or an RFC 3339 time, not '\(since)'") }
        if offline, !references.isEmpty { throw ValidationError("--offline prints everything: name no models with it") }
    }

    func run() async throws {
        let site = try global.site()
        let job = RadarJob(site: site, access: access.access)
        let asked = offline ? nil : try await job.run(references.isEmpty ? nil : references.map(\.model))
        let log = RadarLog(site.documents)
        let state = try await log.state()
        let from = since.flatMap(Timestamp.day)
        let history = try await log.history(since: from, limit: RadarFeed.mostEntries)
        let models = Set(references.map(\.model))
        let events = RadarReport.events(state, history, since: from).filter { models.isEmpty || models.contains($0.model) }
        if let feed {
            let atom = RadarFeed(history, ranAt: state.ranAt).atom
            let path = URL(fileURLWithPath: feed).path
            try AtomicFile.write(Array(atom.utf8), to: path)
        }
        site.console.show(Self.document(state, events))
        if let asked, asked.asked == 0, !asked.notAsked.isEmpty {
            throw CommandFailure(.network, "no model could be asked about: \(asked.notAsked[0].reason)")
        }
        let failing = events.filter { $0.endedAt == nil && failOn.contains($0.kind) }
        if let first = failing.first {
            throw CommandFailure(
                .found, "\(failing.count) open changes of the kinds to fail on; first: \(first.model) \(first.kind.rawValue)")
        }
    }

    static func document(_ state: RadarState, _ events: [RadarEvent]) -> Document {
        var table = Table(["model", "change", "of", "old", "new", "first seen", "ended"])
        table.rows = events.map { event in
            [
                event.model.description, event.kind.rawValue, event.subject, short(event.old), short(event.new),
                String(event.firstSeen.description.prefix(10)), event.endedAt.map { String($0.description.prefix(10)) } ?? "",
            ]
        }
        let notes = state.notAsked.map { "not asked: \($0.name): \($0.reason)" }
        return Document(json: .object(RadarReport.fields(state, events)), table: table, footnotes: notes)
    }

    /// Commits and hashes as people know them.
    private static func short(_ text: String) -> String { ContentID(hex: text) == nil ? text : String(text.prefix(12)) }
}
