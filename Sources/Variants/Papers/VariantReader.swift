/// Merges all papers of a model into one `Variant`. For every facet there is an order of sources, written where it is read; the first
/// that says something wins, and the value keeps its source.
public struct VariantReader: Sendable {
    let papers: VariantPapers
    let name: Variant
    /// The alternative downloads that the papers' files make.
    public let sets: WeightSets

    public init(_ papers: VariantPapers) {
        self.papers = papers
        name = VariantName.read(papers.id)
        sets = WeightSets(papers.files)
    }

    /// The model's facets.
    public static func read(_ papers: VariantPapers) -> Variant { VariantReader(papers).read() }

    /// The model's facets.
    public func read() -> Variant {
        var variant = Variant()
        variant.family = family
        variant.quantization = quantization
        variant.artifact = artifact
        variant.parameters = parameters(packed: isPacked(variant.quantization?.value), isAdapter: variant.artifact?.value == .adapter)
        variant.activeParameters = activeParameters(of: variant.parameters?.value)
        // A size in words is what the makers call it: nobody else says it.
        variant.sizeTier = name.sizeTier
        variant.casing = casing
        variant.languages = languages
        variant.domain = domain
        variant.isDistilled = name.isDistilled
        variant.tuning = tuning
        variant.contextLength = contextLength
        variant.version = name.version
        return variant
    }

    /// Name, base model's name, config, header, listing: an architecture (`llama`) is shared by families that people tell apart, so it
    /// comes last.
    private var family: Sourced<String>? {
        if let found = name.family { return found }
        for base in papers.card.baseModels.prefix(4) {
            if let found = VariantName.read(base).family { return Sourced(found.value, from: .card) }
        }
        for base in baseTags.prefix(4) {
            if let found = VariantName.read(base).family { return Sourced(found.value, from: .tag) }
        }
        if let found = papers.config?.modelType, !found.isEmpty { return Sourced(found, from: .config) }
        if let found = papers.header?.architecture, !found.isEmpty { return Sourced(found.lowercased(), from: .header) }
        return papers.listing.ggufArchitecture.map { Sourced($0.lowercased(), from: .listing) }
    }

    /// The ids in `base_model:…` tags, of whatever relation.
    var baseTags: [String] {
        papers.tags.lazy.filter { $0.hasPrefix("base_model:") }.map { String($0.split(separator: ":").last ?? "") }
    }

    /// Name, then the tokenizer: a name that says `uncased` is what people look for, and old tokenizer files forgot to say so.
    private var casing: Sourced<Casing>? {
        if let found = name.casing { return found }
        return papers.tokenizer?.lowersCase.map { Sourced($0 ? .uncased : .cased, from: .config) }
    }

    /// Name, then what tags say outright.
    private var domain: Sourced<String>? {
        if let found = name.domain { return found }
        for tag in papers.tags {
            if let domain = Self.domains[tag] { return Sourced(domain, from: .tag) }
        }
        return nil
    }

    private static let domains = [
        "medical": "biomedical", "biology": "biomedical", "biomedical": "biomedical", "clinical": "biomedical", "chemistry": "chemistry",
        "legal": "legal", "law": "legal", "finance": "finance", "code": "code", "math": "math", "protein": "protein",
    ]

    /// Name, then tags of the method (trainers set them), then the card's relation: who fine-tunes says at least that.
    private var tuning: Sourced<Tuning>? {
        if let found = name.tuning { return found }
        for (tag, tuning) in Self.methods where papers.tags.contains(tag) { return Sourced(tuning, from: .tag) }
        if papers.card.baseModelRelation?.lowercased() == "finetune" { return Sourced(.finetuned, from: .card) }
        return papers.tags.contains { $0.hasPrefix("base_model:finetune:") } ? Sourced(.finetuned, from: .tag) : nil
    }

    private static let methods: [(String, Tuning)] = [
        ("grpo", .grpo), ("dpo", .dpo), ("orpo", .orpo), ("kto", .kto), ("sft", .sft), ("generated_from_trainer", .finetuned),
    ]

    /// Config, header, listing, name, tokenizer: what the code obeys, then what the file says of itself, then what the makers promise.
    private var contextLength: Sourced<Int64>? {
        if let found = papers.config?.contextLength { return Sourced(found, from: .config) }
        if let found = papers.header?.contextLength, Self.contexts.contains(found) { return Sourced(found, from: .header) }
        if let found = papers.listing.ggufContextLength, Self.contexts.contains(found) { return Sourced(found, from: .listing) }
        if let found = name.contextLength { return found }
        return papers.tokenizer?.maximumLength.map { Sourced($0, from: .config) }
    }

    /// Lengths that are believed.
    private static let contexts: ClosedRange<Int64> = 1...(1 << 30)
}
