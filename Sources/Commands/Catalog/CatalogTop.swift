import ArgumentParser
import Search

struct CatalogTop: AsyncParsableCommand {
    /// What is counted.
    enum List: String, ExpressibleByArgument, CaseIterable {
        case downloads, likes, trending, growth

        var sort: SearchQuery.Sort {
            switch self {
            case .downloads: .downloads
            case .likes: .likes
            case .trending: .trending
            case .growth: .growth
            }
        }
    }

    static let configuration = CommandConfiguration(
        commandName: "top", abstract: "The models at the top of a list, of all or of those that pass filters.",
        discussion:
            "growth: downloads gained in the last seven days. trending: growth of downloads and likes against what there was before.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "downloads, likes, trending or growth.") var by: List
    @Option(help: "How many models at most.") var limit = 20

    func validate() throws {
        guard (1...SearchQuery.pageLimit).contains(limit) else {
            throw ValidationError("--limit must be from 1 to \(SearchQuery.pageLimit), not \(limit)")
        }
    }

    func run() async throws {
        let site = try global.site()
        var query = try filters.query(site)
        query.sort = by.sort
        query.limit = limit
        site.console.show(SearchTable(query: query, page: try await site.search().engine().search(query)).document)
    }
}
