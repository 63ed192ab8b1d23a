import Catalog
import Licensing
import Testing
import Vocabulary

@testable import Weighing

@Suite struct FamilyTests {
    private func family(_ path: String) -> FamilyName? { FamilyName(.huggingFace, path: path) }

    @Test(
        "models of one owner whose names differ in the size alone are of one family",
        arguments: [
            ("Acme/Duck2.5-3B-Instruct", "Acme/Duck2.5-0.5B-Instruct"), ("acme/duck-8x7b", "acme/Duck-13B"),
            ("acme/duck-30B-A3B", "acme/duck-235B-A22B"), ("acme/duck-30B-A3B", "acme/duck-8B"), ("acme/duck-e2b-it", "acme/duck-e4b-it"),
            ("acme/duck_135m", "acme/duck_1.7B"), ("acme/duck-tiny", "acme/duck-large"), ("acme/duck-mini-4k", "acme/duck-medium-4k"),
            ("acme/duck-7B-1M", "acme/duck-14B-1M"),
        ])
    func same(one: String, other: String) throws {
        #expect(try #require(family(one)) == #require(family(other)))
    }

    @Test(
        "another owner, tuning or version is another family, and a name without a size has none",
        arguments: [
            ("acme/duck-3B", "other/duck-3B"), ("acme/duck-3B", "acme/duck-3B-Instruct"), ("acme/duck2-3B", "acme/duck3-3B"),
            ("acme/duck-base-3B", "acme/duck-3B"),
        ])
    func different(one: String, other: String) throws {
        #expect(try #require(family(one)) != #require(family(other)))
    }

    @Test(
        "what only looks like a size is none",
        arguments: [
            "acme/duck", "duck-7b", "acme/", "/7b", "acme/duck-4bit", "acme/duck-4k", "acme/duck-v2", "acme/b", "acme/m-t", "acme/duck-.b",
        ])
    func none(path: String) { #expect(family(path) == nil) }

    @Test("siblings under different terms are told of on both sides, which changes no verdict")
    func siblings() async throws {
        let site = try TestSite()
        try await site.crawl([
            site.claim("acme/duck-7B", license: "apache-2.0"), site.claim("acme/duck-3B", license: "cc-by-nc-4.0"),
            site.claim("acme/duck-14B", license: "apache-2.0"), site.claim("acme/duck-1B"),
            site.claim("acme/goose-7B", license: "apache-2.0"), site.claim("acme/goose-3B", license: "apache-2.0"),
        ])
        try await site.weigher.run()
        let small = try #require(try await site.conclusion("acme/duck-3B")).detail
        #expect(small.contains("\"C5\"") && small.contains("acme/duck-7B of the same family is under Apache-2.0."))
        for path in ["acme/duck-7B", "acme/duck-14B"] {
            let large = try #require(try await site.conclusion(path))
            #expect(large.detail.contains("acme/duck-3B of the same family is under CC-BY-NC-4.0."))
            #expect(large.verdicts == (try await site.conclusion("acme/goose-7B"))?.verdicts)
        }
        for path in ["acme/goose-7B", "acme/duck-1B"] {
            #expect(try await site.conclusion(path)?.detail.contains("\"C5\"") == false)
        }
    }

    @Test("a sibling that is gone is no evidence against those that are there")
    func vanished() async throws {
        let site = try TestSite()
        let (large, small) = (
            try site.claim("acme/duck-7B", license: "apache-2.0"), try site.claim("acme/duck-3B", license: "cc-by-nc-4.0")
        )
        try await site.crawl([large, small])
        try await site.crawl([large])
        try await site.weigher.run()
        #expect(try await site.conclusion("acme/duck-7B")?.detail.contains("\"C5\"") == false)
    }
}
