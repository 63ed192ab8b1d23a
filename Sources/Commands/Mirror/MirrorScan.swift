import ArgumentParser
import Mirroring
import Reports
import Scanning
import Vocabulary

struct MirrorScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Look into held files for what would run when they are loaded.",
        discussion: """
            Pickle opcodes, archives, chat templates, Keras layers, headers that break their own format; nothing is executed. Verdicts are kept: \
            a file is looked into again when the scanner has changed. Prints what is not clean, with reasons. Exit code 1 if something is \
            dangerous that nobody released, or could not be looked into.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Only these models (default: everything on the shelf and published).") var references: [ModelReference] = []
    @Flag(help: "Print clean files too.") var all = false
    @Flag(help: "Hold back what the policy says: dangerous files that were published before there was a gate, or by an earlier scanner.")
    var quarantine = false
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Look into these files instead, wherever they are.", valueName: "path")) var file: [String] = []

    func validate() throws {
        guard file.isEmpty || (references.isEmpty && !quarantine) else {
            throw ValidationError("--file looks into files that are not the mirror's: it goes with neither models nor --quarantine")
        }
    }

    func run() async throws {
        let site = try global.site()
        guard file.isEmpty else { return try await look(site) }
        let outcome = try await ScanJob(
            site: site, references: references, showsAll: all, policy: try quarantine ? site.declaration().policy.scan : nil
        ).run()
        site.console.show(outcome.document)
        try Self.check(dangerous: outcome.dangerous, unread: outcome.unscannable + outcome.unreadable)
    }

    /// Files that are no part of the mirror: nothing is kept of them.
    private func look(_ site: Site) async throws {
        var table = Table(["file", "verdict", "reason"])
        var records: [Datum] = []
        var (dangerous, unread) = (0, 0)
        for path in file {
            try Task.checkCancellation()
            let verdict: GateVerdict
            do throws(ScanError) { verdict = .scanned(try await FileScanner().scan(path, try FileSource(path: path))) } catch {
                verdict = .unscannable(reason: error.description)
                unread += 1
            }
            if verdict.severity == .dangerous { dangerous += 1 }
            table.rows.append([path, verdict.word, verdict.reasons.first ?? ""])
            table.rows += verdict.reasons.dropFirst().map { ["", "", $0] }
            records.append(.object([("file", .text(path)), ("verdict", .text(verdict.word)), ("reasons", .texts(verdict.reasons))]))
        }
        site.console.show(Document(json: .list(records), table: table))
        try Self.check(dangerous: dangerous, unread: unread)
    }

    private static func check(dangerous: Int, unread: Int) throws(CommandFailure) {
        if dangerous > 0 { throw CommandFailure(.found, "\(dangerous) files are dangerous to load") }
        if unread > 0 { throw CommandFailure(.found, "\(unread) files could not be looked into") }
    }
}
