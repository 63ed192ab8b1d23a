import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

/// What broken servers and networks do, and what it is called.
@Suite struct CurlFaultTests {
    private func get(_ server: RawServer, _ transport: CurlTransport = makeTransport()) async -> TransportError? {
        await failure {
            try await transport.send(TransportRequest(.get, server.url.appending("/model", query: [("sig", "secret")]))).body.collect(
                upTo: 10_000_000)
        }
    }

    @Test(
        "an answer that breaks off is a lost connection",
        arguments: [
            "", "HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel",
        ], [true, false])
    func lost(bytes: String, abruptly: Bool) async throws {
        let server = try RawServer { _, peer in
            try peer.send(bytes)
            if abruptly { peer.reset() } else { peer.close() }
        }
        #expect(await get(server)?.cause == .connectionLost)
    }

    @Test(
        "an answer that is not HTTP is malformed",
        arguments: [
            "SSH-2.0-OpenSSH_9.2\r\n\r\n", "<html>no head at all</html>\r\n\r\n", "HTTP/1.1 2 OK\r\n\r\n",
            "HTTP/1.1 200 OK\r\nno colon here\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip, gzip\r\nContent-Length: 5\r\n\r\nhello",
            "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello",
        ])
    func malformed(bytes: String) async throws {
        let server = try RawServer { _, peer in
            try peer.send(bytes)
            peer.close()
        }
        let error = await get(server)
        #expect(error?.cause == .malformed, "\(bytes.debugDescription): \(error?.detail ?? "")")
    }

    @Test(
        "a head without end is cut off",
        arguments: ["X-A: b\r\n", "X-A: " + String(repeating: "b", count: 8_000) + "\r\n", "b", "HTTP/1.1 100 Go on\r\n\r\n"])
    func endlessHead(piece: String) async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\n")
            let many = String(repeating: piece, count: max(1, 8_192 / piece.utf8.count))
            while true { try peer.send(many) }
        }
        let transport = makeTransport()
        let cause = await get(server, transport)?.cause
        #expect(cause == .malformed || cause == .connectionLost || cause == .unreachable)
        #expect(transport.engine.activeCount == 0)
    }

    @Test(
        "silence is a stall, before the head, within it and within the body",
        arguments: ["", "HTTP/1.1 200 OK\r\nX-A", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345"])
    func stalled(bytes: String) async throws {
        let server = try RawServer { _, peer in
            try peer.send(bytes)
            peer.stall()
        }
        let transport = makeTransport(stallTimeout: .milliseconds(100))
        #expect(await get(server, transport)?.cause == .stalled)
        #expect(transport.engine.activeCount == 0)
    }

    @Test("a body that drips is a stall too")
    func drip() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n")
            while true {
                try peer.send("x")
                usleep(2_000)
            }
        }
        #expect(await get(server, makeTransport(stallTimeout: .milliseconds(150), slowestRate: 100_000))?.cause == .stalled)
    }

    @Test("a transfer that outlasts the stall time-out many times, but goes on, is none")
    func slow() async throws {
        // A busy machine may hold the server up for longer than it wanted to sleep.
        for (timeout, count) in [(400, 40), (4_000, 40), (20_000, 22)] {
            let server = try RawServer { _, peer in
                try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \(count)\r\n\r\n")
                for _ in 0..<count {
                    try peer.send("x")
                    usleep(UInt32(timeout) * 1_000 / 20)
                }
            }
            let transport = makeTransport(stallTimeout: .milliseconds(timeout))
            let body = try? await transport.send(TransportRequest(.get, server.url)).body.collect(upTo: 100)
            if body?.count == count { return }
        }
        Issue.record("a server that was never silent for more than a twentieth of the time-out was cut off")
    }

    @Test("nobody listening is unreachable")
    func refused() async throws {
        var server: RawServer? = try RawServer { _, peer in peer.close() }
        let address = try #require(server?.url)
        server = nil
        let transport = makeTransport()
        var cause: TransportError.Cause?
        // The listener goes in its own thread's time.
        for _ in 0..<200 where cause != .unreachable {
            cause = await failure { try await transport.send(TransportRequest(.get, address)) }?.cause
        }
        #expect(cause == .unreachable)
    }

    @Test("an error tells the place but neither query nor credentials, and nothing that upsets a terminal")
    func text() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: \u{1B}[31mred\r\n\r\n")
            peer.close()
        }
        let error = await failure {
            try await makeTransport().send(
                TransportRequest(
                    .get, server.url.appending("/model", query: [("sig", "secret")]), headers: [.authorization: "Bearer secret"]))
        }
        let text = try #require(error.map { "\($0)" })
        #expect(text.hasPrefix("\(server.url.origin)/model: "))
        #expect(!text.contains("secret"))
        #expect(text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F })
    }
}
