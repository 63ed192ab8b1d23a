import ArgumentParser
import Catalog
import Reports
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
        return Document(json: .object(StatisticsReport.fields(hubs)), table: table, footnotes: unfinished)
    }
}
