import Blobs
import Catalog
import CatalogData
import Foundation
import Hubs
import Logging
import Search
import Shelves
import Transport
import Vocabulary

/// Everything a command may touch, built once at the edge and handed down.
struct Site: Sendable {
    let home: HomeFolder
    let configuration: Configuration
    let console: Console
    let environment: [String: String]
    let log: Logger
    /// The only clock.
    let now: @Sendable () -> Timestamp

    init(options: GlobalOptions, environment: [String: String]) throws {
        self.environment = environment
        home = HomeFolder(flag: options.home, environment: environment)
        let named = options.config.map { URL(fileURLWithPath: $0) }
        var configuration = try Configuration.load(named ?? home.configuration, mustExist: named != nil)
        configuration.apply(environment: environment)
        self.configuration = configuration
        console = Console(format: options.format, isQuiet: options.quiet)
        let level = options.logLevel
        log = Logger(label: "weighbridge") { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = level
            return handler
        }
        now = { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) }
    }

    func data() throws -> CatalogData { try CatalogData(environment: environment) }

    /// The catalog; made empty if there is none.
    func catalog() throws -> CatalogDatabase {
        try home.create()
        return try CatalogDatabase(path: home.database.path, data: data())
    }

    /// The catalog with its search index, which is made anew where the catalog has changed.
    func search() throws -> SearchCatalog { try search(catalog()) }

    func search(_ catalog: CatalogDatabase) -> SearchCatalog {
        let console = console
        return SearchCatalog(catalog, path: home.index.path) { done, total in
            // Smaller catalogs are done before anybody has read that.
            if done == 100_000 { console.note("the catalog has changed: making the search index of \(total) models") }
        }
    }

    func blobs() throws -> DiskBlobStore {
        try home.create()
        return DiskBlobStore(root: home.blobs.path)
    }

    func shelf() throws -> Shelf {
        try home.create()
        return Shelf(root: home.shelf.path)
    }

    /// The shelf of what was fetched because clients asked for it.
    func fills() -> Shelf { Shelf(root: home.fills.path) }
}
