import ArgumentParser
import Catalog
import LicenseSources
import Licensing
import Search
import Vocabulary

struct CatalogSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search everything that is indexed, without a connection.",
        discussion: """
            Words are looked for in names, tags and cards. Filters narrow; a filter given more than once takes any of its values. An unknown \
            value is answered with the nearest known ones.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var search: SearchOptions
    @Flag(help: "Count the values of every facet.") var facets = false

    func run() async throws {
        let site = try global.site()
        var query = try search.query(site)
        query.countsFacets = facets
        let page = try await site.search().engine().search(query)
        site.console.show(SearchTable(query: query, page: page).document)
    }
}
