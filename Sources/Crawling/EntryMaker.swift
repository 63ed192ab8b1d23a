internal import Catalog
internal import JSONReading
internal import ModelCards
internal import Variants
internal import Vocabulary

/// Reads a listing's claim for what a search needs of it: facets, downloads, and the results that its card claims.
enum EntryMaker {
    /// Front matter beyond this is a table of results that a visit reads.
    private static let longestCard = 262_144

    /// So many claims are read one after the other; the parts of a page on whichever core is free.
    private static let part = 128

    /// In the order of the claims.
    static func entries(_ claims: [ModelClaim]) async -> [ListingEntry] {
        await withTaskGroup(of: (Int, [ListingEntry]).self) { group in
            for start in stride(from: 0, to: claims.count, by: part) {
                group.addTask { (start, claims[start..<min(start + part, claims.count)].map(entry)) }
            }
            var parts: [(Int, [ListingEntry])] = []
            for await made in group { parts.append(made) }
            return parts.sorted { $0.0 < $1.0 }.flatMap(\.1)
        }
    }

    static func entry(_ claim: ModelClaim) -> ListingEntry {
        let card = card(claim.cardData)
        let papers = papers(of: claim, card: card)
        let reader = VariantReader(papers)
        let (variant, sets) = (reader.read(), reader.sets)
        let record = VariantRecord(
            variant, sets: records(sets), cachePerToken: MemoryQuestion(variant: variant).cachePerToken)
        return ListingEntry(claim, variant: record, evaluations: card.map { evaluations(ModelIndex(ofJSON: $0)) } ?? [])
    }

    /// What the listing and the card's front matter say, as evidence for facets.
    static func papers(of claim: ModelClaim, card: JSONValue?) -> VariantPapers {
        var papers = VariantPapers(id: claim.id.path)
        papers.tags = claim.tags
        let isKnown = claim.weights.safetensorsTotal != nil || claim.weights.ggufTotal != nil
        // A claim out of the catalog says how many weights there are, not which files they were counted in.
        let isGGUF = claim.tags.contains("gguf")
        papers.listing.safetensorsTotal = isKnown ? claim.weights.safetensorsTotal : isGGUF ? nil : claim.parameters
        papers.listing.ggufTotal = isKnown ? claim.weights.ggufTotal : isGGUF ? claim.parameters : nil
        papers.listing.ggufArchitecture = claim.weights.ggufArchitecture
        papers.listing.ggufContextLength = claim.weights.ggufContextLength
        papers.listing.libraryName = claim.library
        papers.listing.task = claim.task
        papers.files = claim.files.map { VariantPapers.File($0) }
        if let card {
            papers.card.languages = texts(card["language"])
            papers.card.baseModelRelation = card["base_model_relation"]?.string
            papers.card.quantizedBy = card["quantized_by"]?.string
            papers.card.libraryName = card["library_name"]?.string
            papers.card.modelType = card["model_type"]?.string
        }
        papers.card.baseModels = claim.baseModels.map(\.path)
        return papers
    }

    static func records(_ sets: WeightSets) -> [WeightSetRecord] {
        (sets.alternatives + sets.adapters).map { set in
            WeightSetRecord(format: set.format, label: set.label, bits: set.bitsPerWeight, bytes: set.bytes, files: set.files.count)
        }
    }

    /// Values that are numbers; the rest can't be compared.
    static func evaluations(_ index: ModelIndex) -> [EvaluationRecord] {
        index.rows.compactMap { row in
            guard let value = row.value.number, let metric = row.metric ?? row.metricName else { return nil }
            return EvaluationRecord(
                task: row.task, dataset: row.dataset ?? row.datasetName, config: row.config, split: row.split, metric: metric,
                name: row.metricName, value: value, isVerified: row.claimsVerified)
        }
    }

    /// Front matter as JSON; nil where there is none, or too much.
    static func card(_ text: String?) -> JSONValue? {
        guard let text, text.utf8.count <= longestCard else { return nil }
        return (try? JSONDocument(parsing: Array(text.utf8), limit: longestCard))?.root
    }

    private static func texts(_ value: JSONValue?) -> [String] {
        value?.array.map { $0.prefix(256).compactMap(\.string) } ?? value?.string.map { [$0] } ?? []
    }
}
