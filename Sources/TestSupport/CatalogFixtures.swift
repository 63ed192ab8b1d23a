public import Catalog
internal import CatalogData
public import Foundation
internal import Testing
public import Vocabulary

/// A file of its own for one test, gone afterwards.
public final class TemporaryCatalog {
    public let folder: URL
    public var path: String { folder.appendingPathComponent("catalog.sqlite").path }

    public init() throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("catalog-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    public func open() throws -> CatalogDatabase { try CatalogDatabase(path: path, data: CatalogData()) }
}

/// A catalog for one test.
public func inMemory() throws -> CatalogDatabase { try CatalogDatabase(path: nil, data: CatalogData()) }

/// Minutes after an arbitrary start.
public func minute(_ count: Int) -> Timestamp { Timestamp(milliseconds: 1_700_000_000_000 + Int64(count) * 60_000) }

/// A model of the Hugging Face Hub.
public func modelID(_ path: String) throws -> ModelID { try #require(ModelID(hub: .huggingFace, path: path)) }

/// A commit of one repeated digit.
public func commitID(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

/// A listing entry with something in every field.
public func fullClaim(_ path: String, downloads: Int64 = 100, changed: Timestamp = minute(0), commit: Character = "a") throws -> ModelClaim
{
    ModelClaim(
        id: try modelID(path), author: path.split(separator: "/").first.map(String.init), commit: try commitID(commit),
        createdAt: minute(-1_000), lastModified: changed, gate: .open, downloads: downloads, downloadsAllTime: downloads * 10,
        likes: downloads / 2, trendingScore: 1.5, library: "transformers", task: "text-generation",
        tags: ["transformers", "safetensors", "license:mit", "grüße", "🤗"],
        licenses: [LicenseClaim(.license, raw: "MIT"), LicenseClaim(.tag, raw: "license:mit")],
        baseModels: [BaseModelClaim(path: "acme/base", relation: "finetune")], parameters: 7_000_000, storage: 14_000_000,
        cardData: #"{"license":"mit"}"#)
}

extension CatalogDatabase {
    /// A whole crawl of these models in one page.
    @discardableResult
    public func crawl(_ claims: [ModelClaim], kind: CrawlRun.Kind = .full, at time: Timestamp = minute(0)) async throws -> CrawlRun {
        let run = try await beginCrawl(of: .huggingFace, kind: kind, at: time)
        let page = try await record(claims.map { ListingEntry($0) }, next: .walked, in: run, at: time)
        return try await finish(page.run, at: time)
    }

    /// The same, with what was read from the claims.
    public func crawl(entries: [ListingEntry], at time: Timestamp = minute(0)) async throws {
        let run = try await beginCrawl(of: .huggingFace, kind: .full, at: time)
        _ = try await finish(try await record(entries, next: .walked, in: run, at: time).run, at: time)
    }
}
