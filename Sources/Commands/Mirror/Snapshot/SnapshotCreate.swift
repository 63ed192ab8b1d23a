import ArgumentParser
import Blobs
import Shelves
import Vocabulary

struct SnapshotCreate: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Catch what is held now under a name.",
        discussion: "Fails, naming it, where a file's bytes are not in the store. What is served does not change: see `publish`.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Letters, digits, '.', '_' and '-'.") var name: String
    @Option(help: "What it is for.") var remark = ""

    func run() async throws {
        let site = try global.site()
        site.console.show(.record(SnapshotDocument.fields(try await Self.run(site, name, remark))))
    }

    static func run(_ site: Site, _ name: String, _ remark: String) async throws -> Snapshot {
        let name = try Site.name(name)
        let (shelf, blobs) = (try site.shelf(), try site.blobs())
        return try await site.snapshots().create(name, from: shelf, remark: remark, at: site.now()) {
            (digest, size) async throws(BlobError) -> Bool in
            try await blobs.size(of: digest) == size
        }
    }
}
