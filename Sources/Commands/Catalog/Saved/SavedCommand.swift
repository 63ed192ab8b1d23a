import ArgumentParser
import Reports
import Search

struct SavedCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "saved", abstract: "Searches that are kept, and what came to match them.",
        subcommands: [SavedAdd.self, SavedList.self, SavedRemove.self, SavedFeed.self])
}

extension Site {
    func savedSearches() throws -> SavedSearches { SavedSearches(try catalog(), names: try spokenNames(), now: now) }
}
