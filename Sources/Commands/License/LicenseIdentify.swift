import ArgumentParser
import Foundation
import Licensing
import Reports

struct LicenseIdentify: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify", abstract: "Tells which licence a text is, and what is added or missing.",
        discussion: "Says unknown rather than something wrong. Positions are bytes of the file.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Files, or folders whose files are read.") var files: [String]

    func run() async throws {
        let site = try global.site()
        let identifier = try site.identifier()
        var results: [(file: String, result: TextIdentification)] = []
        var unreadable: [String] = []
        for file in try files.flatMap(Self.expand) {
            guard let bytes = Self.bytes(of: file) else {
                unreadable.append(file)
                continue
            }
            results.append((file, identifier.identify(bytes)))
        }
        var table = Table(["file", "license", "score", "confident", "nearest"], rightAligned: ["score"])
        table.rows = results.map { file, result in
            [
                file, result.expression.description, Self.rounded(result.score), result.confident ? "yes" : "no",
                result.candidates.first?.id.text ?? "",
            ]
        }
        site.console.show(Document(json: .list(results.map(Self.json)), table: table))
        if !unreadable.isEmpty {
            throw CommandFailure(.usage, "can't be read: \(unreadable.joined(separator: ", "))")
        }
    }

    private static func expand(_ path: String) throws -> [String] {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else { return [path] }
        return try FileManager.default.subpathsOfDirectory(atPath: path).sorted().map { "\(path)/\($0)" }.filter {
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: $0, isDirectory: &isFolder) && !isFolder.boolValue
        }
    }

    /// What is looked at, and one byte more, so that a longer file is known to be one.
    private static func bytes(of file: String) -> [UInt8]? {
        guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
        defer { try? handle.close() }
        return (try? handle.read(upToCount: TextIdentifier.byteLimit + 1)).map { $0.map(Array.init) ?? [] }
    }

    private static func json(_ file: String, _ result: TextIdentification) -> Datum {
        .object([
            ("file", .text(file)), ("expression", .text(result.expression.description)), ("score", .real(result.score)),
            ("confident", .bool(result.confident)), ("kind", .text(result.kind.rawValue)),
            ("candidates", .list(result.candidates.map { .object([("id", .text($0.id)), ("score", .real($0.score))]) })),
            (
                "parts",
                .list(
                    result.parts.map {
                        .object([
                            ("id", .text($0.id)), ("score", .real($0.score)), ("confident", .bool($0.confident)),
                            ("role", .text($0.role.rawValue)), ("tokens", range($0.tokens)), ("bytes", range($0.bytes)),
                        ])
                    })
            ),
            (
                "inserted",
                .list(
                    result.inserted.map {
                        .object([("tokens", range($0.tokens)), ("bytes", range($0.bytes)), ("changes_terms", .bool($0.changesTerms))])
                    })
            ),
            (
                "missing",
                .list(
                    result.missing.map {
                        .object([
                            ("token", .int($0.token)), ("byte", .int($0.byte)), ("count", .int($0.count)),
                            ("changes_terms", .bool($0.changesTerms)),
                        ])
                    })
            ), ("notes", .texts(result.notes.map(\.rawValue))),
        ])
    }

    private static func range(_ range: Range<Int>) -> Datum { .list([.int(range.lowerBound), .int(range.upperBound)]) }

    private static func rounded(_ score: Double) -> String {
        let thousandths = Int((score * 1_000).rounded())
        let digits = String(thousandths % 1_000)
        return "\(thousandths / 1_000)." + String(repeating: "0", count: 3 - digits.count) + digits
    }
}
