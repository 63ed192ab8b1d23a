import ArgumentParser
import Licensing
import Reports

struct LicenseList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "The licences whose terms are known here, with what they permit.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Only those whose id, name or family has this in it.") var part: String?
    @Flag(help: "Also those of the SPDX list of which only the name is known.") var all = false

    func run() async throws {
        let site = try global.site()
        site.console.show(Self.document(try site.licenses(), part: part, all: all))
    }

    static func document(_ catalogue: LicenseCatalogue, part: String?, all: Bool) -> Document {
        let wanted = part?.lowercased()
        func matches(_ texts: String...) -> Bool { wanted.map { part in texts.contains { $0.lowercased().contains(part) } } ?? true }
        let facts = catalogue.allFacts.filter { matches($0.id.text, $0.name, $0.family) }
        let known = Set(catalogue.allFacts.map(\.id))
        let names = all ? catalogue.allListed.filter { !known.contains($0.id) && matches($0.id.text, $0.name) } : []
        var table = Table(["license", "name", "family", "commercial", "distribute", "host", "confidence"])
        table.rows =
            facts.map { fact in
                [fact.id.text, fact.name, fact.family]
                    + [Right.useCommercial, .distributeWeights, .hostThirdParty].map { (fact.rights[$0]?.grant ?? .unknown).rawValue }
                    + [fact.confidence.rawValue]
            } + names.map { [$0.id.text, $0.name, "", "unknown", "unknown", "unknown", "none"] }
        let json = Datum.list(
            facts.map { fact in
                .object([
                    ("id", .text(fact.id)), ("name", .text(fact.name)), ("family", .text(fact.family)), ("known", .bool(true)),
                    ("rights", LicenseReport.rights(fact.rights)), ("confidence", .text(fact.confidence.rawValue)),
                ])
            }
                + names.map {
                    .object([
                        ("id", .text($0.id)), ("name", .text($0.name)), ("family", .null), ("known", .bool(false)), ("rights", .null),
                        ("confidence", .text("none")),
                    ])
                })
        return Document(json: json, table: table, footnotes: ["", "\(facts.count) licences with known terms, \(names.count) by name only"])
    }
}
