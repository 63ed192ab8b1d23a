import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct ProxyTests {
    private func transport(by proxy: RawServer, exceptions: String = "") throws -> CurlTransport {
        let address = proxy.url.description.replacing("http://", with: "http://user:p%40ss@")
        return makeTransport(
            network: try NetworkEnvironment(variables: ["http_proxy": address, "https_proxy": address, "no_proxy": exceptions]))
    }

    @Test("a proxy is asked for the whole address, with our credentials for it")
    func asked() async throws {
        let proxy = try RawServer { _, peer in try peer.answer(200, "from the proxy") }
        let body = try await transport(by: proxy).send(TransportRequest(.get, url("http://hub.test/a?b"))).body
        #expect(try await body.collect(upTo: 100) == Array("from the proxy".utf8))
        #expect(proxy.requests.map(\.line) == ["GET http://hub.test/a?b HTTP/1.1"])
        #expect(proxy.requests.first?.header("Host") == "hub.test")
        #expect(proxy.requests.first?.header("Proxy-Authorization") == "Basic dXNlcjpwQHNz")
    }

    @Test("who is excepted is reached straight")
    func exception() async throws {
        let proxy = try RawServer { _, peer in try peer.answer(500) }
        let server = try RawServer { _, peer in try peer.answer(200) }
        let head = try await transport(by: proxy, exceptions: "127.0.0.0/8").send(TransportRequest(.get, server.url)).head
        #expect(head.status == .ok)
        #expect(proxy.requests.isEmpty)
        #expect(server.requests.first?.header("Proxy-Authorization") == nil)
    }

    @Test("https goes through a tunnel; a proxy that refuses one leaves the hub unreachable")
    func tunnel() async throws {
        let proxy = try RawServer { _, peer in try peer.answer(403, "no") }
        let error = await failure { try await transport(by: proxy).send(TransportRequest(.get, url("https://hub.test/secret"))) }
        #expect(error?.cause == .unreachable)
        #expect(proxy.requests.map(\.line) == ["CONNECT hub.test:443 HTTP/1.1"])
    }

    @Test("a proxy's own refusal of a plain request is an answer")
    func refusal() async throws {
        let proxy = try RawServer { _, peer in try peer.answer(407, headers: ["Proxy-Authenticate: Basic realm=\"x\""], "no") }
        #expect(try await transport(by: proxy).send(TransportRequest(.get, url("http://hub.test/"))).head.status.code == 407)
    }
}
