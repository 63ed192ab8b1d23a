import ArgumentParser
import Reports
import Shelves
import Vocabulary

struct SnapshotDiffCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff", abstract: "What changes for clients from one state to another.",
        discussion: "`live` is the state that syncs work on.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The earlier snapshot, or live.") var before: String
    @Argument(help: "The later snapshot, or live.") var after: String

    func run() async throws {
        let site = try global.site()
        let diff = try await SnapshotDiff(from: site.state(before), to: site.state(after))
        site.console.show(Self.document(diff))
    }

    static func document(_ diff: SnapshotDiff) -> Document {
        var table = Table(["model", "change", "what", "before", "after"])
        for model in diff.models {
            if model.change != .changed { table.rows.append([model.model.description, model.change.rawValue, "", "", ""]) }
            for move in model.moves {
                table.rows.append([
                    model.model.description, "ref", move.ref, move.before.map { String($0.description.prefix(12)) } ?? "–",
                    move.after.map { String($0.description.prefix(12)) } ?? "–",
                ])
            }
            for file in model.files {
                table.rows.append([
                    model.model.description, file.change.rawValue, file.path.description, file.sizeBefore.map(Quantity.bytes) ?? "–",
                    file.sizeAfter.map(Quantity.bytes) ?? "–",
                ])
            }
        }
        let json = Datum.object([
            ("models", .list(diff.models.map(record))), ("bytes_added", .int(diff.bytesAdded)), ("bytes_removed", .int(diff.bytesRemoved)),
        ])
        let total = "\(diff.models.count) models differ; \(Quantity.bytes(diff.bytesAdded)) more, \(Quantity.bytes(diff.bytesRemoved)) less"
        return Document(json: json, table: table, footnotes: ["", total])
    }

    private static func record(_ model: SnapshotDiff.Model) -> Datum {
        let moves = model.moves.map { move in
            Datum.object([
                ("ref", .text(move.ref)), ("before", .text(move.before?.description)), ("after", .text(move.after?.description)),
            ])
        }
        let files = model.files.map { file in
            Datum.object([
                ("ref", .text(file.ref)), ("path", .text(file.path.description)), ("change", .text(file.change.rawValue)),
                ("size_before", file.sizeBefore.map { .int($0) } ?? .null), ("size_after", file.sizeAfter.map { .int($0) } ?? .null),
            ])
        }
        return .object([
            ("model", .text(model.model.description)), ("change", .text(model.change.rawValue)), ("refs", .list(moves)),
            ("commits_added", .texts(model.commitsAdded.map(\.description))),
            ("commits_removed", .texts(model.commitsRemoved.map(\.description))), ("files", .list(files)),
        ])
    }
}
