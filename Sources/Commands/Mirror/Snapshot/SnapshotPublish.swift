import ArgumentParser
import Shelves

struct SnapshotPublish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "publish", abstract: "Serve a snapshot from now on.",
        discussion: "One write: a client sees the old state or the new one. Downloads under way go on from the state they began with.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The snapshot.") var name: String
    @Flag(help: "Create it first, from what is held now.") var create = false
    @Option(help: "With --create: what it is for.") var remark = ""

    func run() async throws {
        let site = try global.site()
        if create { _ = try await SnapshotCreate.run(site, name, remark) }
        let publication = try await site.snapshots().publish(try Site.name(name), at: site.now())
        site.console.show(SnapshotDocument.publication(publication))
    }
}
