import ArgumentParser
import LicenseSources
import Licensing
import Search
import Vocabulary

/// What models are chosen by, for every command that takes a search.
struct SearchOptions: ParsableArguments {
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
    @Option(help: "At least so many weights: 350M, 3B.", transform: SearchOptions.parameters) var minParams: Int64?
    @Option(help: "At most so many weights.", transform: SearchOptions.parameters) var maxParams: Int64?
    @Option(help: "At most so many bytes to download: 500MB, 24GiB.", transform: SearchOptions.bytes) var maxSize: Int64?
    @Option(help: "Fits in so much memory, weights and cache: 24GiB.", transform: SearchOptions.bytes) var fits: Int64?
    @Option(help: "Tokens the cache is reckoned for (default 8192).", transform: SearchOptions.parameters) var context: Int64?
    @Option(help: "Changed on that day or later: 2026-01-31.", transform: SearchOptions.day) var since: Timestamp?
    @Option(help: "A result its card claims: DATASET, DATASET:METRIC or DATASET:METRIC:LEAST.", transform: SearchOptions.evaluation)
    var evaluation: SearchQuery.Evaluation?
    @Option(help: "open, auto or manual.") var gated: [String] = []
    @Flag(help: "Only what is mirrored here.") var mirrored = false
    @Flag(help: "Also models that are gone upstream.") var vanished = false
    @Option(help: "relevance, fitness, downloads, likes, trending, modified, created, size, parameters, evaluation or id.")
    var sort: SearchQuery.Sort?
    @Option(help: "How many results at most.") var limit = 20
    @Option(help: "How many results to skip.") var offset = 0

    func validate() throws {
        guard (0...SearchQuery.pageLimit).contains(limit) else {
            throw ValidationError("--limit must be from 0 to \(SearchQuery.pageLimit), not \(limit)")
        }
        guard offset >= 0 else { throw ValidationError("--offset must not be negative") }
        if let minParams, let maxParams, minParams > maxParams {
            throw ValidationError("--min-params \(minParams) is more than --max-params \(maxParams)")
        }
        if sort == .evaluation, evaluation == nil { throw ValidationError("--sort evaluation needs --evaluation DATASET") }
    }

    func query(_ site: Site) throws -> SearchQuery {
        var query = SearchQuery()
        query.text = text.isEmpty ? nil : text.joined(separator: " ")
        query.values = Dictionary(
            uniqueKeysWithValues: [
                (Facet.hub, hub.map(\.description)), (.author, author), (.task, task), (.licenseName, license), (.library, library),
                (.language, language), (.quantization, quant), (.format, weightsFormat), (.tuning, tuning), (.artifact, artifact),
                (.family, family), (.relation, relation), (.gate, gated),
            ].filter { !$0.1.isEmpty })
        query.tags = tags
        query.scenario = try scenario.map { try Self.scenario($0, site) }
        if minParams != nil || maxParams != nil { query.parameters = (minParams ?? 0)...(maxParams ?? .max) }
        query.maximumSize = maxSize
        query.fits = fits
        query.context = context
        query.modifiedSince = since
        query.base = base?.model
        query.originalsOnly = originals
        query.evaluation = evaluation
        query.mirroredOnly = mirrored
        query.includesVanished = vanished
        query.sort = sort ?? (text.isEmpty ? .downloads : .relevance)
        query.limit = limit
        query.offset = offset
        return query
    }

    static func scenario(_ name: String, _ site: Site) throws -> String {
        let scenarios = try ScenarioFolder(of: site.data()).scenarios()
        guard let known = scenarios.first(where: { $0.isNamed(name) }) else {
            throw CommandFailure(.usage, "no scenario is called '\(name)'; there are \(scenarios.map(\.id).joined(separator: ", "))")
        }
        return known.id
    }

    static func parameters(_ text: String) throws -> Int64 {
        guard let value = Quantity.parseCount(text) else { throw ValidationError("'\(text)' is not a number such as 350M or 3B") }
        return value
    }

    static func bytes(_ text: String) throws -> Int64 {
        guard let value = Quantity.parseBytes(text) else { throw ValidationError("'\(text)' is not a size such as 500MB or 24GiB") }
        return value
    }

    static func day(_ text: String) throws -> Timestamp {
        guard let time = Timestamp(text.count == 10 ? "\(text)T00:00:00.000Z" : text) else {
            throw ValidationError("'\(text)' is not a day such as 2026-01-31")
        }
        return time
    }

    static func evaluation(_ text: String) throws -> SearchQuery.Evaluation {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
        guard (1...3).contains(parts.count), !parts[0].isEmpty else {
            throw ValidationError("'\(text)' is not DATASET, DATASET:METRIC or DATASET:METRIC:LEAST")
        }
        guard parts.count < 3 || Double(parts[2]) != nil else { throw ValidationError("'\(parts[2])' is not a number") }
        return SearchQuery.Evaluation(
            dataset: parts[0], metric: parts.count > 1 && !parts[1].isEmpty ? parts[1] : nil,
            atLeast: parts.count > 2 ? Double(parts[2]) : nil)
    }
}
