import ArgumentParser
import Blobs
import Mirroring
import Reports
import Scanning
import Shelves
import Vocabulary

struct MirrorScan: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "scan", abstract: "Look into held files for what would run when they are loaded.",
        discussion: """
            Pickle opcodes, archives, chat templates, Keras layers, headers that break their own format; nothing is executed. Prints what is not \
            clean, with reasons. Exit code 1 if something is dangerous, or could not be read.
            """)

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Only these models (default: everything on the shelf).") var references: [ModelReference] = []
    @Flag(help: "Print clean files too.") var all = false

    func run() async throws {
        let site = try global.site()
        let (blobs, shelf) = (try site.blobs(), try site.shelf())
        let wanted = Set(references.map(\.model))
        var known: [Subject: FileScan] = [:]
        var table = Table(["model", "file", "verdict", "reason"])
        var records: [Datum] = []
        var (dangerous, unread) = (0, 0)
        for model in try shelf.models() where wanted.isEmpty || wanted.contains(model) {
            for commit in try shelf.commits(of: model) {
                for file in try shelf.manifest(of: model, at: commit)?.files ?? [] {
                    try Task.checkCancellation()
                    guard let blob = file.blob else { continue }
                    let name = file.path.description
                    // What loads a file goes by its name: equal bytes under another one are looked into again.
                    let subject = Subject(blob: blob, name: String(file.path.name))
                    let scan: FileScan
                    do {
                        if let found = known[subject] {
                            scan = found
                        } else {
                            scan = try await FileScanner().scan(name, BlobSource(try await blobs.reader(of: blob)))
                            known[subject] = scan
                        }
                    } catch {
                        try Task.checkCancellation()
                        // One file that can't be read is no reason to look into no other; it is not clean either.
                        unread += 1
                        table.rows.append(["\(model)@\(commit.description.prefix(8))", name, "unreadable", "\(error)"])
                        records.append(Self.record(model, commit, file, verdict: "unreadable", ["\(error)"]))
                        continue
                    }
                    if scan.verdict == .dangerous { dangerous += 1 }
                    guard all || scan.verdict != .clean else { continue }
                    let reasons = scan.reasons.map { "\($0.code.rawValue): \($0.detail)" + ($0.place.map { " (\($0))" } ?? "") }
                    table.rows.append([
                        "\(model)@\(commit.description.prefix(8))", name, scan.verdict.rawValue, reasons.first ?? "",
                    ])
                    table.rows += reasons.dropFirst().map { ["", "", "", $0] }
                    records.append(Self.record(model, commit, file, verdict: scan.verdict.rawValue, reasons))
                }
            }
        }
        let summary = "\(known.count) files looked into, \(dangerous) dangerous, \(unread) unreadable"
        site.console.show(
            Document(json: .list(records), table: table, footnotes: table.rows.isEmpty ? [summary] : ["", summary]))
        if dangerous > 0 { throw CommandFailure(.found, "\(dangerous) files are dangerous to load") }
        if unread > 0 { throw CommandFailure(.found, "\(unread) files could not be looked into") }
    }

    private static func record(
        _ model: ModelID, _ commit: CommitID, _ file: ManifestFile, verdict: String, _ reasons: [String]
    ) -> Datum {
        .object([
            ("model", .text(model.description)), ("commit", .text(commit)), ("path", .text(file.path.description)),
            ("blob", .text(file.blob?.description)), ("verdict", .text(verdict)), ("reasons", .texts(reasons)),
        ])
    }
}

/// Bytes, and what programs take them for.
private struct Subject: Hashable {
    let blob: Digest
    let name: String
}

/// A held blob as the scanner reads files.
private struct BlobSource: ByteSource {
    private let reader: any BlobReader
    let size: Int64

    init(_ reader: any BlobReader) {
        self.reader = reader
        size = reader.size
    }

    func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let reader = reader
        return try await Offload.run { () throws(BlobError) in
            try reader.check(range)
            var failure: BlobError?
            let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, count in
                do throws(BlobError) {
                    count = try reader.read(into: UnsafeMutableRawBufferPointer(buffer), at: range.lowerBound)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            return bytes
        }
    }
}
