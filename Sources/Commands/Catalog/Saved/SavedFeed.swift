import ArgumentParser
import Catalog
import Reports
import Search
import Vocabulary

struct SavedFeed: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feed", abstract: "What came to match a saved search since it was saved, or stopped to: newest first.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its number, as `weighbridge catalog saved list` shows it.") var id: Int64
    @Option(help: "How many events at most.") var limit = 100

    func validate() throws {
        guard (1...SavedSearches.mostEvents).contains(limit) else {
            throw ValidationError("--limit must be from 1 to \(SavedSearches.mostEvents), not \(limit)")
        }
    }

    func run() async throws {
        let site = try global.site()
        let engine = try await site.search().engine()
        guard let changes = try await site.savedSearches().changes(of: id, limit: limit, engine) else { throw Self.unknown(id) }
        var table = Table(["noted", "", "model", "task"])
        table.rows = changes.events.map { [$0.notedAt.description, $0.matches ? "+" : "-", $0.model.description, $0.task ?? ""] }
        let notes = changes.search.isTooWide ? ["too many models match: changes are not followed until there are fewer"] : []
        site.console.show(Document(json: .object(SavedSearchReport.fields(changes)), table: table, footnotes: notes))
    }

    static func unknown(_ id: Int64) -> CommandFailure {
        CommandFailure(.usage, "no saved search has the number \(id); see `weighbridge catalog saved list`")
    }
}
