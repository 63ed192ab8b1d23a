import ArgumentParser
import Catalog
import Reports
import Search
import Vocabulary

struct SavedList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "The searches that are kept.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        let all = try await site.savedSearches().all()
        var table = Table(["id", "name", "matches", "compared", "query"], rightAligned: ["id", "matches"])
        table.rows = all.map { search in
            [
                String(search.id), Self.shortened(search.name), search.isTooWide ? "too many" : String(search.matches),
                search.comparedAt?.description ?? "never", Self.shortened(search.query),
            ]
        }
        let json = Datum.object([("searches", .list(all.map { .object(SavedSearchReport.fields($0)) }))])
        site.console.show(Document(json: json, table: table))
    }

    /// A long one would push the other columns away; JSON has it whole.
    private static func shortened(_ text: String) -> String { text.count > 60 ? text.prefix(59) + "…" : text }
}
