import ArgumentParser
import Search

struct SavedRemove: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Keep a search no more.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Its number, as `weighbridge catalog saved list` shows it.") var id: Int64

    func run() async throws {
        guard try await global.site().savedSearches().remove(id) else { throw SavedFeed.unknown(id) }
    }
}
