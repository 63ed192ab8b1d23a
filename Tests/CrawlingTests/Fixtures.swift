import CatalogData
import Foundation
import GRDB
import Hubs
import Testing
import Vocabulary

@testable import Catalog
@testable import Crawling

func minute(_ count: Int) -> Timestamp { Timestamp(milliseconds: 1_700_000_000_000 + Int64(count) * 60_000) }

func modelID(_ path: String) throws -> ModelID { try #require(ModelID(hub: .huggingFace, path: path)) }

func commitID(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

/// Entry `number` of a listing: the lower the number, the newer its last change.
func listed(_ number: Int, changed: Timestamp? = nil, commit: Character = "a", downloads: Int64? = nil) throws -> ModelClaim {
    ModelClaim(
        id: try modelID("acme/model-\(number)"), author: "acme", commit: try commitID(commit), lastModified: changed ?? minute(-number),
        downloads: downloads ?? Int64(number), likes: 1, library: "transformers", task: "fill-mask",
        tags: ["transformers", "n\(number % 7)"], licenses: [LicenseClaim(.license, raw: "mit")],
        baseModels: [BaseModelClaim(path: "acme/base", relation: nil)], cardData: #"{"license":"mit"}"#)
}

func listing(_ numbers: Range<Int>) throws -> [ModelClaim] { try numbers.map { try listed($0) } }

func inMemory() throws -> CatalogDatabase { try CatalogDatabase(path: nil, data: CatalogData()) }

func crawler(_ hub: FakeHub, _ catalog: CatalogDatabase, at time: Timestamp = minute(0)) -> Crawler {
    Crawler(hub: hub, catalog: catalog, now: { time })
}

func full(limit: Int? = nil) -> Crawler.Options {
    var options = Crawler.Options()
    options.kind = .full
    options.limit = limit
    return options
}

extension CatalogDatabase {
    /// Every row of every table of ours, as text. Throws where the text index is not what its texts make of it.
    func dump() throws -> [String] {
        try writer.write { db in
            try db.execute(sql: "INSERT INTO card_search (card_search, rank) VALUES ('integrity-check', 1)")
            let tables = try String.fetchAll(
                db,
                sql: """
                    SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT GLOB 'grdb*' AND name NOT GLOB 'sqlite*'
                        AND name NOT GLOB 'card_search*' AND name <> 'state' ORDER BY name
                    """)
            return try tables.flatMap { table in try Row.fetchAll(db, sql: "SELECT * FROM \(table)").map { "\(table) \($0)" }.sorted() }
        }
    }

    var modelCount: Int {
        get async throws { try await statistics().map(\.models).reduce(0, +) }
    }
}

/// A hub that does not answer.
func unavailable(_ what: String = "huggingface") -> HubError { HubError(.unavailable, subject: what, detail: "no answer") }
