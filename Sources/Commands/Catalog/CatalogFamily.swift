import ArgumentParser
import Reports
import Search
import Vocabulary

struct CatalogFamily: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "family", abstract: "What a model was made from, and what was made from it.",
        discussion: "A model that is marked (ghost) is in no catalog: others name it as their base.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "The model: google/gemma-2b.") var reference: ModelReference
    @Option(help: "How many members in each direction at most.") var limit = 200

    func validate() throws {
        guard (1...10_000).contains(limit) else { throw ValidationError("--limit must be from 1 to 10000, not \(limit)") }
    }

    func run() async throws {
        let site = try global.site()
        let index = try await site.search().engine().index
        let model = index.spelling(of: reference.model) ?? reference.model
        guard let tree = index.family(of: model, limit: limit) else {
            throw CommandFailure(.usage, "\(model) is not in the catalog, and no model there names it as its base")
        }
        site.console.show(Self.document(tree, of: model.description))
    }

    static func document(_ tree: FamilyTree, of reference: String) -> Document {
        var table = Table(["", "model", "relation", "of", "downloads", "made from it"], rightAligned: ["downloads", "made from it"])
        func row(_ member: FamilyMember, _ mark: String) -> [String] {
            [
                mark + String(member.distance), member.reference + (member.isGhost ? " (ghost)" : ""), member.relation.name, member.of,
                member.downloads.map(Quantity.count) ?? "", member.children > 0 ? String(member.children) : "",
            ]
        }
        // From the oldest ancestor down.
        table.rows =
            tree.ancestors.reversed().map { row($0, "-") } + [["0", reference, "", "", "", ""]] + descendants(tree, of: reference, row)
        return Document(
            json: .object(FamilyReport.fields(tree, of: reference)), table: table,
            footnotes: tree.isCut ? ["there are more descendants: see --limit"] : [])
    }

    /// Each member followed by what was made from it.
    private static func descendants(
        _ tree: FamilyTree, of root: String, _ row: (FamilyMember, String) -> [String]
    ) -> [[String]] {
        let children = Dictionary(grouping: tree.descendants, by: \.of)
        var rows: [[String]] = []
        var waiting = Array((children[root] ?? []).reversed())
        // Every member is listed under one other, so that this ends.
        while let member = waiting.popLast() {
            rows.append(row(member, "+"))
            waiting += (children[member.reference] ?? []).reversed()
        }
        return rows
    }
}
