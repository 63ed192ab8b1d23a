import ArgumentParser
import Catalog
import Reports
import Search
import Vocabulary

struct CatalogCompare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "compare", abstract: "Models side by side.",
        discussion: "A row that is marked with * differs between them.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The models: google/gemma-2b Qwen/Qwen3-0.6B …") var references: [ModelReference]
    @Option(help: "The scenario that fitness is judged for.") var scenario: String?

    func validate() throws {
        guard (2...ComparisonReport.mostModels).contains(references.count) else {
            throw ValidationError("2 to \(ComparisonReport.mostModels) models can be compared")
        }
    }

    func run() async throws {
        let site = try global.site()
        let judged = try scenario.map(site.scenario)
        let engine = try await site.search().engine()
        var results: [SearchResult] = []
        for reference in references {
            guard let result = try await engine.result(for: reference.model, scenario: judged) else {
                throw CommandFailure(.usage, "\(reference.model) is not in the catalog; look for it with `weighbridge catalog search`")
            }
            results.append(result)
        }
        site.console.show(Self.document(results))
    }

    static func document(_ results: [SearchResult]) -> Document {
        let models = results.map { SearchReport.fields($0) }
        let differing = Set(ComparisonReport.differing(models))
        // Names stand in a row: the titles of a table are in capitals.
        var table = Table(["field"] + results.indices.map { "model \($0 + 1)" })
        table.rows.append(["reference"] + results.map { $0.entry.claim.id.description })
        for (position, field) in (models.first ?? []).enumerated() where !hidden.contains(field.key) {
            let cells = models.map { cell($0[position]) }
            if cells.contains(where: { !$0.isEmpty }) {
                table.rows.append([field.key.replacing("_", with: " ") + (differing.contains(field.key) ? " *" : "")] + cells)
            }
        }
        for scenario in Set(results.flatMap(\.facts.verdicts.keys)).sorted() {
            let verdicts = results.map { $0.facts.verdicts[scenario] ?? "" }
            table.rows.append(["verdict: \(scenario)" + (Set(verdicts).count > 1 ? " *" : "")] + verdicts)
        }
        return Document(json: .object(ComparisonReport.fields(results)), table: table)
    }

    private static let hidden: Set<String> = ["reference", "matches", "verdicts"]
    private static let bytes: Set<String> = ["download_size", "memory"]

    /// Numbers as people read them; a list of tags would push the columns apart.
    private static func cell(_ field: (key: String, value: Datum)) -> String {
        if case .int(let number) = field.value { return bytes.contains(field.key) ? Quantity.bytes(number) : Quantity.count(number) }
        if case .real(let number) = field.value { return Datum.real((number * 100).rounded() / 100).plain }
        let text = field.value.plain
        return text.count > 48 ? text.prefix(47) + "…" : text
    }
}
