import Catalog
import CatalogData
import LicenseSources
import Licensing
import Testing
import Vocabulary

@testable import Weighing

@Suite struct WeigherTests {
    @Test("a tag becomes a conclusion with a verdict for every scenario, and an absent one never means allowed")
    func tags() async throws {
        let site = try TestSite()
        try await site.crawl([
            site.claim("acme/free", license: "apache-2.0"), site.claim("acme/closed", license: "cc-by-nc-4.0"), site.claim("acme/silent"),
            site.claim("acme/other", license: "other"),
        ])
        let counts = try await site.weigher.run()
        #expect(counts.models == 4 && counts.changed == 4)
        let free = try #require(try await site.conclusion("acme/free"))
        #expect(free.own == "Apache-2.0" && free.effective == "Apache-2.0")
        #expect(Set(free.verdicts.keys) == Set(site.standards.scenarios.map(\.id)))
        #expect(try await site.conclusion("acme/closed")?.verdicts["product"] == "block")
        for path in ["acme/silent", "acme/other"] {
            let conclusion = try #require(try await site.conclusion(path))
            #expect(conclusion.own == "NOASSERTION")
            #expect(conclusion.verdicts.values.allSatisfy { $0 != "allow" && $0 != "allow-with-duties" })
        }
    }

    @Test("nothing is weighed twice, and everything is once one model changed, though only what differs is written")
    func idempotent() async throws {
        let site = try TestSite()
        let (one, two) = (try site.claim("acme/one", license: "mit"), try site.claim("acme/two", license: "mit"))
        try await site.crawl([one, two])
        #expect(try await site.weigher.run().changed == 2)
        #expect(try await site.weigher.run().models == 0)
        try await site.crawl([one, try site.claim("acme/two", license: "cc-by-nc-4.0")])
        let again = try await site.weigher.run()
        #expect(again.models == 2 && again.changed == 1)
        #expect(try await site.conclusion("acme/two")?.own == "CC-BY-NC-4.0")
        var other = site.standards
        other.question = "another organisation"
        let asked = Weigher(site.catalog, other, identifier: { throw CancellationError() }, now: { Timestamp(milliseconds: 0) })
        #expect(try await asked.run().models == 2)
    }

    @Test("a permissive label on a model made of a non-commercial one does not make it permissive")
    func laundering() async throws {
        let site = try TestSite()
        try await site.crawl([
            site.claim("acme/base", license: "cc-by-nc-4.0"),
            site.claim("acme/child", license: "apache-2.0", bases: [BaseModelClaim(path: "Acme/Base", relation: "quantized")]),
        ])
        try await site.weigher.run()
        let child = try #require(try await site.conclusion("acme/child"))
        #expect(child.own == "Apache-2.0")
        #expect(child.effective.contains("CC-BY-NC-4.0"))
        #expect(child.verdicts["product"] == "block")
        #expect(child.detail.contains("\"C4\""))
    }

    @Test("a model made of one that the catalog does not know is never simply allowed")
    func unknownParent() async throws {
        let site = try TestSite()
        try await site.crawl([
            site.claim("acme/child", license: "apache-2.0", bases: [BaseModelClaim(path: "gone/base", relation: "finetune")])
        ])
        try await site.weigher.run()
        let child = try #require(try await site.conclusion("acme/child"))
        #expect(child.effective.contains("NOASSERTION"))
        #expect(child.verdicts["product"] != "allow" && child.verdicts["product"] != "allow-with-duties")
    }

    @Test("models that are each other's base are weighed, and end")
    func cycle() async throws {
        let site = try TestSite()
        try await site.crawl([
            site.claim("acme/hen", license: "mit", bases: [BaseModelClaim(path: "acme/egg", relation: "finetune")]),
            site.claim("acme/egg", license: "apache-2.0", bases: [BaseModelClaim(path: "acme/hen", relation: "finetune")]),
        ])
        #expect(try await site.weigher.run().models == 2)
        let hen = try #require(try await site.conclusion("acme/hen"))
        #expect(hen.effective.contains("Apache-2.0") && hen.effective.contains("MIT"))
    }

    @Test("all at once and one by one come to the same verdicts")
    func bulkAgreesWithSingle() async throws {
        let site = try TestSite()
        let licenses = ["mit", "apache-2.0", "cc-by-nc-4.0", "llama3.1", "gemma", "openrail", "other", nil, "gpl-3.0", "unknown"]
        let relations = ["finetune", "quantized", "adapter", "merge", nil]
        var random = SeededRandom(seed: 7)
        var claims: [ModelClaim] = []
        for index in 0..<60 {
            let bases = (0..<Int.random(in: 0...2, using: &random)).map { _ in
                BaseModelClaim(
                    path: "acme/m\(Int.random(in: 0...(index + 2), using: &random))",
                    relation: relations.randomElement(using: &random) ?? nil)
            }
            claims.append(try site.claim("acme/m\(index)", license: licenses.randomElement(using: &random) ?? nil, bases: bases))
        }
        try await site.crawl(claims)
        try await site.weigher.run()
        for claim in claims {
            let stored = try #require(try await site.conclusion(claim.id.path))
            let weight = try #require(try await site.weigher.weigh(claim.id))
            for scenario in site.standards.scenarios {
                #expect(
                    stored.verdicts[scenario.id] == site.weigher.verdict(on: weight, in: scenario).level.rawValue,
                    "\(claim.id.path) in \(scenario.id): \(stored.effective)")
            }
        }
    }

    @Test("a LICENSE text overrules the tag, and the disagreement is kept")
    func textAgainstTag() async throws {
        let site = try TestSite()
        let claim = try site.claim("acme/thing", license: "apache-2.0")
        try await site.crawl([claim])
        try await site.visit(claim, texts: [LicenseText(path: "LICENSE", bytes: Array("SPDX-License-Identifier: CC-BY-NC-4.0\n".utf8))])
        let counts = try await site.weigher.run()
        #expect(counts.texts == 1)
        let conclusion = try #require(try await site.conclusion("acme/thing"))
        #expect(conclusion.own == "CC-BY-NC-4.0")
        #expect(conclusion.detail.contains("\"C1\""))
        #expect(try await site.weigher.run().texts == 0)
    }
}
