internal import Catalog
public import Vocabulary

/// Answers searches over one state of a catalog: the index gives models, order and counts; the catalog gives the entries that are shown.
public struct SearchEngine: Sendable {
    public let index: SearchIndex
    private let catalog: CatalogDatabase
    private let cache = BitmapCache()

    /// Rows that the text index of cards may answer: with more, a word says nothing.
    private static let mostCards = 200_000
    private static let mostEvaluations = 100_000

    init(index: SearchIndex, catalog: CatalogDatabase) {
        self.index = index
        self.catalog = catalog
    }

    /// What matches, a page of it, how many there are in all, and (if asked for) how many have each value of each facet.
    public func search(_ query: SearchQuery) async throws(SearchError) -> SearchPage {
        let answer = try await answer(query)
        let rows = answer.page.compactMap(index.row)
        let entries = try await fromCatalog { catalog throws(CatalogError) in try await catalog.entries(rows) }
        let scorer = RelevanceScorer(index: index, text: answer.text)
        let fitness = query.sort == .fitness ? FitnessScorer(index, scenario: query.scenario) : nil
        let results = answer.page.compactMap { ordinal -> SearchResult? in
            guard let entry = index.row(of: ordinal).flatMap({ entries[$0] }) else { return nil }
            return SearchResult(
                entry: entry, facts: facts(of: ordinal, answer.wanted),
                matches: answer.text.words.isEmpty ? [] : scorer.explanation(of: ordinal, tags: entry.claim.tags),
                fitness: fitness?.fitness(of: ordinal))
        }
        return SearchPage(total: answer.total, results: results, facets: answer.facets)
    }

    /// Rows of the catalog of every model that matches, in order of rows; nil: there are more than `limit`.
    public func rows(_ query: SearchQuery, limit: Int) async throws(SearchError) -> [Int64]? {
        let models = try await matches(query).models
        guard models.population <= limit else { return nil }
        var rows: [Int64] = []
        models.forEach { if let row = index.row(of: $0) { rows.append(row) } }
        return rows.sorted()
    }

    func result(_ ordinal: Int, fitness: Fitness?) async throws(SearchError) -> SearchResult? {
        guard let row = index.row(of: ordinal) else { return nil }
        let entries = try await fromCatalog { catalog throws(CatalogError) in try await catalog.entries([row]) }
        return entries[row].map {
            SearchResult(entry: $0, facts: facts(of: ordinal, WeightTable.Wanted()), matches: [], fitness: fitness)
        }
    }

    private struct Answer {
        let total: Int
        let page: [Int]
        let facets: [FacetCount]
        let text: SearchText
        let wanted: WeightTable.Wanted
    }

    private func answer(_ query: SearchQuery) async throws(SearchError) -> Answer {
        let matches = try await matches(query)
        let (models, filters, text) = (matches.models, matches.filters, matches.text)
        let total = models.population
        let page = Ranker(index: index, query: query, text: text).page(of: models, total: total, results: matches.results)
        var facets: [FacetCount] = []
        if query.countsFacets {
            facets = await FacetCounter(index: index, filters: filters, mirrored: matches.mirrored).counts(of: models)
        }
        return Answer(total: total, page: page, facets: facets, text: text, wanted: filters.wanted)
    }

    private struct Matches {
        let models: Bitmap
        let filters: FilterSet
        let text: SearchText
        let results: [(ordinal: Int, value: Double)]
        let mirrored: Bitmap
    }

    private func matches(_ query: SearchQuery) async throws(SearchError) -> Matches {
        let text = SearchText(query.text)
        let mirrored = try await mirroredModels()
        let found = text.words.isEmpty ? (text.isUnsearchable ? Bitmap(count: index.count) : nil) : try await models(for: text)
        let (evaluated, results) = try await evaluated(query.evaluation)
        let filters = try FilterSet(query, in: index, found: found, mirrored: mirrored, evaluated: evaluated, cache: cache)
        return Matches(models: filters.models(), filters: filters, text: text, results: results, mirrored: mirrored)
    }

    /// Names and tags are in the index, cards in the catalog: a model is found if either holds all words.
    private func models(for text: SearchText) async throws(SearchError) -> Bitmap {
        let words = text.words.map(\.plain)
        let (catalog, index) = (catalog, index)
        async let cards = Self.rows(ofCardsWith: words, in: catalog)
        var found = TextMatcher(index: index).models(for: text)
        found.formUnion(index.ordinals(ofRows: try await Self.asked(cards)))
        return found
    }

    private static func rows(ofCardsWith words: [String], in catalog: CatalogDatabase) async -> Result<[Int64], CatalogError> {
        do throws(CatalogError) {
            return .success(try await catalog.cards(with: words, limit: mostCards))
        } catch {
            return .failure(error)
        }
    }

    private static func asked(_ result: Result<[Int64], CatalogError>) throws(SearchError) -> [Int64] {
        do { return try result.get() } catch { throw SearchError(.catalog, "\(error)") }
    }

    private func mirroredModels() async throws(SearchError) -> Bitmap {
        index.ordinals(ofRows: try await fromCatalog { catalog throws(CatalogError) in try await catalog.mirroredRows() })
    }

    private func evaluated(
        _ evaluation: SearchQuery.Evaluation?
    ) async throws(SearchError) -> (Bitmap?, results: [(ordinal: Int, value: Double)]) {
        guard let evaluation else { return (nil, []) }
        let rows = try await fromCatalog { catalog throws(CatalogError) in
            try await catalog.evaluations(
                dataset: evaluation.dataset, metric: evaluation.metric, atLeast: evaluation.atLeast ?? -.greatestFiniteMagnitude,
                limit: Self.mostEvaluations)
        }
        let results = rows.compactMap { row in index.ordinal(ofRow: row.row).map { (ordinal: $0, value: row.value) } }
        var models = Bitmap(count: index.count)
        for result in results { models.insert(result.ordinal) }
        return (models, results)
    }

    /// What the index knows of a model; nil: it is not in the index.
    public func facts(of model: ModelID) -> SearchFacts? { index.ordinal(of: model).map { facts(of: $0, WeightTable.Wanted()) } }

    private func facts(of ordinal: Int, _ wanted: WeightTable.Wanted) -> SearchFacts {
        let numbers = index.numbers
        let completeness = numbers.completeness[ordinal] ?? 0
        return SearchFacts(
            parameters: IndexNumbers.known(numbers.parameters[ordinal]), quantizations: index.table(.quantization).values(of: ordinal),
            formats: index.table(.format).values(of: ordinal), languages: index.table(.language).values(of: ordinal),
            family: index.table(.family).values(of: ordinal).first, tuning: index.table(.tuning).values(of: ordinal).first,
            memory: index.weights.memory(of: ordinal, wanted, cachePerToken: numbers.cachePerToken[ordinal].map(Int64.init)),
            downloadGrowth7: IndexNumbers.growth(numbers.downloadGrowth7[ordinal]),
            downloadGrowth30: IndexNumbers.growth(numbers.downloadGrowth30[ordinal]),
            likeGrowth7: IndexNumbers.growth(numbers.likeGrowth7[ordinal]),
            likeGrowth30: IndexNumbers.growth(numbers.likeGrowth30[ordinal]),
            completeness: completeness == 0 ? nil : Double(completeness) / 255, evaluations: Int(numbers.evaluations[ordinal] ?? 0),
            verdicts: index.verdicts.verdicts(of: ordinal))
    }

    /// How well a model suits a job.
    public func fitness(of model: ModelID, scenario: String?) -> Fitness? {
        index.ordinal(of: model).map { FitnessScorer(index, scenario: scenario).fitness(of: $0) }
    }

    private func fromCatalog<Value>(
        _ question: (CatalogDatabase) async throws(CatalogError) -> Value
    ) async throws(SearchError) -> Value {
        do throws(CatalogError) { return try await question(catalog) } catch { throw SearchError(.catalog, "\(error)") }
    }
}
