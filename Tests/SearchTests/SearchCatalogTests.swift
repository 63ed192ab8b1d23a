import Catalog
import Foundation
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct SearchCatalogTests {
    private let file: TemporaryCatalog
    private let catalog: CatalogDatabase
    private var index: String { file.folder.appendingPathComponent("search.index").path }

    init() async throws {
        file = try TemporaryCatalog()
        catalog = try file.open()
        try await catalog.crawl(try ["acme/a", "acme/b"].map { try fullClaim($0) })
    }

    private func total() async throws -> Int { try await SearchCatalog(catalog, path: index).engine().search(SearchQuery()).total }

    @Test("an index is made once, used again by the next process, and made anew when the catalog has changed")
    func fresh() async throws {
        #expect(try await total() == 2)
        let made = try FileManager.default.attributesOfItem(atPath: index)[.systemFileNumber] as? Int
        #expect(try await total() == 2)
        #expect(try FileManager.default.attributesOfItem(atPath: index)[.systemFileNumber] as? Int == made)
        try await catalog.crawl(try ["acme/a", "acme/b", "acme/c"].map { try fullClaim($0) }, at: minute(1))
        #expect(try await total() == 3)
    }

    @Test("an engine that is held answers from the catalog as it is, change after change")
    func following() async throws {
        let searching = SearchCatalog(catalog, path: index)
        for count in 3...5 {
            try await catalog.record(ListingEntry(try fullClaim("acme/m\(count)")), at: minute(count))
            #expect(try await searching.engine(isPatient: false).search(SearchQuery()).total == count)
        }
    }

    @Test("what is mirrored is known without a new index")
    func mirrored() async throws {
        let searching = SearchCatalog(catalog, path: index)
        let before = try await searching.engine().index.changes
        try await catalog.markMirrored(try modelID("acme/a"), commit: try commitID("a"), at: minute(1))
        var query = SearchQuery()
        query.mirroredOnly = true
        let engine = try await searching.engine()
        #expect(engine.index.changes == before)
        #expect(try await engine.search(query).results.map(\.entry.claim.id.path) == ["acme/a"])
    }

    @Test("an index that is cut short, empty, damaged in its head or of another program is made anew", arguments: 0..<6)
    func damage(kind: Int) async throws {
        _ = try await total()
        var bytes = try Data(contentsOf: URL(fileURLWithPath: index))
        switch kind {
        case 0: bytes = Data()
        case 1: bytes = bytes.prefix(40)
        case 2: bytes = bytes.dropLast(64)
        case 3: bytes[8] ^= 1
        case 4: bytes[80] ^= 0x10
        default: bytes = Data("SQLite format 3, or whatever else somebody may have put here, long enough for a head of an index".utf8)
        }
        try bytes.write(to: URL(fileURLWithPath: index))
        #expect(try await total() == 2)
    }

    @Test("an index whose numbers are damaged gives wrong results at worst, and never crashes")
    func damagedNumbers() async throws {
        _ = try await total()
        let whole = try Data(contentsOf: URL(fileURLWithPath: index))
        var query = SearchQuery()
        query.text = "acme a"
        query.countsFacets = true
        for start in stride(from: 12_416, to: whole.count, by: 997) {
            var bytes = whole
            for offset in start..<min(start + 8, bytes.count) { bytes[offset] = 0xFF }
            try bytes.write(to: URL(fileURLWithPath: index))
            let engine = try await SearchCatalog(catalog, path: index).engine()
            for sort in SearchQuery.Sort.allCases {
                query.sort = sort
                _ = try? await engine.search(query)
            }
            _ = engine.index.completions(of: "acme")
            _ = engine.index.family(of: try modelID("acme/a"))
        }
    }

    @Test("a folder that can't be written is said by its name")
    func unwritable() async throws {
        let searching = SearchCatalog(catalog, path: "/proc/nowhere/search.index")
        await #expect(throws: SearchError.self) { try await searching.engine() }
    }
}
