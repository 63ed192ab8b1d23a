import Catalog
import Foundation
import JSONReading
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Reports

@Suite struct ReportTests {
    @Test("JSON keeps the order of its keys and escapes what it must, compact and indented alike")
    func json() throws {
        let datum = Datum.object([
            ("b", .text("a\"\\\n\u{1}é")), ("a", .list([.int(1 as Int64), .null, .bool(true), .real(0.5)])), ("raw", .json(#"{"x":1}"#)),
            ("none", .list([])),
        ])
        var writer = JSONWriter()
        datum.write(to: &writer)
        for text in [datum.jsonText(), writer.text] {
            let parsed = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
            #expect(parsed["b"] as? String == "a\"\\\n\u{1}é")
            #expect((parsed["raw"] as? [String: Int]) == ["x": 1])
        }
        let keys = datum.jsonText().split(separator: "\n").compactMap { $0.split(separator: "\"").dropFirst().first }
        #expect(keys == ["b", "a", "raw", "none"])
    }

    @Test("a comparison names the members in which models differ, and none in which they agree or that are always their own")
    func differing() async throws {
        let catalog = try inMemory()
        var small = try fullClaim("acme/small")
        small.parameters = 1_000_000
        try await catalog.crawl([small, try fullClaim("acme/large", downloads: 7)])
        let engine = try await SearchCatalog(catalog, path: nil).engine()
        var results: [SearchResult] = []
        for name in ["acme/small", "ACME/Large"] { results.append(try #require(try await engine.result(for: try modelID(name)))) }
        let differs = ComparisonReport.differing(results.map { SearchReport.fields($0) })
        #expect(differs == ["parameters", "downloads", "downloads_all_time", "likes", "memory"])
    }
}
