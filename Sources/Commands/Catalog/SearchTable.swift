import Catalog
import Reports
import Search
import Vocabulary

/// A page of results for a person, and as the contract's JSON for a program.
struct SearchTable {
    let query: SearchQuery
    let page: SearchPage

    var document: Document {
        Document(json: .object(SearchReport.fields(page, query: query)), table: table, footnotes: footnotes)
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
                entry.license ?? claim.licenseAsWritten ?? "", result.facts.parameters.map(Quantity.count) ?? "",
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
