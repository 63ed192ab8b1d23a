import ArgumentParser
import Reports
import Shelves
import Vocabulary

struct MirrorPin: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pin", abstract: "Keep commits of models, whatever else says they may go.",
        discussion: """
            The commit a revision stands for now is pinned (default: main); a branch may move on without it. Of what `serve --fill` \
            fetched, the files that are held now are kept.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Models: google/gemma-2b, google/gemma-2b@v1.0.") var references: [ModelReference] = []
    @Flag(help: "Print all pins.") var list = false

    func run() async throws {
        let site = try global.site()
        guard !references.isEmpty || list else { throw CommandFailure(.usage, "name models to pin, or say --list") }
        // What was filled can be kept like what is declared.
        let shelf = OverlaidShelf(try site.shelf(), over: site.fills())
        var manifests: [RevisionManifest] = []
        for reference in references {
            guard let commit = try await shelf.commit(for: reference.revision ?? .main, of: reference.model),
                let manifest = try await shelf.manifest(of: reference.model, at: commit)
            else { throw CommandFailure(.usage, "\(reference) is not held; nothing was pinned") }
            manifests.append(manifest)
        }
        for manifest in manifests {
            try await site.snapshots().pin(manifest, at: site.now())
            site.console.note("\(manifest.model)@\(manifest.commit) is pinned")
        }
        if list { site.console.show(Self.document(try await site.snapshots().pins())) }
    }

    static func document(_ pins: [Pin]) -> Document {
        let rows = pins.map { [$0.model.description, $0.commit.description, $0.at.description] }
        let json = pins.map { pin in
            Datum.object([
                ("model", .text(pin.model.description)), ("commit", .text(pin.commit.description)),
                ("manifest", .text(pin.manifest.description)), ("at", .text(pin.at.description)),
            ])
        }
        return Document(json: .list(json), table: Table(["model", "commit", "pinned"], rows: rows))
    }
}
