import Catalog
import Foundation
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Serving

/// Names in a page of results.
private func names(_ page: [String: Any]) -> [String] {
    (page["results"] as? [[String: Any]] ?? []).compactMap { $0["reference"] as? String }.map { String($0.dropFirst("huggingface:".count)) }
}

@Suite(.timeLimit(.minutes(5))) struct SearchRouteTests {
    @Test("a search answers total, results, facets and the way to the next page, with the words of the command line")
    func search() async throws {
        try await withTown { hub, _, _ async throws in
            let page = try await hub.object("/weighbridge/v1/models?task=text-generation&license=apache-2.0&limit=2&facets=true")
            #expect(page["total"] as? Int == 3)
            #expect(names(page) == ["acme/base", "acme/tuned"])
            let first = try #require((page["results"] as? [[String: Any]])?.first)
            #expect(first["license"] as? String == "Apache-2.0")
            #expect(first["parameters"] as? Int == 1_000_000_000)
            #expect((first["verdicts"] as? [String: String])?["product"] != nil)
            let facets = try #require(page["facets"] as? [String: [[String: Any]]])
            // A facet's own filter does not narrow its counts.
            #expect(facets["task"]?.compactMap { $0["value"] as? String }.contains("text-generation") == true)
            let next = try #require(page["next"] as? String)
            #expect(next.hasPrefix("http://127.0.0.1:\(hub.port)/weighbridge/v1/models?"))
            let second = try await hub.object(String(next.dropFirst("http://127.0.0.1:\(hub.port)".count)))
            #expect(names(second) == ["acme/tuned-GGUF"])
            #expect(second["next"] is NSNull)
            #expect(second["facets"] != nil)
        }
    }

    @Test("every filter of the table narrows, several values of one widen, and an empty value asks for nothing")
    func filters() async throws {
        let cases: [(String, [String])] = [
            ("q=tuned", ["acme/tuned", "acme/tuned-GGUF"]), ("author=other&sort=id", ["other/closed", "other/orphan"]),
            ("license=mit&license=cc-by-nc-4.0&sort=likes&q=", ["evil/<b>&\"'", "other/closed", "other/orphan"]),
            ("scenario=product&task=fill-mask", ["evil/<b>&\"'"]), ("min_params=1B&originals=true", ["acme/base"]),
            ("max_params=1", ["evil/<b>&\"'"]), ("base=acme/base", ["acme/tuned"]), ("base=gone/ancestor", ["other/orphan"]),
            ("relation=quantized", ["acme/tuned-GGUF"]), ("tag=dataset:squad&tag=license:cc-by-nc-4.0", ["other/closed"]),
            ("since=2099-01-01", []), ("mirrored=true", []), ("gated=open&limit=1", ["acme/base"]), ("evaluation=squad:f1:0.5", []),
        ]
        try await withTown { hub, _, _ async throws in
            for (query, expected) in cases {
                #expect(names(try await hub.object("/weighbridge/v1/models?\(query)")) == expected, "\(query)")
            }
        }
    }

    @Test("what is not known is refused, with its parameter and the nearest that is known")
    func refusals() async throws {
        let cases: [(query: String, parameter: String, suggestion: String?)] = [
            ("taks=fill-mask", "taks", "task"), ("task=text-generatoin", "task", "text-generation"),
            ("license=apache2.0", "license", "apache-2.0"),
            ("scenario=produkt", "scenario", "product"), ("library=none-alike", "library", "transformers"),
            ("sort=download", "sort", "downloads"), ("min_params=many", "min_params", nil),
            ("fits=-1", "fits", nil), ("limit=1001", "limit", nil), ("limit=1.5", "limit", nil),
            ("offset=99999999999999999999", "offset", nil),
            ("since=yesterday", "since", nil), ("base=..%2F..", "base", nil), ("base=no/body", "base", nil),
            ("facets=maybe", "facets", "true"),
            ("min_params=2B&max_params=1B", "min_params", nil), ("sort=evaluation", "sort", nil), ("evaluation=:", "evaluation", nil),
            ("sort=likes&sort=id", "sort", nil), ("gated=closed", "gated", nil), ("context=1e400", "context", nil),
        ]
        try await withTown { hub, _, _ async throws in
            for (query, parameter, suggestion) in cases {
                let reply = try await hub.get("/weighbridge/v1/models?\(query)")
                #expect(reply.status == 400, "\(query): \(reply.text)")
                let body = try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: [String: Any]]
                let error = try #require(body?["error"])
                #expect(error["code"] as? String == "bad_parameter")
                #expect(error["parameter"] as? String == parameter, "\(query)")
                #expect((error["message"] as? String)?.isEmpty == false)
                if let suggestion { #expect((error["suggestions"] as? [String])?.contains(suggestion) == true, "\(query): \(reply.text)") }
            }
        }
    }

    @Test("no query is an error page: any text, in any parameter, has an answer that is the asker's and JSON")
    func hostile() async throws {
        let texts = [
            "\"", "AND OR NOT", "NEAR(a b)", "name:x*", "'; DROP TABLE model; --", "<script>alert(1)</script>", "🤗🤗", "\u{0}", "%",
            "\u{202E}x",
            "../../etc/passwd", "-1", "1e999", "NaN", "9223372036854775808", String(repeating: "a ", count: 5_000),
        ]
        try await withTown { hub, _, _ async throws in
            for text in texts {
                let encoded = PercentCoding.encode(text)
                let found = try await hub.get("/weighbridge/v1/models?q=\(encoded)")
                #expect(found.status == 200, "\(text.prefix(20))")
                for parameter in SearchParameters.filters + [SearchParameters.sort, SearchParameters.limit, SearchParameters.offset] {
                    let reply = try await hub.get("/weighbridge/v1/models?\(parameter.name)=\(encoded)")
                    #expect([200, 400].contains(reply.status), "\(parameter.name)=\(text.prefix(20)): \(reply.text.prefix(200))")
                    #expect((try? JSONSerialization.jsonObject(with: Data(reply.body))) != nil)
                }
                for path in [
                    "complete?q=", "top?by=", "choices?task=", "compare?ref=", "facets/", "models/huggingface/", "models/", "searches/",
                ] {
                    let reply = try await hub.get("/weighbridge/v1/\(path)\(encoded)")
                    #expect((200..<500).contains(reply.status), "\(path)\(text.prefix(20)): \(reply.text.prefix(200))")
                    #expect(reply.headers["content-type"] == "application/json; charset=utf-8")
                }
            }
            for query in ["%", "%zz=1", "q=%ff", "&&&=&=1", "q", String(repeating: "tag=a&", count: 5_000)] {
                let reply = try await hub.get("/weighbridge/v1/models?\(query)")
                #expect([200, 400].contains(reply.status), "\(query.prefix(20)): \(reply.text.prefix(200))")
            }
        }
    }

    @Test(
        "100 kB of words, or of signs that come as three bytes each, is answered like any other query; more is refused, and the server goes on"
    )
    func longQuery() async throws {
        try await withTown { hub, _, _ async throws in
            for query in [String(repeating: "long%20", count: 20_000), String(repeating: "%F0%9F%A4%97", count: 25_000)] {
                #expect(try await hub.object("/weighbridge/v1/models?q=\(query)")["total"] as? Int == 0)
                #expect(try await hub.list("/api/models?search=\(query)").isEmpty)
            }
            #expect(try await hub.get("/weighbridge/v1/models?q=\(String(repeating: "a", count: 400_000))").status == 400)
            #expect(try await hub.get("/healthz").status == 200)
        }
    }

    @Test("completions, facet counts, values of a facet and statistics agree with one another")
    func vocabularies() async throws {
        try await withTown { hub, world, _ async throws in
            let found = try await hub.object("/weighbridge/v1/complete?q=TUNED&limit=1")
            #expect((found["completions"] as? [[String: Any]])?.first?["reference"] as? String == "huggingface:acme/tuned")
            let counts = try await hub.object("/weighbridge/v1/facets?author=acme")
            let tasks = try #require(counts["task"] as? [[String: Any]])
            #expect(tasks.first?["value"] as? String == "text-generation")
            #expect(tasks.first?["count"] as? Int == 3)
            for target in ["tasks", "facets/task"] {
                let values = try #require(try await hub.object("/weighbridge/v1/\(target)")["values"] as? [[String: Any]])
                #expect(values.compactMap { $0["count"] as? Int } == [3, 3])
            }
            let licenses = try #require(try await hub.object("/weighbridge/v1/licenses?limit=1")["values"] as? [[String: Any]])
            #expect(licenses.first?["value"] as? String == "Apache-2.0")
            let hubs = try #require(try await hub.object("/weighbridge/v1/statistics")["hubs"] as? [[String: Any]])
            #expect(hubs.first?["models"] as? Int == 6)
            try await world.catalog.record(ListingEntry(try claim("new/one")), at: Timestamp(milliseconds: 1_750_000_000_001))
            let after = try #require(try await hub.object("/weighbridge/v1/statistics")["hubs"] as? [[String: Any]])
            #expect(after.first?["models"] as? Int == 7)
        }
    }

    @Test("models are compared, listed from the top, and chosen task by task with reasons")
    func lists() async throws {
        try await withTown { hub, _, _ async throws in
            let compared = try await hub.object("/weighbridge/v1/compare?ref=acme/BASE&ref=huggingface:other/closed&scenario=product")
            let models = try #require(compared["models"] as? [[String: Any]])
            #expect(models.compactMap { $0["reference"] as? String } == ["huggingface:acme/base", "huggingface:other/closed"])
            #expect((compared["differs"] as? [String])?.contains("license") == true)
            #expect(models.allSatisfy { $0["fitness"] is Double })
            #expect(try await hub.get("/weighbridge/v1/compare?ref=acme/base").status == 400)
            #expect(try await hub.get("/weighbridge/v1/compare").status == 400)
            #expect(try await hub.get("/weighbridge/v1/compare?ref=acme/base&ref=no/body").status == 404)

            #expect(names(try await hub.object("/weighbridge/v1/top?by=downloads&limit=2")) == ["acme/base", "acme/tuned"])
            #expect(names(try await hub.object("/weighbridge/v1/top?by=growth&task=fill-mask")).count == 3)
            #expect(try await hub.get("/weighbridge/v1/top").status == 400)

            let choices = try #require(
                try await hub.object("/weighbridge/v1/choices?scenario=product&limit=1")["tasks"] as? [[String: Any]])
            #expect(Set(choices.compactMap { $0["task"] as? String }) == ["text-generation", "fill-mask"])
            let best = choices.compactMap { names($0).first }
            #expect(best.contains("acme/base") && !best.contains("other/closed"))
            let reasons = choices.flatMap { ($0["results"] as? [[String: Any]] ?? []).compactMap { $0["reasons"] as? [String] } }
            #expect(reasons.allSatisfy { !$0.isEmpty })
        }
    }
}
