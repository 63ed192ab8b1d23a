internal import Catalog
public import Search
internal import Vocabulary

/// What a search found, as the contract's JSON.
public enum SearchReport {
    /// `total`, `results` and, where they were counted, `facets`.
    public static func fields(_ page: SearchPage, query: SearchQuery) -> Fields {
        var fields: Fields = [("total", .int(page.total)), ("results", .list(page.results.map { .object(self.fields($0)) }))]
        if query.countsFacets { fields.append(("facets", facets(page.facets))) }
        return fields
    }

    /// One result: its entry, what the index knows beside it, and why it was found.
    public static func fields(_ result: SearchResult) -> Fields {
        var fields = EntryReport.fields(result.entry).map { field in
            field.key == "parameters" ? (key: field.key, value: Datum.int(result.facts.parameters)) : field
        }
        fields += self.fields(result.facts)
        fields += [("summary", .text(result.entry.summary)), ("matches", .texts(result.matches))]
        if let fitness = result.fitness { fields += self.fields(fitness) }
        return fields
    }

    /// What the index knows of a model beside its entry.
    public static func fields(_ facts: SearchFacts) -> Fields {
        [
            ("family", .text(facts.family)), ("tuning", .text(facts.tuning)), ("languages", .texts(facts.languages)),
            ("quantizations", .texts(facts.quantizations)), ("weights_formats", .texts(facts.formats)), ("memory", .int(facts.memory)),
            ("completeness", .real(facts.completeness.map { ($0 * 100).rounded() / 100 })),
            ("evaluations", .int(facts.evaluations)),
            ("downloads_growth_7d", .int(facts.downloadGrowth7)), ("downloads_growth_30d", .int(facts.downloadGrowth30)),
            ("likes_growth_7d", .int(facts.likeGrowth7)), ("likes_growth_30d", .int(facts.likeGrowth30)),
            ("verdicts", verdicts(facts.verdicts)),
        ]
    }

    /// How well a model suits a job, and why.
    public static func fields(_ fitness: Fitness) -> Fields {
        [("fitness", .real(fitness.score)), ("reasons", .texts(fitness.reasons))]
    }

    /// By scenario, in order of name.
    public static func verdicts(_ verdicts: [String: String]) -> Datum {
        .object(verdicts.sorted { $0.key < $1.key }.map { ($0.key, .text($0.value)) })
    }

    /// By facet, each a list of values with their counts.
    public static func facets(_ facets: [FacetCount]) -> Datum { .object(facets.map { ($0.name, values($0.values)) }) }

    /// Values of a facet and how many models have each.
    public static func values(_ values: [FacetCount.Value]) -> Datum {
        .list(values.map { .object([("value", .text($0.value)), ("count", .int($0.count))]) })
    }
}
