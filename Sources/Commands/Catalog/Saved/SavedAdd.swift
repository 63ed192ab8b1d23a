import ArgumentParser
import Reports
import Search
import Vocabulary

struct SavedAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "add", abstract: "Keep a search, and take stock of what matches it.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "What to call it.") var name: String

    func run() async throws {
        let site = try global.site()
        let engine = try await site.search().engine()
        let query = QueryItems(pairs: filters.parameters).encoded()
        site.console.show(.record(SavedSearchReport.fields(try await site.savedSearches().save(name: name, query: query, engine))))
    }
}
