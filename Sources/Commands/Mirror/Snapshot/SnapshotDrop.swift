import ArgumentParser
import Shelves

struct SnapshotDrop: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drop", abstract: "Forget a snapshot. `mirror gc` frees what only it kept.",
        discussion: """
            One that is served, or was and is still in the history, is kept unless --force is given; its bytes stay even then. With --from-history \
            it is also forgotten that it was served: what only it had can't be asked for any more, and its bytes go. `mirror push --prune` does \
            the same in the bucket.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The snapshot.") var name: String
    @Flag(help: "Also if it is served or was served.") var force = false
    @Flag(help: "Forget that it was served, too. Never the one that is served now.") var fromHistory = false

    func run() async throws {
        let site = try global.site()
        if fromHistory {
            try await site.snapshots().forget(try Site.name(name))
        } else {
            try await site.snapshots().drop(try Site.name(name), isForced: force)
        }
        site.console.note("\(name) is dropped")
    }
}
