import ArgumentParser
import Shelves
import Vocabulary

struct QuarantineAdd: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Hold bytes back, whatever a scan says of them.",
        discussion: "In every model and under every name; they need not be held yet. Earlier releases of the same bytes are taken back.")

    @OptionGroup var global: GlobalOptions
    @OptionGroup var subject: QuarantineSubject
    @Option(help: ArgumentHelp("Why; clients that ask for the file are told.", valueName: "text")) var remark: String

    func run() async throws {
        let site = try global.site()
        guard remark.contains(where: { !$0.isWhitespace }) else { throw CommandFailure(.usage, "say why with --remark") }
        let (blob, file) = try subject.resolve(site, try await site.quarantine.read())
        let item = QuarantineItem(blob: blob, kind: nil, file: file, reasons: [remark], at: site.now())
        try await site.quarantine.change { $0.hold(item) }
        site.console.note("blob \(blob.hex) is held back; servers follow within a second")
    }
}
