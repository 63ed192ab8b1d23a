import ArgumentParser
import LicenseSources
import Licensing
import Search
import Vocabulary

/// What models are chosen by, for every command that takes a search: the parameters of the JSON API, as options.
struct FilterOptions: ParsableArguments {
    @Argument(help: "Words to find; any text.") var text: [String] = []
    @Option(help: "Only models of this hub.") var hub: [HubID] = []
    @Option(help: "Only models of this owner.") var author: [String] = []
    @Option(help: "What it is for: text-classification.") var task: [String] = []
    @Option(help: "Licence as concluded or as written: apache-2.0.") var license: [String] = []
    @Option(help: "Only models that may be used in this scenario: internal-tool, product, api, research, redistribution.")
    var scenario: String?
    @Option(name: .customLong("tag"), help: "A tag (repeatable; all must be there).") var tags: [String] = []
    @Option(help: "The library: transformers.") var library: [String] = []
    @Option(help: "A language: de, zh.") var language: [String] = []
    @Option(help: "A quantization: Q4_K_M, or Q4 for all that begin so.") var quant: [String] = []
    @Option(help: "safetensors, gguf, onnx, pytorch, tflite …") var weightsFormat: [String] = []
    @Option(help: "base, instruct, chat, reasoning …") var tuning: [String] = []
    @Option(help: "full, adapter or merge.") var artifact: [String] = []
    @Option(help: "The family: llama-3.2.") var family: [String] = []
    @Option(help: ArgumentHelp("Models made from this one.", valueName: "ref")) var base: ModelReference?
    @Option(help: "How it was made from its base: finetune, quantized, adapter, merge.") var relation: [String] = []
    @Flag(help: "Only models that are not made from another.") var originals = false
    @Option(help: "At least so many weights: 350M, 3B.") var minParams: String?
    @Option(help: "At most so many weights.") var maxParams: String?
    @Option(help: "At most so many bytes to download: 500MB, 24GiB.") var maxSize: String?
    @Option(help: "Fits in so much memory, weights and cache: 24GiB.") var fits: String?
    @Option(help: "Tokens the cache is reckoned for (default 8192).") var context: String?
    @Option(help: "Changed on that day or later: 2026-01-31.") var since: String?
    @Option(help: "A result its card claims: DATASET, DATASET:METRIC or DATASET:METRIC:LEAST.") var evaluation: String?
    @Option(help: "open, auto or manual.") var gated: [String] = []
    @Flag(help: "Only what is mirrored here.") var mirrored = false
    @Flag(help: "Also models that are gone upstream.") var vanished = false

    /// As the JSON API takes them.
    var parameters: [(name: String, value: String)] {
        let single: [(String, String?)] = [
            ("q", text.isEmpty ? nil : text.joined(separator: " ")), ("scenario", scenario), ("min_params", minParams),
            ("max_params", maxParams), ("max_size", maxSize), ("fits", fits), ("context", context), ("since", since),
            ("evaluation", evaluation), ("base", base?.description), ("originals", originals ? "true" : nil),
            ("mirrored", mirrored ? "true" : nil), ("vanished", vanished ? "true" : nil),
        ]
        let repeated: [(String, [String])] = [
            ("hub", hub.map(\.description)), ("author", author), ("task", task), ("license", license), ("tag", tags), ("library", library),
            ("language", language), ("quant", quant), ("weights_format", weightsFormat), ("tuning", tuning), ("artifact", artifact),
            ("family", family), ("relation", relation), ("gated", gated),
        ]
        return single.compactMap { name, value in value.map { (name, $0) } }
            + repeated.flatMap { name, values in values.map { (name, $0) } }
    }

    func validate() throws { _ = try query(SpokenNames()) }

    func query(_ site: Site) throws -> SearchQuery { try query(site.spokenNames()) }

    private func query(_ names: SpokenNames) throws -> SearchQuery {
        do throws(ParameterError) {
            return try SearchQuery(ParameterReader(parameters, table: SearchParameters.filters), names: names)
        } catch {
            throw ValidationError(Self.worded(error))
        }
    }

    /// Parameters by the names that they have as options.
    static func worded(_ error: ParameterError) -> String {
        SearchParameters.filters.reduce(error.description) { text, parameter in
            text.replacing("'\(parameter.name)'", with: "--\(parameter.name.replacing("_", with: "-"))")
        }
    }
}

/// A search with its order and page.
struct SearchOptions: ParsableArguments {
    @OptionGroup var filters: FilterOptions
    @Option(help: "relevance, fitness, downloads, likes, trending, growth, modified, created, size, parameters, evaluation or id.")
    var sort: SearchQuery.Sort?
    @Option(help: "How many results at most.") var limit = 20
    @Option(help: "How many results to skip.") var offset = 0

    func validate() throws {
        guard (0...SearchQuery.pageLimit).contains(limit) else {
            throw ValidationError("--limit must be from 0 to \(SearchQuery.pageLimit), not \(limit)")
        }
        guard offset >= 0 else { throw ValidationError("--offset must not be negative") }
        if sort == .evaluation, filters.evaluation == nil { throw ValidationError("--sort evaluation needs --evaluation DATASET") }
    }

    func query(_ site: Site) throws -> SearchQuery {
        var query = try filters.query(site)
        query.sort = sort ?? query.sort
        query.limit = limit
        query.offset = offset
        return query
    }
}
