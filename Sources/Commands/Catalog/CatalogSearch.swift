import ArgumentParser
import Catalog
import LicenseSources
import Licensing
import Vocabulary

struct CatalogSearch: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search", abstract: "Search everything that is indexed, without a connection.",
        discussion: "Words are looked for in ids, tags and cards. Filters narrow.")

    @OptionGroup var global: GlobalOptions
    @Argument(help: "Words to find; any text.") var text: [String] = []
    @Option(help: "Only models of this hub.") var hub: HubID?
    @Option(help: "Only models of this owner.") var author: String?
    @Option(help: "The hub's word for the task: text-classification.") var task: String?
    @Option(help: "Licence as written or as concluded: apache-2.0.") var license: String?
    @Option(help: "Only models that may be used in this scenario: internal-tool, product, api, research, redistribution.")
    var scenario: String?
    @Option(name: .customLong("tag"), help: "A tag (repeatable; all must be there).") var tags: [String] = []
    @Option(help: "The library: transformers.") var library: String?
    @Option(help: "At least so many weights: 350M, 3B.", transform: parameters) var minParams: Int64?
    @Option(help: "At most so many weights.", transform: parameters) var maxParams: Int64?
    @Option(help: "At most so many bytes to download: 500MB, 24GiB.", transform: bytes) var maxSize: Int64?
    @Flag(help: "Only what is mirrored here.") var mirrored = false
    @Flag(help: "Also models that are gone upstream.") var vanished = false
    @Option(help: "relevance, downloads, likes, trending, modified, created, size, parameters or id.") var sort: CatalogQuery.Sort?
    @Option(help: "How many results at most.") var limit = 20
    @Option(help: "How many results to skip.") var offset = 0

    func validate() throws {
        guard (0...10_000).contains(limit) else { throw ValidationError("--limit must be from 0 to 10000, not \(limit)") }
        guard offset >= 0 else { throw ValidationError("--offset must not be negative") }
        if let minParams, let maxParams, minParams > maxParams {
            throw ValidationError("--min-params \(minParams) is more than --max-params \(maxParams)")
        }
    }

    func run() async throws {
        let site = try global.site()
        var query = query
        if let scenario {
            let scenarios = try ScenarioFolder(of: site.data()).scenarios()
            guard let known = scenarios.first(where: { $0.isNamed(scenario) }) else {
                throw CommandFailure(
                    .usage, "no scenario is called '\(scenario)'; there are \(scenarios.map(\.id).joined(separator: ", "))")
            }
            query.scenario = known.id
        }
        let page = try await site.catalog().search(query)
        site.console.show(Self.document(page))
    }

    var query: CatalogQuery {
        var query = CatalogQuery()
        query.text = text.isEmpty ? nil : text.joined(separator: " ")
        query.hub = hub
        query.author = author
        query.task = task
        query.license = license
        query.tags = tags
        query.library = library
        if minParams != nil || maxParams != nil { query.parameters = (minParams ?? 0)...(maxParams ?? .max) }
        query.maximumSize = maxSize
        query.mirroredOnly = mirrored
        query.includesVanished = vanished
        query.sort = sort ?? (text.isEmpty ? .downloads : .relevance)
        query.limit = limit
        query.offset = offset
        return query
    }

    static func document(_ page: CatalogPage) -> Document {
        let numbers: Set<String> = ["params", "size", "downloads", "likes"]
        var table = Table(["model", "task", "license", "params", "size", "downloads", "likes", "mirrored"], rightAligned: numbers)
        table.rows = page.entries.map { entry in
            let claim = entry.claim
            return [
                claim.id.hub == .huggingFace ? claim.id.path : claim.id.description, claim.task ?? "",
                entry.license ?? claim.licenseAsWritten ?? "",
                claim.parameters.map(Quantity.count) ?? "", entry.downloadSize.map(Quantity.bytes) ?? "",
                claim.downloads.map(Quantity.count) ?? "", claim.likes.map(Quantity.count) ?? "", entry.mirroredCommit == nil ? "" : "yes",
            ]
        }
        let json = Datum.object([("total", .int(page.total)), ("results", .list(page.entries.map(EntryReport.summary)))])
        return Document(json: json, table: table, footnotes: ["", "\(page.entries.count) of \(page.total) models"])
    }

    private static func parameters(_ text: String) throws -> Int64 {
        guard let value = Quantity.parseCount(text) else {
            throw ValidationError("'\(text)' is not a number of weights such as 350M or 3B")
        }
        return value
    }

    private static func bytes(_ text: String) throws -> Int64 {
        guard let value = Quantity.parseBytes(text) else { throw ValidationError("'\(text)' is not a size such as 500MB or 24GiB") }
        return value
    }
}
