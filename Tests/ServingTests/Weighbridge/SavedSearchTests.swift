import Catalog
import Foundation
import FoundationXML
import Search
import TestSupport
import Testing
import Vocabulary

@testable import Serving

private let saved = "/weighbridge/v1/searches"

/// Elements and attributes of a document, as a parser sees them.
private final class Outline: NSObject, XMLParserDelegate {
    private(set) var texts: [String: [String]] = [:]
    private(set) var links: [String] = []
    private var text = ""

    static func of(_ bytes: [UInt8]) -> Outline? {
        let outline = Outline()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = outline
        return parser.parse() ? outline : nil
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?, attributes: [String: String]
    ) {
        text = ""
        if let link = attributes["href"] { links.append(link) }
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }

    func parser(_ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?) {
        texts[name, default: []].append(text)
        text = ""
    }
}

@Suite(.timeLimit(.minutes(5))) struct SavedSearchTests {
    private func save(_ hub: HubClient, _ name: String, _ query: String) async throws -> Int {
        let body = try JSONSerialization.data(withJSONObject: ["name": name, "query": query])
        let reply = try await hub.send(
            "POST", saved, ["Content-Type": "application/json"], body: String(decoding: body, as: UTF8.self))
        #expect(reply.status == 201, "\(reply.text)")
        let search = try #require(try JSONSerialization.jsonObject(with: Data(reply.body)) as? [String: Any])
        let id = try #require(search["id"] as? Int)
        #expect(reply.headers["location"] == "http://127.0.0.1:\(hub.port)\(saved)/\(id)")
        return id
    }

    private func crawl(_ world: World, _ claims: [ModelClaim], day: Int64) async throws {
        let now = Timestamp(milliseconds: 1_750_000_000_000 + day * 86_400_000)
        let run = try await world.catalog.beginCrawl(of: .huggingFace, kind: .full, at: now)
        let page = try await world.catalog.record(claims.map { ListingEntry($0) }, next: .walked, in: run, at: now)
        _ = try await world.catalog.finish(page.run, at: now)
    }

    private func events(_ hub: HubClient, _ id: Int) async throws -> [(model: String, matches: Bool)] {
        let feed = try await hub.object("\(saved)/\(id)/feed.json")
        return (feed["items"] as? [[String: Any]] ?? []).compactMap { item in
            guard let own = item["_weighbridge"] as? [String: Any], let model = own["reference"] as? String,
                let matches = own["matches"] as? Bool
            else { return nil }
            return (String(model.dropFirst("huggingface:".count)), matches)
        }
    }

    @Test("a search is kept, listed, asked, and removed")
    func keeping() async throws {
        try await withTown { hub, _, _ async throws in
            let id = try await save(hub, "  masks \n of all kinds ", "?task=fill-mask&limit=1&sort=id")
            let list = try #require(try await hub.object(saved)["searches"] as? [[String: Any]])
            #expect(list.compactMap { $0["name"] as? String } == ["masks of all kinds"])
            #expect(list.first?["query"] as? String == "task=fill-mask&sort=id")
            #expect(list.first?["matches"] as? Int == 3)
            let page = try await hub.object("\(saved)/\(id)/results?limit=2")
            #expect(page["total"] as? Int == 3)
            #expect((page["results"] as? [Any])?.count == 2)
            let next = try #require(page["next"] as? String)
            let rest = try await hub.object(String(next.dropFirst("http://127.0.0.1:\(hub.port)".count)))
            #expect((rest["results"] as? [Any])?.count == 1)
            #expect(try await hub.get("\(saved)/\(id)").status == 200)
            #expect(try await hub.send("DELETE", "\(saved)/\(id)").status == 204)
            #expect(try await hub.send("DELETE", "\(saved)/\(id)").status == 404)
            for target in ["", "/results", "/feed.atom", "/feed.json"] {
                #expect(try await hub.get("\(saved)/\(id)\(target)").status == 404)
            }
        }
    }

    @Test("a feed tells what came to match since the search was saved and what stopped to, the newest first, each once")
    func feed() async throws {
        try await withTown { hub, world, _ async throws in
            let id = try await save(hub, "masks", "task=fill-mask")
            #expect(try await events(hub, id).isEmpty)
            var claims = try town()
            claims.append(try claim("new/mask", downloads: 3, task: "fill-mask"))
            try await crawl(world, claims, day: 1)
            #expect(try await events(hub, id).map(\.model) == ["new/mask"])
            #expect(try await events(hub, id).map(\.model) == ["new/mask"])
            // One is gone upstream, one changes its task.
            claims.removeAll { $0.id.path == "other/closed" }
            let place = try #require(claims.firstIndex { $0.id.path == "other/orphan" })
            claims[place].task = "text-generation"
            claims[place].lastModified = Timestamp(milliseconds: 1_750_000_500_000)
            try await crawl(world, claims, day: 2)
            let found = try await events(hub, id)
            #expect(found.map(\.matches) == [false, false, true])
            #expect(Set(found.prefix(2).map(\.model)) == ["other/closed", "other/orphan"])
            #expect(try await hub.object("\(saved)/\(id)/feed.json?limit=1")["items"].map { ($0 as? [Any])?.count } == 1)
            let feed = try await hub.object("\(saved)/\(id)/feed.json")
            #expect(feed["version"] as? String == "https://jsonfeed.org/version/1.1")
            let titles = (feed["items"] as? [[String: Any]] ?? []).compactMap { $0["title"] as? String }
            #expect(titles.contains("huggingface:other/closed is gone upstream"))
        }
    }

    @Test("an Atom feed is well-formed whatever models and searches are called")
    func hostileNames() async throws {
        try await withTown { hub, world, _ async throws in
            let name = "]]></title><script>&amp;\"'\u{FFFE}"
            let id = try await save(hub, name, "author=evil&vanished=true")
            var claims = try town()
            claims.append(try claim("evil/]]><x>&", task: "fill<mask>&"))
            try await crawl(world, claims, day: 1)
            let reply = try await hub.get("\(saved)/\(id)/feed.atom")
            #expect(reply.status == 200)
            #expect(reply.headers["content-type"] == "application/atom+xml; charset=utf-8")
            let outline = try #require(Outline.of(reply.body))
            #expect(outline.texts["title"] == ["Weighbridge: ]]></title><script>&amp;\"'\u{FFFD}", "huggingface:evil/]]><x>& matches now"])
            #expect(outline.texts["script"] == nil && outline.texts["x"] == nil)
            #expect(outline.texts["id"]?.contains("urn:weighbridge:saved-search:\(id)") == true)
            let link = try #require(outline.links.last)
            #expect(link.hasSuffix("/weighbridge/v1/models/huggingface/evil%2F%5D%5D%3E%3Cx%3E%26"))
            #expect(try await hub.get(String(link.dropFirst("http://127.0.0.1:\(hub.port)".count))).status == 200)
        }
    }

    @Test("what can't be kept is refused, and nothing is kept")
    func refusals() async throws {
        let cases: [(String, Int)] = [
            ("", 400), ("[]", 400), ("{", 400), (#"{"name":"x"}"#, 400), (#"{"name":1,"query":""}"#, 400),
            (#"{"name":" ","query":""}"#, 400),
            (#"{"name":"x","query":"taks=1"}"#, 400), (#"{"name":"x","query":"task=nothing"}"#, 400),
            (#"{"name":"x","query":"fits=big"}"#, 400),
            (#"{"name":"x\u0000","query":""}"#, 400), (#"{"name":"\#(String(repeating: "n", count: 201))","query":""}"#, 400),
            (#"{"name":"x","query":"q=\#(String(repeating: "n", count: 5_000))"}"#, 400),
            (#"{"name":"x","query":"\#(String(repeating: "q=n&", count: 30_000))"}"#, 413),
            (String(repeating: "[", count: 10_000), 400),
        ]
        try await withTown { hub, _, _ async throws in
            for (body, status) in cases {
                let reply = try await hub.send("POST", saved, ["Content-Type": "application/json"], body: body)
                #expect(reply.status == status, "\(body.prefix(60)): \(reply.text)")
            }
            #expect((try await hub.object(saved)["searches"] as? [Any])?.isEmpty == true)
            for id in ["0", "-1", "x", "99999999999999999999", "1%2F2"] {
                #expect([400, 404].contains(try await hub.get("\(saved)/\(id)/feed.atom").status))
            }
        }
    }

    @Test("only programs of this machine may keep searches, unless somebody says otherwise")
    func whoMayWrite() async throws {
        let body = #"{"name":"x","query":"task=fill-mask"}"#
        let strangers: [[String: String]] = [
            ["X-Forwarded-For": "10.0.0.1"], ["Forwarded": "for=10.0.0.1"], ["Via": "1.1 proxy"], ["Origin": "http://evil.example"],
            ["Sec-Fetch-Site": "cross-site"], ["Origin": "null"],
        ]
        try await withTown { hub, _, _ async throws in
            for headers in strangers {
                let reply = try await hub.send("POST", saved, headers, body: body)
                #expect(reply.status == 403, "\(headers)")
            }
            let rebound =
                "POST \(saved) HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n\(body)"
            #expect(try await RawConnection.exchange(Array(rebound.utf8), port: hub.port).hasPrefix("HTTP/1.1 403"))
            #expect(try await hub.send("POST", saved, ["Origin": "http://127.0.0.1:\(hub.port)"], body: body).status == 201)
            #expect(try await hub.send("DELETE", "\(saved)/1", ["X-Forwarded-For": "10.0.0.1"]).status == 403)
        }
        var configuration = ServerConfiguration()
        configuration.savedSearches = .off
        try await withTown(configuration) { hub, _, _ async throws in
            #expect(try await hub.send("POST", saved, body: body).status == 403)
            #expect(try await hub.get(saved).status == 200)
        }
        configuration.savedSearches = .open
        try await withTown(configuration) { hub, _, _ async throws in
            #expect(try await hub.send("POST", saved, ["X-Forwarded-For": "10.0.0.1"], body: body).status == 201)
            #expect(try await hub.send("POST", saved, ["Origin": "http://evil.example"], body: body).status == 403)
        }
    }

    @Test(
        "a name is this machine's only if it can be nothing else",
        arguments: [
            ("localhost", true), ("LOCALHOST:8090", true), ("127.0.0.1", true), ("127.1.2.3:1", true), ("[::1]:8090", true),
            ("[::1]", true),
            ("127.0.0.1.evil.example", false), ("localhost.evil.example", false), ("127.0.0.256", false), ("evil.example:127", false),
            ("", false), ("::1", false), ("127.0.0", false),
        ])
    func loopbackNames(name: String, isLoopback: Bool) { #expect(ClientRequest.isLoopbackName(name) == isLoopback) }
}
