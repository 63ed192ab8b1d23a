import GRDB
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Catalog

@Suite struct CatalogLicenseTests {
    private func details(_ path: String, texts: [LicenseText]?) throws -> ModelDetails {
        let (model, commit) = (try modelID(path), try commitID("a"))
        return ModelDetails(
            model: model, attempted: commit,
            revision: RevisionClaim(model: model, revision: commit.revision, commit: commit, files: [], refused: []), licenseTexts: texts)
    }

    private func text(_ path: String, _ content: String) -> LicenseText { LicenseText(path: path, bytes: Array(content.utf8)) }

    private func conclusion(_ expression: String, verdict: String = "allow") -> ConclusionRecord {
        ConclusionRecord(own: expression, effective: expression, confidence: "high", detail: "{}", verdicts: ["internal-tool": verdict])
    }

    private func weighed(_ row: Int64?, _ conclusion: Int) throws -> WeighedModel {
        WeighedModel(rowID: try #require(row), commit: try commitID("a"), conclusion: conclusion)
    }

    @Test("a text that two models share is kept and read once, and read again when the licence data changes")
    func sharedText() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/one"), try fullClaim("acme/two")])
        for path in ["acme/one", "acme/two"] {
            try await catalog.record(details(path, texts: [text("LICENSE", "be kind")]), at: minute(1))
        }
        let unread = try await catalog.unreadDocuments(basis: "v1", limit: 10)
        #expect(unread.map { String(decoding: $0.bytes, as: UTF8.self) } == ["be kind"])
        try await catalog.record(readings: [unread[0].id: #"{"expression":"MIT"}"#], basis: "v1")
        #expect(try await catalog.unreadDocuments(basis: "v1", limit: 10).isEmpty)
        #expect(try await catalog.unreadDocuments(basis: "v2", limit: 10).count == 1)
        let papers = try await catalog.papers(after: 0, limit: 10)
        #expect(papers.map { $0.files.map(\.reading) } == [[#"{"expression":"MIT"}"#], [#"{"expression":"MIT"}"#]])
    }

    @Test("a visit that could not have the texts leaves those that are held, one that found none removes them")
    func textsStay() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/one")])
        try await catalog.record(details("acme/one", texts: [text("LICENSE", "be kind")]), at: minute(1))
        try await catalog.record(details("acme/one", texts: nil), at: minute(2))
        #expect(try await catalog.papers(of: try modelID("acme/one"))?.files.map(\.path) == ["LICENSE"])
        try await catalog.record(details("acme/one", texts: []), at: minute(3))
        #expect(try await catalog.papers(of: try modelID("acme/one"))?.files == [])
    }

    @Test("papers come in order of rows, each with its own claims and base models")
    func papersInBatches() async throws {
        let catalog = try inMemory()
        var other = try fullClaim("acme/two")
        other.licenses = [LicenseClaim(.license, raw: "[\"mit\",\"apache-2.0\"]", isJSON: true)]
        other.baseModels = []
        try await catalog.crawl([try fullClaim("acme/one"), other, try fullClaim("acme/three")])
        var seen: [ModelPapers] = []
        while true {
            let batch = try await catalog.papers(after: seen.last?.rowID ?? 0, limit: 2)
            if batch.isEmpty { break }
            seen += batch
        }
        #expect(Set(seen.map(\.model.path)) == ["acme/one", "acme/two", "acme/three"])
        #expect(seen.map(\.rowID) == seen.map(\.rowID).sorted())
        let two = try #require(seen.first { $0.model.path == "acme/two" })
        #expect(two.claims == other.licenses)
        #expect(two.baseModels.isEmpty)
        let one = try #require(seen.first { $0.model.path == "acme/one" })
        #expect(one.claims.map(\.raw) == ["MIT", "license:mit"])
        #expect(one.baseModels == [BaseModelClaim(path: "acme/base", relation: "finetune")])
    }

    @Test("equal conclusions are kept once, an unchanged one is not written again, and a new commit leaves the old grant readable")
    func conclusions() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/one"), try fullClaim("acme/two")])
        let rows = try await catalog.papers(after: 0, limit: 10).map(\.rowID)
        let both = [try weighed(rows[0], 0), try weighed(rows[1], 1)]
        let equal = [conclusion("MIT"), conclusion("MIT")]
        #expect(try await catalog.record(both, conclusions: equal, at: minute(1)) == 2)
        #expect(try await catalog.record(both, conclusions: equal, at: minute(2)) == 0)
        let kept = try await catalog.writer.read { try Int64.fetchOne($0, sql: "SELECT count(*) FROM conclusion") }
        #expect(kept == 1)
        #expect(try await catalog.conclusion(of: try modelID("acme/one"))?.verdicts == ["internal-tool": "allow"])

        try await catalog.crawl([try fullClaim("acme/one", changed: minute(5), commit: "b"), try fullClaim("acme/two")], at: minute(5))
        #expect(try await catalog.conclusion(of: try modelID("acme/one")) == nil)
        #expect(try await catalog.conclusion(of: try modelID("acme/one"), at: try commitID("a"))?.own == "MIT")
    }

    @Test("models are found by what was concluded and by the scenario they may be used in")
    func search() async throws {
        let catalog = try inMemory()
        try await catalog.crawl([try fullClaim("acme/one"), try fullClaim("acme/two"), try fullClaim("acme/three")])
        let rows = Dictionary(
            uniqueKeysWithValues: try await catalog.papers(after: 0, limit: 10).map { ($0.model.path, $0.rowID) })
        try await catalog.record(
            [weighed(rows["acme/one"], 0), weighed(rows["acme/two"], 1), weighed(rows["acme/three"], 2)],
            conclusions: [
                conclusion("Apache-2.0"), conclusion("CC-BY-NC-4.0", verdict: "block"),
                conclusion("BSD-3-Clause", verdict: "allow-with-duties"),
            ], at: minute(1))
        var query = SearchQuery()
        query.values[.licenseName] = ["apache-2.0"]
        #expect(try await catalog.paths(query) == ["acme/one"])
        query = SearchQuery()
        query.scenario = "internal-tool"
        #expect(Set(try await catalog.paths(query)) == ["acme/one", "acme/three"])
        query.scenario = "no-such"
        #expect(try await catalog.paths(query) == [])
    }
}
