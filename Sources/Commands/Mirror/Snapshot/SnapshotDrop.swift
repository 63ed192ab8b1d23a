import ArgumentParser
import Shelves

struct SnapshotDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Forget a snapshot. `mirror gc` frees what only it kept.",
        discussion: "One that is served, or was and is still in the history, is kept unless --force is given.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The snapshot.") var name: String
    @Flag(help: "Also if it is served or was served.") var force = false

    func run() async throws {
        let site = try global.site()
        try await site.snapshots().drop(try Site.name(name), isForced: force)
        site.console.note("\(name) is dropped")
    }
}
