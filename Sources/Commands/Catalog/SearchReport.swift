import Catalog
import Search
import Vocabulary

/// A page of results as the contract's JSON, and as a table.
struct SearchReport {
    let query: SearchQuery
    let page: SearchPage

    var document: Document {
        Document(json: json, table: table, footnotes: footnotes)
    }

    private var json: Datum {
        var fields: [(key: String, value: Datum)] = [("total", .int(page.total)), ("results", .list(page.results.map(Self.result)))]
        if query.countsFacets {
            fields.append(
                (
                    "facets",
                    .object(
                        page.facets.map { facet in
                            (facet.name, .list(facet.values.map { .object([("value", .text($0.value)), ("count", .int($0.count))]) }))
                        })
                ))
        }
        return .object(fields)
    }

    static func result(_ result: SearchResult) -> Datum {
        let facts = result.facts
        var fields = EntryReport.fields(result.entry).map { field in
            field.key == "parameters" ? (key: field.key, value: Datum.int(facts.parameters)) : field
        }
        fields += Self.facts(facts)
        fields += [("summary", .text(result.entry.summary)), ("matches", .texts(result.matches))]
        if let fitness = result.fitness { fields += [("fitness", .real(fitness.score)), ("reasons", .texts(fitness.reasons))] }
        return .object(fields)
    }

    static func facts(_ facts: SearchFacts) -> [(key: String, value: Datum)] {
        [
            ("family", .text(facts.family)), ("tuning", .text(facts.tuning)), ("languages", .texts(facts.languages)),
            ("quantizations", .texts(facts.quantizations)), ("weights_formats", .texts(facts.formats)), ("memory", .int(facts.memory)),
            ("completeness", facts.completeness.map { .real(($0 * 100).rounded() / 100) } ?? .null),
            ("evaluations", .int(facts.evaluations)),
            ("downloads_growth_7d", .int(facts.downloadGrowth7)), ("downloads_growth_30d", .int(facts.downloadGrowth30)),
            ("likes_growth_7d", .int(facts.likeGrowth7)), ("likes_growth_30d", .int(facts.likeGrowth30)),
            ("verdicts", .object(facts.verdicts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })),
        ]
    }

    private var table: Table {
        let numbers: Set<String> = ["params", "size", "memory", "downloads", "likes", "fitness"]
        let isFitness = query.sort == .fitness
        let showsMemory = query.fits != nil
        let titles =
            ["model", "task", "license", "params", "size"] + (showsMemory ? ["memory"] : []) + ["downloads", "likes", "mirrored"]
            + (isFitness ? ["fitness", "because"] : [])
        var table = Table(titles, rightAligned: numbers)
        table.rows = page.results.map { result in
            let (claim, entry) = (result.entry.claim, result.entry)
            var row = [
                claim.id.hub == .huggingFace ? claim.id.path : claim.id.description, claim.task ?? "",
                entry.license.map { ShownLicense.text($0, hasBase: !claim.baseModels.isEmpty) } ?? claim.licenseAsWritten ?? "",
                result.facts.parameters.map(Quantity.count) ?? "",
                entry.downloadSize.map(Quantity.bytes) ?? "",
            ]
            if showsMemory { row.append(result.facts.memory.map(Quantity.bytes) ?? "") }
            row += [
                claim.downloads.map(Quantity.count) ?? "", claim.likes.map(Quantity.count) ?? "", entry.mirroredCommit == nil ? "" : "yes",
            ]
            if isFitness {
                row.append(result.fitness.map { Datum.real(($0.score * 100).rounded() / 100).plain } ?? "")
                row.append(result.fitness?.reasons.prefix(3).joined(separator: ", ") ?? "")
            }
            return row
        }
        return table
    }

    private var footnotes: [String] {
        var lines = ["", "\(page.results.count) of \(page.total) models"]
        for facet in page.facets where !facet.values.isEmpty {
            lines.append(
                "\(facet.name): "
                    + facet.values.prefix(8).map { "\($0.value) (\(Quantity.count(Int64($0.count))))" }.joined(separator: ", "))
        }
        return lines
    }
}
