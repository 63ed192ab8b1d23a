/// The parameters of a search, in the JSON API and in saved searches: the same words as the command line's options.
public enum SearchParameters {
    /// What narrows; every one may be left out.
    public static let filters: [QueryParameter] = [
        QueryParameter("q", .text, "Words to find in names, tags and cards; any text is legal.", example: "sentence similarity"),
        facet("task", .task, "What it is for.", example: "sentence-similarity"),
        facet("license", .licenseName, "Licence as concluded or as written.", example: "apache-2.0"),
        QueryParameter(
            "scenario", .text,
            "Only models that may be used so, with duties or without: internal-tool, product, api, research, "
                + "redistribution."),
        QueryParameter("min_params", .count, "At least so many weights: 350M, 3B."),
        QueryParameter("max_params", .count, "At most so many weights.", example: "3B"),
        QueryParameter("max_size", .bytes, "At most so many bytes to download: 500MB, 24GiB."),
        QueryParameter("fits", .bytes, "Fits in so much memory, weights and cache.", example: "24GiB"),
        QueryParameter("context", .count, "Tokens the cache is reckoned for (default 8192)."),
        facet("quant", .quantization, "A quantization: Q4_K_M, or Q4 for all that begin so."),
        facet("weights_format", .format, "safetensors, gguf, onnx, pytorch, tflite …"),
        facet("language", .language, "A language: de, zh."), facet("library", .library, "The library: transformers."),
        facet("hub", .hub, "Only models of this hub."), facet("author", .author, "Only models of this owner."),
        facet("tuning", .tuning, "base, instruct, chat, reasoning …"), facet("artifact", .artifact, "full, adapter or merge."),
        facet("family", .family, "The family: llama-3.2."),
        QueryParameter("base", .model, "Only models made from this one, directly."),
        facet("relation", .relation, "How it was made from its base: finetune, quantized, adapter, merge; or original."),
        QueryParameter("originals", .flag, "Only models that are not made from another."),
        QueryParameter("evaluation", .evaluation, "A result its card claims: DATASET, DATASET:METRIC or DATASET:METRIC:LEAST."),
        facet("gated", .gate, "open, auto or manual."), QueryParameter("mirrored", .flag, "Only what is mirrored here."),
        QueryParameter("vanished", .flag, "Also models that are gone upstream."),
        QueryParameter("tag", .text, "A tag as the hub writes it; all that are given must be there.", isList: true),
        QueryParameter("since", .day, "Changed on that day or later: 2026-01-31."),
    ]

    /// What comes first; without it, relevance where there are words, else downloads.
    public static let sort = QueryParameter(
        "sort", .choice(SearchQuery.Sort.allCases.map(\.rawValue)), "What comes first (default: relevance with words, else downloads).",
        example: "downloads")
    public static let limit = QueryParameter(
        "limit", .integer(0...Int64(SearchQuery.pageLimit)), "How many results at most (default 20).", example: "5")
    /// Results beyond the tenth million are nobody's.
    public static let offset = QueryParameter("offset", .integer(0...10_000_000), "How many results to skip.")

    /// A value of a facet; several widen.
    private static func facet(_ name: String, _ facet: Facet, _ meaning: String, example: String? = nil) -> QueryParameter {
        QueryParameter(name, .text, meaning + " Several values widen.", isList: true, example: example)
    }

    /// The facets behind parameters.
    static let facets: [(name: String, facet: Facet)] = [
        ("task", .task), ("license", .licenseName), ("quant", .quantization), ("weights_format", .format), ("language", .language),
        ("library", .library), ("hub", .hub), ("author", .author), ("tuning", .tuning), ("artifact", .artifact), ("family", .family),
        ("relation", .relation), ("gated", .gate),
    ]

    /// The parameter by which a facet is narrowed.
    public static func name(of facet: Facet) -> String? { facets.first { $0.facet == facet }?.name }
}

extension SearchQuery {
    /// The search that parameters ask for.
    ///
    /// - Parameter names: what may be typed for scenarios, tasks and languages.
    public init(_ parameters: ParameterReader, names: SpokenNames) throws(ParameterError) {
        self.init()
        text = parameters.text("q")
        for (name, facet) in SearchParameters.facets {
            let given = parameters.texts(name)
            guard !given.isEmpty else { continue }
            switch facet {
            case .task: values[facet] = given.map(names.task)
            case .language: values[facet] = given.map(names.language)
            default: values[facet] = given
            }
        }
        if let typed = parameters.text("scenario") {
            guard let known = names.scenarios.isEmpty ? typed : names.scenarios[typed.lowercased()] else {
                let scenarios = Set(names.scenarios.values).sorted()
                throw ParameterError(
                    "scenario", "no scenario is called '\(ParameterReader.shown(typed))'; there are \(scenarios.joined(separator: ", "))",
                    suggestions: scenarios)
            }
            scenario = known
        }
        let (least, most) = (try parameters.count("min_params"), try parameters.count("max_params"))
        if least != nil || most != nil {
            guard least ?? 0 <= most ?? .max else {
                throw ParameterError("min_params", "'min_params' is more than 'max_params'")
            }
            self.parameters = (least ?? 0)...(most ?? .max)
        }
        maximumSize = try parameters.bytes("max_size")
        fits = try parameters.bytes("fits")
        context = try parameters.count("context")
        modifiedSince = try parameters.day("since")
        base = try parameters.models("base").first
        originalsOnly = try parameters.flag("originals") ?? false
        evaluation = try parameters.evaluation("evaluation")
        mirroredOnly = try parameters.flag("mirrored") ?? false
        includesVanished = try parameters.flag("vanished") ?? false
        tags = parameters.texts("tag")
        let chosen = try parameters.choice("sort").flatMap(Sort.init)
        sort = chosen ?? (text == nil ? .downloads : .relevance)
        if sort == .evaluation, evaluation == nil {
            throw ParameterError("sort", "'sort=evaluation' needs 'evaluation'")
        }
        limit = try parameters.integer("limit").map { Int($0) } ?? limit
        offset = try parameters.integer("offset").map { Int($0) } ?? offset
    }
}
