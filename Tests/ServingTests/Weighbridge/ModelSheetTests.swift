import Catalog
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Serving

@Suite(.timeLimit(.minutes(5))) struct ModelSheetTests {
    private let root = "/weighbridge/v1/models/huggingface"

    @Test("a model is found by its name, slash encoded or not, in any letter case")
    func spellings() async throws {
        try await withTown { hub, _, _ async throws in
            for path in ["acme%2Ftuned", "acme/tuned", "ACME/Tuned", "acme/tuned/"] {
                let model = try await hub.object("\(root)/\(path)")
                #expect(model["reference"] as? String == "huggingface:acme/tuned")
                #expect((model["conclusion"] as? [String: Any])?["effective"] as? String == "Apache-2.0")
                #expect((model["samples"] as? [[String: Any]])?.count == 1)
                #expect(model["family"] != nil && model["card"] is NSNull && model["files"] is NSNull)
            }
            #expect(try await hub.object("\(root)/\(evilSegment)")["reference"] as? String == "huggingface:evil/<b>&\"'")
        }
    }

    @Test("what is not there, or can't be a name, says so as JSON")
    func missing() async throws {
        let cases: [(String, Int)] = [
            ("\(root)/no/body", 404), ("\(root)/a/../b", 400), ("\(root)/%2e%2e", 400), ("\(root)/a%00b", 400), ("\(root)/%ff", 400),
            ("/weighbridge/v1/models/HUB!/a", 400), ("/weighbridge/v1/models/otherhub/acme/base", 404), ("\(root)/no/body/family", 404),
            ("\(root)/no/body/card", 404), ("\(root)/acme/base/card", 404), ("\(root)/acme%2Fbase?commit=x", 400),
            ("\(root)/acme%2Fbase?nonsense=1", 400), ("/weighbridge/v1", 404), ("/weighbridge/v1/nothing", 404),
            ("/weighbridge/v1//models", 404),
            ("\(root)/" + String(repeating: "a/", count: 100), 404), ("/weighbridge/v1/facets/nothing", 404),
        ]
        try await withTown { hub, _, _ async throws in
            for (target, status) in cases {
                let reply = try await hub.get(target)
                #expect(reply.status == status, "\(target.prefix(80)): \(reply.text)")
                let body = try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: [String: Any]]
                #expect(body?["error"]?["message"] is String)
            }
            let refused = try await hub.send("DELETE", "\(root)/acme%2Fbase")
            #expect(refused.status == 405 && refused.headers["allow"] == "GET, HEAD")
            #expect(try await hub.send("PUT", "/weighbridge/v1/searches/1").headers["allow"] == "DELETE, GET, HEAD")
            #expect(try await hub.send("POST", "/weighbridge/v1/models", body: "{}").status == 405)
            #expect(try await hub.get("/weighbridge/other").status == 404)
        }
    }

    @Test("a family goes up and down, and names what nobody has seen")
    func family() async throws {
        try await withTown { hub, _, _ async throws in
            let tuned = try await hub.object("\(root)/acme/tuned/family")
            func members(_ key: String) -> [[String: Any]] { tuned[key] as? [[String: Any]] ?? [] }
            #expect(members("ancestors").compactMap { $0["reference"] as? String } == ["huggingface:acme/base"])
            #expect(members("descendants").compactMap { $0["relation"] as? String } == ["quantized"])
            let orphan = try await hub.object("\(root)/other%2Forphan/family")
            let ghost = try #require((orphan["ancestors"] as? [[String: Any]])?.first)
            #expect(ghost["ghost"] as? Bool == true)
            #expect(ghost["reference"] as? String == "huggingface:gone/ancestor")
            let ancestor = try await hub.object("\(root)/gone%2Fancestor/family")
            #expect((ancestor["descendants"] as? [[String: Any]])?.count == 1)
            #expect(try await hub.object("\(root)/acme/base/family?limit=1")["is_cut"] as? Bool == true)
        }
    }

    @Test("verdicts come with their evidence, for all scenarios or for one")
    func verdicts() async throws {
        try await withTown { hub, _, _ async throws in
            let all = try #require(try await hub.object("\(root)/other/closed/verdicts")["verdicts"] as? [[String: Any]])
            #expect(all.count == 5)
            let product = try #require(
                try await hub.object("\(root)/other/closed/verdicts?scenario=PRODUCT")["verdicts"] as? [[String: Any]])
            #expect(product.compactMap { $0["verdict"] as? String } == ["block"])
            #expect((product.first?["evidence"] as? [[String: Any]])?.isEmpty == false)
        }
    }

    @Test("counters are a time series with what they gained in a week")
    func growth() async throws {
        try await withTown { hub, world, _ async throws in
            let later = Timestamp(milliseconds: 1_750_000_000_000 + 7 * 86_400_000)
            let run = try await world.catalog.beginCrawl(of: .huggingFace, kind: .full, at: later)
            let page = try await world.catalog.record(
                try town(baseDownloads: 5_600).map { ListingEntry($0) }, next: .walked, in: run, at: later)
            _ = try await world.catalog.finish(page.run, at: later)
            let growth = try await hub.object("\(root)/acme/base/statistics")
            #expect(growth["downloads_growth_7d"] as? Int == 600)
            #expect((growth["samples"] as? [[String: Any]])?.compactMap { $0["downloads"] as? Int } == [5_000, 5_600])
            let top = try await hub.object("/weighbridge/v1/top?by=growth&limit=1")
            #expect((top["results"] as? [[String: Any]])?.first?["reference"] as? String == "huggingface:acme/base")
        }
    }

    @Test("a card's text is handed on as data")
    func card() async throws {
        try await withTown { hub, world, _ async throws in
            let model = try #require(ModelID(hub: .huggingFace, path: "acme/base"))
            let body = "<script>alert(\"x\")</script>\n\u{1}"
            let card = CatalogCard(commit: try commitID("a"), frontMatter: #"{"license":"mit"}"#, body: body)
            try await world.catalog.record(
                ModelDetails(model: model, attempted: try commitID("a"), card: card), at: Timestamp(milliseconds: 1_750_000_000_001))
            let reply = try await hub.get("\(root)/acme/base/card")
            #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
            #expect(reply.headers["x-content-type-options"] == "nosniff")
            let read = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
            #expect(read["body"] as? String == body)
            #expect((read["front_matter"] as? [String: String]) == ["license": "mit"])
        }
    }
}
