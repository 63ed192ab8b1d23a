import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct RedirectingTransportTests {
    private static let hub = url("https://hub.test/org/name/resolve/main/f")

    @Test("a redirect is followed, and what its hop said is kept")
    func follows() async throws {
        let base = ScriptedTransport { request, number in
            number == 0
                ? answer(request, 302, ["Location": "https://cdn.test/x?sig=1", "X-Repo-Commit": "abc"])
                : answer(request, 200, body: "bytes")
        }
        let response = try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub, range: 0..<4))
        #expect(response.head.status == .ok)
        #expect(response.head.url.description == "https://cdn.test/x?sig=1")
        #expect(response.head.hops.map(\.url) == [Self.hub])
        #expect(response.head.hops.first?.headers[name("X-Repo-Commit")] == "abc")
        #expect(base.requests.map(\.range) == [0..<4, 0..<4])
        #expect(try await response.body.collect(upTo: 10) == Array("bytes".utf8))
    }

    @Test("credentials, and headers we don't know, stay with their origin and don't come back")
    func dropsCredentials() async throws {
        let stops = ["https://hub.test/2", "http://hub.test/3", "https://hub.test/4"]
        let base = ScriptedTransport { request, number in
            number < stops.count ? answer(request, 307, ["Location": stops[number]]) : answer(request, 200)
        }
        var request = TransportRequest(.get, Self.hub)
        request.headers = [.authorization: "Bearer hf_x", .cookie: "a=b", name("PRIVATE-TOKEN"): "t", .ifNoneMatch: "\"e\""]
        _ = try await RedirectingTransport(base).send(request)
        let sent = base.requests.map { Set($0.headers.map(\.name.canonicalName)) }
        #expect(sent[0] == ["authorization", "cookie", "private-token", "if-none-match"])
        #expect(sent[1] == sent[0], "the same origin")
        #expect(sent[2] == ["if-none-match"], "from https to http")
        #expect(sent[3] == ["if-none-match"], "back again")
    }

    @Test(
        "another port, another host and another scheme are other origins",
        arguments: ["https://hub.test:444/", "https://cdn.hub.test/", "http://hub.test/", "//other.test/"])
    func otherOrigins(location: String) async throws {
        let base = ScriptedTransport { request, number in number == 0 ? answer(request, 302, ["Location": location]) : answer(request, 200)
        }
        _ = try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub, headers: [.authorization: "Bearer hf_x"]))
        #expect(base.requests.last?.headers[.authorization] == nil)
    }

    @Test("a relative Location is read from where it was sent")
    func relative() async throws {
        let base = ScriptedTransport { request, number in
            number == 0 ? answer(request, 301, ["Location": "../dev/g?x=1"]) : answer(request, 200)
        }
        let head = try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub)).head
        #expect(head.url.description == "https://hub.test/org/name/resolve/dev/g?x=1")
    }

    @Test("a circle is found, however long", arguments: [1, 2, 3])
    func loop(length: Int) async throws {
        let base = ScriptedTransport { request, number in answer(request, 302, ["Location": "/\((number + 1) % length)"]) }
        let error = await #expect(throws: TransportError.self) {
            try await RedirectingTransport(base).send(TransportRequest(.get, url("https://hub.test/0"), redirects: .follow(limit: 50)))
        }
        #expect(error?.cause == .badRedirect)
        #expect(base.requests.count == length)
    }

    @Test("no more redirects are followed than allowed")
    func limit() async throws {
        let base = ScriptedTransport { request, number in answer(request, 302, ["Location": "/\(number)"]) }
        let error = await #expect(throws: TransportError.self) {
            try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub, redirects: .follow(limit: 3)))
        }
        #expect(error?.cause == .badRedirect)
        #expect(base.requests.count == 4)
    }

    @Test(
        "a Location that is no http address is refused", arguments: ["file:///etc/passwd", "ftp://x/", "http://", "/a b", "https://u:p@x/"])
    func badLocation(location: String) async throws {
        let base = ScriptedTransport { request, _ in answer(request, 302, ["Location": location]) }
        let error = await #expect(throws: TransportError.self) {
            try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub))
        }
        #expect(error?.cause == .badRedirect)
        #expect(base.requests.count == 1)
    }

    @Test("two Locations that differ are refused")
    func twoLocations() async throws {
        let base = ScriptedTransport { request, _ in
            var head = HTTPFields()
            head.append(HTTPField(name: .location, value: "/a"))
            head.append(HTTPField(name: .location, value: "/b"))
            return TransportResponse(head: .init(status: .found, headers: head, url: request.url), body: ByteStream(bytes: []))
        }
        let error = await #expect(throws: TransportError.self) {
            try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub))
        }
        #expect(error?.cause == .badRedirect)
    }

    @Test("what is no redirect to follow is the answer", arguments: [300, 304, 305, 302])
    func answers(status: Int) async throws {
        let base = ScriptedTransport { request, _ in answer(request, status, status == 302 ? [:] : ["Location": "/x"]) }
        #expect(try await RedirectingTransport(base).send(TransportRequest(.get, Self.hub)).head.status.code == status)
    }

    @Test("manual redirects are handed over")
    func manual() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 302, ["Location": "/x"]) }
        let head = try await RedirectingTransport(base).send(TransportRequest(.head, Self.hub, redirects: .manual)).head
        #expect(head.status == .found)
        #expect(base.requests.count == 1)
    }

    @Test(
        "the method changes as RFC 9110 has it",
        arguments: [
            (301, "POST", "GET"), (302, "POST", "GET"), (303, "POST", "GET"), (303, "PUT", "GET"), (303, "HEAD", "HEAD"),
            (302, "HEAD", "HEAD"),
            (302, "PUT", "PUT"), (307, "POST", "POST"), (308, "POST", "POST"),
        ])
    func methods(status: Int, before: String, after: String) async throws {
        let base = ScriptedTransport { request, number in number == 0 ? answer(request, status, ["Location": "/x"]) : answer(request, 200) }
        let method = HTTPRequest.Method(before)!
        let request = TransportRequest(method, Self.hub, headers: [.contentType: "application/json"], body: before == "HEAD" ? [] : [1, 2])
        _ = try await RedirectingTransport(base).send(request)
        let last = try #require(base.requests.last)
        #expect(last.method.rawValue == after)
        #expect(last.body.isEmpty == (after == "GET" || after == "HEAD"))
        #expect((last.headers[.contentType] == nil) == (after != before))
    }

    @Test("a download follows too, and its sink sees one head, with the hops")
    func download() async throws {
        let base = ScriptedTransport { request, number in
            number == 0 ? answer(request, 302, ["Location": "https://cdn.test/x"]) : answer(request, 206, body: "bytes")
        }
        let sink = CollectingSink()
        let head = try await RedirectingTransport(base).download(TransportRequest(.get, Self.hub), into: sink)
        #expect(head.hops.count == 1)
        #expect(sink.heads.map(\.hops.count) == [1])
        #expect(sink.bytes == Array("bytes".utf8))
    }
}
