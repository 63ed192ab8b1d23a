import Catalog
import Search
import TestSupport
import Testing
import Vocabulary

@Suite struct SavedSearchesTests {
    private func searches(_ catalog: CatalogDatabase) -> SavedSearches { SavedSearches(catalog, names: SpokenNames(), now: { minute(9) }) }

    private func events(_ catalog: CatalogDatabase, _ id: Int64) async throws -> [String] {
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        let changes = try #require(try await searches(catalog).changes(of: id, limit: 1_000, engine))
        return changes.events.map { ($0.matches ? "+" : "-") + $0.model.path }
    }

    @Test("two who look at once note a change once, and one who looks with an older index notes nothing")
    func races() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/a")])
        let old = try await SearchCatalog(catalog, path: nil).engine()
        let saved = try await searches(catalog).save(name: "all", query: "", old)
        #expect(saved.matches == 1)
        try await catalog.crawl([try fullClaim("acme/a"), try fullClaim("acme/b")], at: minute(1))
        async let first = events(catalog, saved.id)
        async let second = events(catalog, saved.id)
        #expect(try await [first, second] == [["+acme/b"], ["+acme/b"]])
        let stale = try #require(try await searches(catalog).changes(of: saved.id, limit: 10, old))
        #expect(stale.events.map(\.model.path) == ["acme/b"])
        #expect(stale.search.matches == 2)
    }

    @Test("what is mirrored is followed too, though the index does not change with it")
    func mirrored() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/a"), try fullClaim("acme/b")])
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        let saved = try await searches(catalog).save(name: "ours", query: "mirrored=true", engine)
        try await catalog.markMirrored(try modelID("acme/b"), commit: try commitID("a"), at: minute(1))
        #expect(try await events(catalog, saved.id) == ["+acme/b"])
        try await catalog.unmarkMirrored(try modelID("acme/b"))
        #expect(try await events(catalog, saved.id) == ["-acme/b", "+acme/b"])
    }

    @Test("a search that matches too much is kept and says so; once it matches less, it takes stock without a word")
    func tooWide() async throws {
        let catalog = try inMemory()
        let many = try (0..<CatalogDatabase.mostFollowed + 1).map { ModelClaim(id: try modelID("acme/m\($0)")) }
        try await catalog.crawl(many)
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        let saved = try await searches(catalog).save(name: "all", query: "", engine)
        #expect(saved.isTooWide && saved.matches == 0)
        try await catalog.crawl(many.dropLast(5), at: minute(1))
        #expect(try await events(catalog, saved.id) == [])
        #expect(try await catalog.savedSearch(saved.id)?.matches == CatalogDatabase.mostFollowed - 4)
        try await catalog.crawl(many.dropLast(6), at: minute(2))
        #expect(try await events(catalog, saved.id) == ["-acme/m\(CatalogDatabase.mostFollowed - 5)"])
    }

    @Test("a search whose last model lost its value matches nothing, and goes on when one has it again")
    func vanishedValue() async throws {
        let catalog = try inMemory()
        var claim = try fullClaim("acme/a")
        claim.task = "rare-task"
        try await catalog.crawl([claim])
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        let saved = try await searches(catalog).save(name: "rare", query: "task=rare-task", engine)
        claim.task = "fill-mask"
        try await catalog.crawl([claim], at: minute(1))
        #expect(try await events(catalog, saved.id) == ["-acme/a"])
        claim.task = "rare-task"
        try await catalog.crawl([claim], at: minute(2))
        #expect(try await events(catalog, saved.id) == ["+acme/a", "-acme/a"])
    }

    @Test("only so many searches are kept at once")
    func bound() async throws {
        let catalog = try inMemory()
        for number in 0..<CatalogDatabase.mostSavedSearches {
            #expect(try await catalog.save(search: "\(number)", query: "", at: minute(0)) != nil)
        }
        #expect(try await catalog.save(search: "one more", query: "", at: minute(0)) == nil)
        #expect(try await catalog.remove(savedSearch: 1, at: minute(0)))
        #expect(try await catalog.save(search: "one more", query: "", at: minute(0)) != nil)
    }
}
