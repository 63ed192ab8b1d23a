import ArgumentParser
import Catalog
import Vocabulary

struct CatalogStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "stats", abstract: "What is indexed, and how fresh it is, by hub.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        site.console.show(Self.document(try await site.catalog().statistics()))
    }

    static func document(_ hubs: [HubStatistics]) -> Document {
        let titles = [
            "hub", "models", "gone", "file lists", "cards", "mirrored", "samples", "findings", "known bytes", "last crawl",
            "last full crawl",
        ]
        var table = Table(titles, rightAligned: Set(titles[1...8]))
        table.rows = hubs.map { hub in
            [
                hub.hub.description, String(hub.models), String(hub.vanished), String(hub.detailed), String(hub.cards),
                String(hub.mirrored),
                String(hub.samples), String(hub.findings), Quantity.bytes(hub.knownBytes),
                hub.lastCompleted?.finishedAt?.description ?? "never",
                hub.lastFull?.finishedAt?.description ?? "never",
            ]
        }
        let unfinished = hubs.filter { $0.unfinished != nil }.map { "a crawl of \($0.hub) is unfinished: crawl again to go on" }
        return Document(json: .object([("hubs", .list(hubs.map(record)))]), table: table, footnotes: unfinished)
    }

    private static func record(_ hub: HubStatistics) -> Datum {
        .object([
            ("hub", .text(hub.hub.description)), ("models", .int(hub.models)), ("vanished", .int(hub.vanished)),
            ("detailed", .int(hub.detailed)),
            ("cards", .int(hub.cards)), ("mirrored", .int(hub.mirrored)), ("samples", .int(hub.samples)), ("findings", .int(hub.findings)),
            ("known_bytes", .int(hub.knownBytes)), ("last_completed", .text(hub.lastCompleted?.finishedAt)),
            ("last_full", .text(hub.lastFull?.finishedAt)), ("unfinished", .bool(hub.unfinished != nil)),
        ])
    }
}
