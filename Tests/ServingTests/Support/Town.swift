import Catalog
import CatalogData
import Foundation
import LicenseSources
import Licensing
import Search
import Shelves
import TestSupport
import Testing
import Vocabulary
import Weighing

@testable import Serving

/// A family of models with tasks, licences and two crawls, behind a server that can weigh.
func withTown(
    _ configuration: ServerConfiguration = ServerConfiguration(), _ body: (HubClient, World, SearchCatalog) async throws -> Void
) async throws {
    try await withTemporaryFolder { folder in
        let world = try World(folder)
        let data = try CatalogData()
        let standards = Weigher.Standards(
            catalogue: try CompiledLicenses.catalogue(of: data), scenarios: try ScenarioFolder(of: data).scenarios(),
            organisation: .unknown, basis: "test", question: "")
        let weigher = Weigher(
            world.catalog, standards, identifier: { throw CancellationError() }, now: { Timestamp(milliseconds: 1_750_000_000_000) })
        try await world.crawl(town())
        try await weigher.run()
        let index = SearchCatalog(world.catalog, path: nil)
        let scenarios = Dictionary(uniqueKeysWithValues: standards.scenarios.map { ($0.id, $0.id) })
        let library = StoreLibrary(
            catalog: world.catalog, index: index, shelf: world.shelf, blobs: world.blobs, weigher: weigher,
            names: SpokenNames(scenarios: scenarios))
        try await withServer(library, configuration) { try await body($0, world, index) }
    }
}

/// `acme/base` and what was made from it, a model of another licence, one whose base nobody knows, and a name that is markup.
func town(baseDownloads: Int64 = 5_000) throws -> [ModelClaim] {
    func model(
        _ path: String, downloads: Int64, task: String, license: String, bases: [BaseModelClaim] = [], parameters: Int64
    ) throws -> ModelClaim {
        var made = try claim(
            path, commit: try commitID("a"), downloads: downloads, task: task, tags: ["license:\(license)", "dataset:squad"])
        made.licenses = [LicenseClaim(.license, raw: license), LicenseClaim(.tag, raw: "license:\(license)")]
        made.baseModels = bases
        made.parameters = parameters
        return made
    }
    return [
        try model("acme/base", downloads: baseDownloads, task: "text-generation", license: "apache-2.0", parameters: 1_000_000_000),
        try model(
            "acme/tuned", downloads: 900, task: "text-generation", license: "apache-2.0",
            bases: [BaseModelClaim(path: "acme/base", relation: "finetune")], parameters: 1_000_000_000),
        try model(
            "acme/tuned-GGUF", downloads: 300, task: "text-generation", license: "apache-2.0",
            bases: [BaseModelClaim(path: "acme/tuned", relation: "quantized")], parameters: 1_000_000_000),
        try model("other/closed", downloads: 70, task: "fill-mask", license: "cc-by-nc-4.0", parameters: 110_000_000),
        try model(
            "other/orphan", downloads: 5, task: "fill-mask", license: "mit",
            bases: [BaseModelClaim(path: "gone/ancestor", relation: "finetune")], parameters: 110_000_000),
        try model("evil/<b>&\"'", downloads: 1, task: "fill-mask", license: "mit", parameters: 1),
    ]
}

/// The name of the town's evil model inside a path.
let evilSegment = "evil%2F%3Cb%3E%26%22%27"
