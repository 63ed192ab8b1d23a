import Catalog
import Licensing
import Testing
import Vocabulary

@testable import Weighing

@Suite struct TrainingDataTests {
    @Test("a data set that grants less than the model is told of, wherever it is named, and binds nothing")
    func narrower() async throws {
        let site = try TestSite()
        let visited = try site.claim("acme/visited", license: "apache-2.0")
        try await site.crawl([
            visited, site.claim("acme/tagged", license: "apache-2.0", tags: ["pytorch", "dataset:tatsu-lab/alpaca", "en"]),
            site.claim("acme/listed", license: "apache-2.0", card: #"{"datasets":"alpaca"}"#),
            site.claim("acme/plain", license: "apache-2.0"),
        ])
        try await site.visit(visited, texts: [], frontMatter: #"{"datasets":["Tatsu-Lab/Alpaca",7,null]}"#)
        try await site.weigher.run()
        let plain = try #require(try await site.conclusion("acme/plain"))
        #expect(!plain.detail.contains("\"C8\""))
        for path in ["acme/visited", "acme/tagged", "acme/listed"] {
            let conclusion = try #require(try await site.conclusion(path))
            #expect(conclusion.detail.contains("The data set alpaca is under CC-BY-NC-4.0"), "\(path): \(conclusion.detail)")
            #expect(conclusion.effective == "Apache-2.0" && conclusion.verdicts == plain.verdicts)
        }
    }

    @Test(
        "a data set that is not known, or grants as much, is no conflict, nor is what is no list of names",
        arguments: [
            (["dataset:somebody/alpaca"], nil), (["dataset:openai/gsm8k"], nil), (["dataset:"], nil), (["my dataset:alpaca"], nil),
            ([], #"{"datasets":{"alpaca":1}}"#), ([], #"{"datasets":[["alpaca"]]}"#), ([], #"{"datasets":"#), ([], "null"),
        ] as [([String], String?)])
    func silent(tags: [String], card: String?) async throws {
        let site = try TestSite()
        try await site.crawl([site.claim("acme/model", license: "mit", tags: tags, card: card)])
        try await site.weigher.run()
        #expect(try await site.conclusion("acme/model")?.detail.contains("\"C8\"") == false)
    }

    @Test("all at once and one by one find the same conflicts with siblings and data sets")
    func bulkAgreesWithSingle() async throws {
        let site = try TestSite()
        let licenses = ["mit", "apache-2.0", "cc-by-nc-4.0", "llama3.1", "gemma", "other", nil, "gpl-3.0", "cc-by-4.0", "cc0-1.0", "bsd"]
        let names = ["alpaca", "openai/gsm8k", "ImageNet", "c4", "nobody/knows", "ms_marco", "sharegpt"]
        var random = SeededRandom(seed: 11)
        var claims: [ModelClaim] = []
        for index in 0..<90 {
            let tags = (0..<Int.random(in: 0...2, using: &random)).map { _ in "dataset:\(names.randomElement(using: &random) ?? "")" }
            let family = ["duck", "goose", "swan"].randomElement(using: &random) ?? ""
            claims.append(
                try site.claim("acme/\(family)-\(index + 1)B", license: licenses.randomElement(using: &random) ?? nil, tags: tags))
        }
        try await site.crawl(claims)
        try await site.weigher.run()
        var codes: Set<String> = []
        for claim in claims {
            let stored = try #require(try await site.conclusion(claim.id.path)).detail
            let weight = try #require(try await site.weigher.weigh(claim.id))
            for conflict in weight.conclusion.conflicts {
                #expect(stored.contains("\"\(conflict.sentence)\""), "\(claim.id.path): \(conflict.sentence)")
                codes.insert(conflict.code.rawValue)
            }
            #expect(
                stored.split(separator: "\"sentence\"").count - 1 - (weight.conclusion.gap == nil ? 0 : 1)
                    == weight.conclusion.conflicts.count)
            for scenario in site.standards.scenarios {
                let verdict = site.weigher.verdict(on: weight, in: scenario).level.rawValue
                #expect(try await site.conclusion(claim.id.path)?.verdicts[scenario.id] == verdict)
            }
        }
        #expect(codes.isSuperset(of: ["C5", "C8"]))
    }
}
