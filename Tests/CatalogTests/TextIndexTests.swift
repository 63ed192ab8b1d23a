import GRDB
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Catalog

/// Texts of cards and the index over them are written side by side: here they are compared.
@Suite struct TextIndexTests {
    /// Throws where the index is not what FTS5 makes of the texts.
    private func check(_ catalog: CatalogDatabase) throws {
        try catalog.writer.write { try $0.execute(sql: "INSERT INTO card_search (card_search, rank) VALUES ('integrity-check', 1)") }
    }

    private func claim(_ path: String, _ tags: [String]) throws -> ModelClaim {
        var claim = ModelClaim(id: try modelID(path))
        claim.tags = tags
        return claim
    }

    private func visit(_ path: String, card: String?) throws -> ModelDetails {
        let (model, commit) = (try modelID(path), try commitID("a"))
        return ModelDetails(
            model: model, attempted: commit,
            revision: RevisionClaim(model: model, revision: .main, commit: commit, files: [], refused: []),
            card: card.map { CatalogCard(commit: commit, frontMatter: nil, body: $0, licenses: [], baseModels: []) })
    }

    private func found(_ text: String, in catalog: CatalogDatabase) async throws -> [String] {
        var query = SearchQuery()
        query.text = text
        query.sort = .id
        return try await catalog.paths(query)
    }

    @Test("models that come, change and get cards, in any order, are found by what they say now and not by what they said")
    func changes() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([claim("acme/a", ["apple"]), claim("acme/b", ["banana", "fruit"]), claim("acme/c", [])])
        try check(catalog)
        try await catalog.record(try visit("acme/b", card: "a yellow zebra"), at: minute(1))
        try check(catalog)
        try await catalog.crawl([claim("acme/c", ["cherry"]), claim("acme/b", ["fruit", "blueberry"]), claim("acme/a", ["apple"])])
        try check(catalog)
        for (text, paths) in [
            ("banana", []), ("blueberry", ["acme/b"]), ("cherry", ["acme/c"]), ("fruit", ["acme/b"]), ("zebra", ["acme/b"]),
            ("apple", ["acme/a"]),
        ] { #expect(try await found(text, in: catalog) == paths, "\(text)") }
        try await catalog.record(try visit("acme/b", card: "a red zebra"), at: minute(2))
        #expect(try await found("yellow", in: catalog) == [])
        try await catalog.record(try visit("acme/b", card: nil), at: minute(3))
        try check(catalog)
        #expect(try await found("zebra", in: catalog) == [])
    }

    @Test("of a model that comes twice in one page, new or known, what was said last holds", arguments: [false, true])
    func repeats(isKnown: Bool) async throws {
        let catalog = try inMemory()
        if isKnown { try await catalog.crawl([claim("acme/a", ["old", "kept"])]) }
        try await catalog.crawl([claim("acme/a", ["first", "kept"]), claim("acme/b", []), claim("acme/a", ["kept", "last"])])
        try check(catalog)
        #expect(try await found("first", in: catalog) == [])
        #expect(try await found("last", in: catalog) == ["acme/a"])
        #expect(try await catalog.entry(for: try modelID("acme/a"))?.claim.tags == ["kept", "last"])
        try await catalog.crawl([claim("acme/a", ["kept", "last"]), claim("acme/a", []), claim("acme/a", ["kept", "last"])])
        try check(catalog)
        #expect(try await found("last", in: catalog) == ["acme/a"])
    }
}
