import ArgumentParser
import Catalog
import Reports
import Search
import Vocabulary

struct CatalogChoose: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "choose", abstract: "The models to begin with, task by task, and why.",
        discussion: """
            Ranked by fitness: results its card claims, popularity, certainty of its licence, completeness of its card, recent work. Without \
            --task, for the tasks with the most models.
            """)

    @OptionGroup var global: GlobalOptions
    @OptionGroup var filters: FilterOptions
    @Option(help: "How many models a task at most.") var limit = 5

    func validate() throws {
        guard (1...50).contains(limit) else { throw ValidationError("--limit must be from 1 to 50, not \(limit)") }
    }

    func run() async throws {
        let site = try global.site()
        var query = try filters.query(site)
        let tasks = query.values.removeValue(forKey: .task) ?? []
        site.console.show(Self.document(try await site.search().engine().choices(query, tasks: tasks, perTask: limit)))
    }

    static func document(_ choices: [TaskChoice]) -> Document {
        var table = Table(["task", "model", "license", "params", "fitness", "because"], rightAligned: ["params", "fitness"])
        for choice in choices {
            for result in choice.results {
                let (claim, fitness) = (result.entry.claim, result.fitness)
                table.rows.append([
                    choice.task, claim.id.hub == .huggingFace ? claim.id.path : claim.id.description,
                    result.entry.license ?? claim.licenseAsWritten ?? "", result.facts.parameters.map(Quantity.count) ?? "",
                    fitness.map { Datum.real(($0.score * 100).rounded() / 100).plain } ?? "",
                    fitness?.reasons.joined(separator: ", ") ?? "",
                ])
            }
        }
        let empty = choices.filter(\.results.isEmpty).map { "nothing suits \($0.task)" }
        return Document(json: .object(ChoiceReport.fields(choices)), table: table, footnotes: empty)
    }
}
