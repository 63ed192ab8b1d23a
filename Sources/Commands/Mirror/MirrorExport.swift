import ArgumentParser
import Foundation
import Mirroring
import Reports
import Shelves
import Vocabulary

struct MirrorExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Write what is served as a folder that clients read without a server.",
        discussion: """
            hf-cache is huggingface_hub's cache: HF_HUB_OFFLINE=1 HF_HUB_CACHE=DIR. plain is DIR/org/name/<files>. Files are hard links to \
            the mirror's own where both are on one file system: read-only for everybody, and not to be made writable or changed in place; \
            --copy makes files of their own. What is there already is kept; a second run changes nothing. Files in quarantine are not written. \
            Exit code 1 if something was refused or left out for that.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(help: "hf-cache or plain.") var layout: ExportLayout
    @Option(help: ArgumentHelp("The folder; made if need be.", valueName: "dir")) var to: String
    @Flag(help: "Hash files before they are linked, and those that are there already. Copies always are hashed.") var verify = false
    @Flag(help: "Copy (and verify) instead of linking.") var copy = false
    @Argument(help: "Only these models or revisions (default: everything that is served).") var references: [ModelReference] = []

    func run() async throws {
        let site = try global.site()
        guard !to.isEmpty else { throw CommandFailure(.usage, "--to names no folder") }
        let folder = URL(fileURLWithPath: to, isDirectory: true).standardizedFileURL.path
        guard !(folder + "/").hasPrefix(site.home.mirror.standardizedFileURL.path + "/") else {
            throw CommandFailure(.usage, "\(folder) is inside the mirror itself")
        }
        let console = site.console
        let export = ModelExport(
            shelf: try await site.published().current(), blobs: try site.blobs(), heldBack: try await site.quarantine.read().heldBack,
            mayLink: !copy, verifies: verify
        ) { line in
            console.note("\(line.model)@\(line.commit.description.prefix(12)): \(line.files) files")
        }
        let items = references.map { ExportItem($0.model, revision: $0.revision) }
        let report = try await export.run(items, as: layout, to: folder)
        console.show(Self.document(report))
        if !report.refused.isEmpty {
            throw CommandFailure(.found, "\(report.refused.count) names were not written; everything else is there")
        }
    }

    static func document(_ report: ExportReport) -> Document {
        var table = Table(
            ["model", "commit", "files", "linked", "copied", "present", "left out"],
            rightAligned: ["files", "linked", "copied", "present", "left out"])
        table.rows = report.lines.map { line in
            [line.model.description, line.commit.description]
                + [line.files, line.linked, line.copied, line.present, line.leftOut].map(String.init)
        }
        let lines = report.lines.map { line in
            Datum.object([
                ("model", .text(line.model)), ("commit", .text(line.commit)), ("files", .int(line.files)), ("linked", .int(line.linked)),
                ("copied", .int(line.copied)), ("copied_bytes", .int(line.copiedBytes)), ("present", .int(line.present)),
                ("left_out", .int(line.leftOut)),
            ])
        }
        let refused = report.refused.map { Datum.object([("name", .text($0.name)), ("reason", .text($0.reason))]) }
        return Document(
            json: .object([("exported", .list(lines)), ("refused", .list(refused))]), table: table,
            footnotes: report.refused.map { "refused: \($0.name): \($0.reason)" })
    }
}
