import ArgumentParser
import Reports
import Shelves
import Vocabulary

struct SnapshotShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "What a snapshot holds. Its listing is checked against its root.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The snapshot.") var name: String

    func run() async throws {
        let site = try global.site()
        let snapshot = try await site.snapshots().snapshot(try Site.name(name))
        let listing = try await site.snapshots().listing(snapshot.root)
        var table = Table(["model", "ref", "commit", "manifest"])
        var models: [Datum] = []
        for index in 0..<listing.count {
            guard let entry = listing.entry(at: index) else {
                throw ShelfError.damaged(path: "the listing of \(snapshot.name)", reason: "model \(index) of it is unreadable")
            }
            var refs: [Datum] = []
            for ref in entry.refs { refs.append(.object([("ref", .text(ref.ref)), ("commit", .text(ref.commit.description))])) }
            var commits: [Datum] = []
            for commit in entry.commits {
                commits.append(.object([("commit", .text(commit.id.description)), ("manifest", .text(commit.manifest.description))]))
                let names = entry.refs.filter { $0.commit == commit.id }.map(\.name).joined(separator: ", ")
                table.rows.append([entry.model.description, names, commit.id.description, commit.manifest.hex])
            }
            models.append(.object([("model", .text(entry.model.description)), ("refs", .list(refs)), ("commits", .list(commits))]))
        }
        let json = Datum.object(SnapshotDocument.fields(snapshot).filter { $0.key != "models" } + [("models", .list(models))])
        let notes = ["", "\(snapshot.name): root \(snapshot.root.hex), \(snapshot.models) models, \(Quantity.bytes(snapshot.bytes))"]
        site.console.show(Document(json: json, table: table, footnotes: notes))
    }
}
