import ArgumentParser
import Foundation
import Mirroring
import Reports
import Shelves
import Vocabulary

struct MirrorList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "What is declared, and what of it is published; then what was filled.",
        discussion: "Filled is what `serve --fill` fetched because clients asked for it, until `mirror gc --retire` lets go of it.")

    @OptionGroup var global: GlobalOptions

    func run() async throws {
        let site = try global.site()
        let declaration = try site.declaration()
        let shelf = try site.shelf()
        var table = Table(["model", "revision", "published", "files", "size", "by"], rightAligned: ["files", "size"])
        var records: [Datum] = []
        for entry in declaration.entries {
            for revision in entry.revisions {
                let commit = try shelf.commit(for: revision, of: entry.model)
                let files = try commit.flatMap { try shelf.manifest(of: entry.model, at: $0) }?.files.filter { $0.blob != nil } ?? []
                let size = files.reduce(0) { $0 + $1.size }
                table.rows.append([
                    entry.model.description, revision.description, commit?.description ?? "–", commit == nil ? "" : String(files.count),
                    commit == nil ? "" : Quantity.bytes(size), "declared",
                ])
                records.append(
                    .object([
                        ("model", .text(entry.model.description)), ("revision", .text(revision.description)), ("commit", .text(commit)),
                        ("files", .int(files.count)), ("size", .int(size)), ("include", .texts(entry.files.include)),
                        ("exclude", .texts(entry.files.exclude)), ("filled", .bool(false)),
                    ]))
            }
        }
        for filled in try FilledRevision.all(on: site.fills()) {
            table.rows.append([
                filled.model.description, filled.revision, filled.commit.description, "\(filled.files) of \(filled.listed)",
                Quantity.bytes(filled.bytes), "filled",
            ])
            records.append(
                .object([
                    ("model", .text(filled.model.description)), ("revision", .text(filled.revision)), ("commit", .text(filled.commit)),
                    ("files", .int(filled.files)), ("size", .int(filled.bytes)), ("listed", .int(filled.listed)), ("filled", .bool(true)),
                ]))
        }
        site.console.show(Document(json: .list(records), table: table))
    }
}
