import Catalog
import CatalogData
import LicenseSources
import Licensing
import Testing
import Vocabulary

@testable import Weighing

/// A catalog in memory with the installation's own licence data.
struct TestSite {
    let catalog: CatalogDatabase
    let standards: Weigher.Standards
    let weigher: Weigher

    init(organisation: Organisation = .unknown) throws {
        let data = try CatalogData()
        catalog = try CatalogDatabase(path: nil, data: data)
        let catalogue = try CompiledLicenses.catalogue(of: data)
        standards = Weigher.Standards(
            catalogue: catalogue, scenarios: try ScenarioFolder(of: data).scenarios(), organisation: organisation,
            datasets: try DatasetFile.table(of: data, catalogue), basis: "test", question: "")
        weigher = Weigher(
            catalog, standards, identifier: { TextIdentifier(try InstalledFingerprints.read(from: data), catalogue) },
            now: { Timestamp(milliseconds: 1_700_000_000_000) })
    }

    private var commit: CommitID { get throws { try #require(CommitID(String(repeating: "a", count: 40))) } }

    func claim(
        _ path: String, license: String? = nil, bases: [BaseModelClaim] = [], commit digit: Character = "a", gate: Gate = .open,
        tags: [String] = [], card: String? = nil
    ) throws -> ModelClaim {
        ModelClaim(
            id: try #require(ModelID(hub: .huggingFace, path: path)),
            commit: CommitID(String(repeating: digit, count: 40)), gate: gate, tags: tags,
            licenses: license.map { [LicenseClaim(.license, raw: $0), LicenseClaim(.tag, raw: "license:\($0)")] } ?? [], baseModels: bases,
            cardData: card)
    }

    func crawl(_ claims: [ModelClaim]) async throws {
        let now = Timestamp(milliseconds: 1_700_000_000_000)
        let run = try await catalog.beginCrawl(of: .huggingFace, kind: .full, at: now)
        let page = try await catalog.record(claims.map { ListingEntry($0) }, next: .walked, in: run, at: now)
        _ = try await catalog.finish(page.run, at: now)
    }

    func visit(_ claim: ModelClaim, texts: [LicenseText], claims: [LicenseClaim] = [], frontMatter: String? = nil) async throws {
        let revision = RevisionClaim(model: claim.id, revision: .main, commit: try commit, files: [], refused: [])
        let card = CatalogCard(commit: try commit, frontMatter: frontMatter, body: "", licenses: claims)
        try await catalog.record(
            ModelDetails(model: claim.id, attempted: try commit, revision: revision, card: card, licenseTexts: texts),
            at: Timestamp(milliseconds: 1_700_000_000_001))
    }

    func conclusion(_ path: String) async throws -> ConclusionRecord? {
        try await catalog.conclusion(of: try #require(ModelID(hub: .huggingFace, path: path)))
    }
}

/// The same numbers each time (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
