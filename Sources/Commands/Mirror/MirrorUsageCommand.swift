import ArgumentParser
import Mirroring
import Reports
import Vocabulary

struct MirrorUsageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "usage", abstract: "Who takes how much: bytes by namespace, each blob once in each.",
        discussion: """
            What `serve --fill` fetched because clients asked for it counts, and is told apart. Exit code 1 where a quota is exceeded.
            """)

    @OptionGroup var global: GlobalOptions
    @Option(
        help: ArgumentHelp(
            "What models like these may take: 'org/*=500GiB' (repeatable; default: quotas of mirror.yaml).", valueName: "glob=size"))
    var quota: [String] = []

    func run() async throws {
        let site = try global.site()
        let quotas = try quota.map { text throws(CommandFailure) -> Quota in
            guard let split = text.lastIndex(of: "="), let bytes = Quantity.parseBytes(String(text[text.index(after: split)...])) else {
                throw CommandFailure(.usage, "'\(text)' is not a quota: 'org/*=500GiB'")
            }
            return Quota(models: String(text[..<split]), bytes: bytes)
        }
        let usage = try await MirrorUsage.read(
            site.shelf(), fills: site.fills(), quotas: quotas.isEmpty ? site.declaration().quotas : quotas)
        site.console.show(Self.document(usage))
        if usage.quotas.contains(where: \.isOver) { throw CommandFailure(.found, "a quota is exceeded") }
    }

    static func document(_ usage: MirrorUsage) -> Document {
        var table = Table(
            ["namespace", "models", "size", "filled", "quota", "over"], rightAligned: ["models", "size", "filled", "quota"])
        for row in usage.quotas + usage.namespaces {
            table.rows.append([
                row.name, String(row.models), Quantity.bytes(row.bytes), Quantity.bytes(row.filled),
                row.quota.map(Quantity.bytes) ?? "", row.isOver ? "over" : "",
            ])
        }
        func datum(_ row: MirrorUsage.Row) -> Datum {
            .object([
                ("name", .text(row.name)), ("models", .int(row.models)), ("bytes", .int(row.bytes)), ("filled", .int(row.filled)),
                ("quota", row.quota.map { .int($0) } ?? .null), ("over", .bool(row.isOver)),
            ])
        }
        let json = Datum.object([
            ("bytes", .int(usage.bytes)), ("filled", .int(usage.filled)),
            ("namespaces", .list(usage.namespaces.map(datum))), ("quotas", .list(usage.quotas.map(datum))),
        ])
        let note = "\(Quantity.bytes(usage.bytes)) in all, each blob once; \(Quantity.bytes(usage.filled)) of it filled"
        return Document(json: json, table: table, footnotes: ["", note])
    }
}
