import HTTPTypes
import Hubs
import TestSupport
import Testing
import Transport
import Vocabulary

@Suite struct HuggingFaceListingTests {
    private let entry = #"{"id":"org/one","lastModified":"2025-01-01T00:00:00.000Z"}"#

    @Test("the first page asks for everything, newest first, and the token goes with it")
    func firstPage() async throws {
        let scripted = try ScriptedHub(endpoint: "https://hub.test/mirror/", token: " hf_x\n", always: .json("[\(entry)]"))
        let page = try await scripted.hub.page(after: nil, limit: 1_000)
        #expect(page.claims.map(\.id.path) == ["org/one"])
        #expect(page.refused.isEmpty)
        #expect(page.next == nil)
        let url = try #require(scripted.transport.requests.first?.url)
        #expect(url.path == "/mirror/api/models")
        let query = try #require(url.query).split(separator: "&").map(String.init)
        #expect(query.prefix(3) == ["sort=lastModified", "direction=-1", "limit=1000"])
        for field in ["sha", "cardData", "downloadsAllTime", "usedStorage", "gated"] { #expect(query.contains("expand=\(field)")) }
        #expect(scripted.credentials == ["Bearer hf_x"])
    }

    @Test("pages follow the hub's own addresses to the end")
    func paging() async throws {
        let entry = entry
        let scripted = try ScriptedHub { request, _ in
            request.url.query?.contains("cursor=") == true
                ? .json("[]") : .json("[\(entry)]", next: "https://hub.test/api/models?limit=1&cursor=a%3D%3D")
        }
        let first = try await scripted.hub.page(after: nil, limit: 1)
        let next = try #require(first.next)
        #expect(next.rawValue == "https://hub.test/api/models?limit=1&cursor=a%3D%3D")
        let last = try await scripted.hub.page(after: next, limit: 1)
        #expect(last.claims.isEmpty)
        #expect(last.next == nil)
    }

    @Test(
        "the next page is found in any Link header the RFC allows",
        arguments: [
            #"<https://hub.test/api/models?cursor=1>; rel="next""#, #"<https://hub.test/api/models?cursor=1>;rel=next"#,
            #"<https://hub.test/api/models?cursor=0>; rel="prev", <https://hub.test/api/models?cursor=1>; title="a, b"; rel="last next""#,
            #"</api/models?cursor=1>; REL="next""#, #"<?cursor=1>; rel="next", <https://elsewhere.test/>; rel="help""#,
        ])
    func links(header: String) async throws {
        let scripted = try ScriptedHub(always: Canned(headers: ["Link": header], body: "[]"))
        #expect(try await scripted.hub.page(after: nil, limit: 1).next?.rawValue == "https://hub.test/api/models?cursor=1")
    }

    @Test(
        "a Link header without a next page ends the listing",
        arguments: ["", "nonsense", "<", "<a", #"<https://hub.test/api/models?cursor=0>; rel="prev""#, #"<x>; title="rel=next""#])
    func noLinks(header: String) async throws {
        let scripted = try ScriptedHub(always: Canned(headers: ["Link": header], body: "[]"))
        #expect(try await scripted.hub.page(after: nil, limit: 1).next == nil)
    }

    @Test(
        "a next page elsewhere is refused: it could be anything, and would get the token",
        arguments: [
            "https://evil.test/api/models?cursor=1", "http://hub.test/api/models?cursor=1", "https://hub.test:8443/api/models?cursor=1",
            "https://hub.test/api/datasets?cursor=1", "file:///etc/passwd", "https://user@hub.test/api/models",
        ])
    func foreignPage(next: String) async throws {
        let scripted = try ScriptedHub(token: "hf_x", always: .json("[]", next: next))
        #expect(await failure { () throws(HubError) in try await scripted.hub.page(after: nil, limit: 1) }?.cause == .malformed)
        #expect(scripted.transport.requests.count == 1)
    }

    @Test("a page that leads to itself is refused")
    func samePage() async throws {
        let here = "https://hub.test/api/models?cursor=1"
        let scripted = try ScriptedHub(always: .json("[]", next: here))
        let error = await failure { () throws(HubError) in try await scripted.hub.page(after: PageCursor(rawValue: here), limit: 1) }
        #expect(error?.cause == .malformed)
    }

    @Test("a kept cursor that is not this hub's never leaves the house", arguments: ["https://evil.test/api/models?x", "nonsense", ""])
    func foreignCursor(text: String) async throws {
        let scripted = try ScriptedHub { _, _ in nil }
        let error = await failure { () throws(HubError) in try await scripted.hub.page(after: PageCursor(rawValue: text), limit: 1) }
        #expect(error?.cause == .staleCursor)
        #expect(scripted.transport.requests.isEmpty)
    }

    @Test("a cursor the hub no longer knows is stale, not a broken hub")
    func staleCursor() async throws {
        let scripted = try ScriptedHub(always: .error(400, message: "Invalid cursor"))
        let cursor = PageCursor(rawValue: "https://hub.test/api/models?cursor=old")
        #expect(await failure { () throws(HubError) in try await scripted.hub.page(after: cursor, limit: 1) }?.cause == .staleCursor)
        #expect(await failure { () throws(HubError) in try await scripted.hub.page(after: nil, limit: 1) }?.cause == .malformed)
    }

    @Test(
        "one entry that can't be read is refused by name and reason, and the others are kept",
        arguments: [
            ("7", "entry 2 of a page", "object"), ("null", "entry 2 of a page", "object"), (#"{"id":7}"#, "entry 2 of a page", "'id'"),
            (#"{"id":null}"#, "entry 2 of a page", "'id'"), (#"{"likes":1}"#, "entry 2 of a page", "'id'"),
            (#"{"id":"../../etc"}"#, "../../etc", "'id'"), (#"{"id":"a/b","sha":"main"}"#, "a/b", "'sha'"),
            (#"{"id":"a/b","tags":"x"}"#, "a/b", "'tags'"), (#"{"id":"a/b","tags":[1]}"#, "a/b", "'tags'"),
            (#"{"id":"a/b","gated":"maybe"}"#, "a/b", "'gated'"), (#"{"id":"a/b","private":"no"}"#, "a/b", "'private'"),
            (#"{"id":"a/b","disabled":0}"#, "a/b", "'disabled'"), (#"{"id":"a/b","lastModified":"today"}"#, "a/b", "'lastModified'"),
            (#"{"id":"a/b","cardData":"license: mit"}"#, "a/b", "'cardData'"),
        ])
    func badEntry(bad: String, name: String, word: String) async throws {
        let scripted = try ScriptedHub(always: .json("[\(entry),\(bad),{\"id\":\"org/two\"}]"))
        let page = try await scripted.hub.page(after: nil, limit: 3)
        #expect(page.claims.map(\.id.path) == ["org/one", "org/two"])
        #expect(page.refused.map(\.name) == [name])
        #expect(page.refused.first?.reason.contains(word) == true)
    }

    @Test(
        "an answer that is no listing is malformed, whatever it is",
        arguments: ["{}", "null", "", "<html>", "[", String(repeating: "[", count: 100_000), #"[{"id":"a/b"}"#, #""x""#])
    func notAListing(body: String) async throws {
        let scripted = try ScriptedHub(always: .json(body))
        let error = await failure { () throws(HubError) in try await scripted.hub.page(after: nil, limit: 1) }
        #expect(error?.cause == .malformed)
        #expect(error?.subject == "huggingface: the listing")
    }

    @Test("half a surrogate pair or a giant number costs one value, not the page")
    func mended() async throws {
        let scripted = try ScriptedHub(
            always: .json(#"[{"id":"a/b","cardData":{"x":"\ud83d","n":123456789012345678901234567890}},{"id":"c/d","likes":1e999}]"#))
        let page = try await scripted.hub.page(after: nil, limit: 2)
        #expect(page.claims.map(\.id.path) == ["a/b", "c/d"])
        #expect(page.claims.first?.cardData == "{\"x\":\"\u{FFFD}\",\"n\":\"123456789012345678901234567890\"}")
        #expect(page.claims.last?.likes == nil)
    }

    @Test("an answer larger than the limit is refused")
    func tooLarge() async throws {
        var limits = HuggingFaceHub.Limits()
        limits.answer = 1_000
        let scripted = try ScriptedHub(limits: limits, always: .json("[" + String(repeating: " ", count: 1_000) + "]"))
        #expect(await failure { () throws(HubError) in try await scripted.hub.page(after: nil, limit: 1) }?.cause == .malformed)
    }
}
