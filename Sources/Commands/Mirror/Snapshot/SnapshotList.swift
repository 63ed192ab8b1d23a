import ArgumentParser
import Reports
import Shelves
import Vocabulary

struct SnapshotList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "All snapshots, the latest first.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        let publication = try await site.snapshots().publication()
        var table = Table(["name", "created", "models", "size", "state", "remark"], rightAligned: ["models", "size"])
        var records: [Datum] = []
        for snapshot in try await site.snapshots().list() {
            let isServed = publication?.current.name == snapshot.name && publication?.current.root == snapshot.root
            let wasServed = publication?.history.contains { $0.name == snapshot.name } ?? false
            table.rows.append([
                snapshot.name.description, snapshot.createdAt.description, String(snapshot.models), Quantity.bytes(snapshot.bytes),
                isServed ? "served" : wasServed ? "was served" : "", snapshot.remark,
            ])
            records.append(.object(SnapshotDocument.fields(snapshot) + [("published", .bool(isServed))]))
        }
        site.console.show(Document(json: .list(records), table: table))
    }
}
