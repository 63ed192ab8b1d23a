import ArgumentParser
import Shelves

struct SnapshotRollback: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rollback", abstract: "Serve what was served before, or a named snapshot.",
        discussion: "A second rollback goes further back; `publish` goes forward again.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The snapshot to go back to (default: the one that was served before).") var name: String?

    func run() async throws {
        let site = try global.site()
        let snapshots = site.snapshots()
        let publication: Publication
        if let name {
            publication = try await snapshots.publish(try Site.name(name), at: site.now())
        } else {
            publication = try await snapshots.rollback(at: site.now())
        }
        site.console.show(SnapshotDocument.publication(publication))
    }
}
