import ArgumentParser

struct CatalogCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "catalog", abstract: "What exists, and on what terms.",
        subcommands: [
            CatalogCrawl.self, CatalogWeigh.self, CatalogSearch.self, CatalogShow.self, CatalogCompare.self, CatalogTop.self,
            CatalogChoose.self, CatalogFamily.self, SavedCommand.self, CatalogStats.self,
        ])
}
