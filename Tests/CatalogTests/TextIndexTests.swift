import GRDB
import Testing
import Vocabulary

@testable import Catalog

/// Texts, the index over them and the tree of tags are written side by side: here they are compared.
@Suite struct TextIndexTests {
    /// Throws where the index is not what FTS5 makes of the texts, and answers where the tree of tags is not what the lists say.
    private func check(_ catalog: CatalogDatabase) throws -> [String] {
        try catalog.writer.write { db in
            try db.execute(sql: "INSERT INTO model_search (model_search, rank) VALUES ('integrity-check', 1)")
            let listed = try Row.fetchAll(db, sql: "SELECT model_id, tags FROM model_text").flatMap { row -> [String] in
                TagList(text: row["tags"]).tags.map { "\(row["model_id"] as Int64) \($0)" }
            }
            let found = try String.fetchAll(db, sql: "SELECT model_id || ' ' || name FROM model_tag JOIN tag ON tag.id = tag_id")
            return Set(listed).symmetricDifference(found).sorted()
        }
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
        var query = CatalogQuery()
        query.text = text
        query.sort = .id
        return try await catalog.paths(query)
    }

    @Test("models that come, change and get cards, in any order, are found by what they say now and not by what they said")
    func changes() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([claim("acme/a", ["apple"]), claim("acme/b", ["banana", "fruit"]), claim("acme/c", [])])
        #expect(try check(catalog) == [])
        try await catalog.record(try visit("acme/b", card: "a yellow zebra"), at: minute(1))
        #expect(try check(catalog) == [])
        try await catalog.crawl([claim("acme/c", ["cherry"]), claim("acme/b", ["fruit", "blueberry"]), claim("acme/a", ["apple"])])
        #expect(try check(catalog) == [])
        for (text, paths) in [
            ("banana", []), ("blueberry", ["acme/b"]), ("cherry", ["acme/c"]), ("fruit", ["acme/b"]), ("zebra", ["acme/b"]),
            ("apple", ["acme/a"]),
        ] { #expect(try await found(text, in: catalog) == paths, "\(text)") }
        try await catalog.record(try visit("acme/b", card: "a red zebra"), at: minute(2))
        #expect(try await found("yellow", in: catalog) == [])
        try await catalog.record(try visit("acme/b", card: nil), at: minute(3))
        #expect(try check(catalog) == [])
        #expect(try await found("zebra", in: catalog) == [])
    }

    @Test("of a model that comes twice in one page, new or known, what was said last holds", arguments: [false, true])
    func repeats(isKnown: Bool) async throws {
        let catalog = try inMemory()
        if isKnown { try await catalog.crawl([claim("acme/a", ["old", "kept"])]) }
        try await catalog.crawl([claim("acme/a", ["first", "kept"]), claim("acme/b", []), claim("acme/a", ["kept", "last"])])
        #expect(try check(catalog) == [])
        #expect(try await found("first", in: catalog) == [])
        #expect(try await found("last", in: catalog) == ["acme/a"])
        #expect(try await catalog.entry(for: try modelID("acme/a"))?.claim.tags == ["kept", "last"])
        try await catalog.crawl([claim("acme/a", ["kept", "last"]), claim("acme/a", []), claim("acme/a", ["kept", "last"])])
        #expect(try check(catalog) == [])
        #expect(try await found("last", in: catalog) == ["acme/a"])
    }

    @Test("a page is one segment of the index, because a segment a model costs more than the rest of the crawl")
    func segments() async throws {
        let catalog = try inMemory()
        func segments() throws -> Int {
            try catalog.writer.read { try Int.fetchOne($0, sql: "SELECT count(DISTINCT segid) FROM model_search_idx") ?? 0 }
        }
        try await catalog.crawl(try (0..<200).map { try fullClaim("acme/m\($0)") })
        #expect(try segments() == 1)
        try await catalog.crawl(try (0..<200).reversed().map { try fullClaim("acme/m\($0)", commit: "b").tagged("again") })
        #expect(try segments() == 2)
        #expect(try check(catalog) == [])
    }
}

extension ModelClaim {
    fileprivate func tagged(_ tag: String) -> ModelClaim {
        var copy = self
        copy.tags.append(tag)
        return copy
    }
}
