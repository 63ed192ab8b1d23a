import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct CurlTransportTests {
    private let transport = makeTransport()

    @Test("a body with a length arrives whole, with status and headers")
    func length() async throws {
        let server = try RawServer { _, peer in try peer.answer(200, headers: ["X-Repo-Commit: abc", "Link: <a>", "Link: <b>"], "hello") }
        let response = try await transport.send(TransportRequest(.get, server.url.appending("/a%20b", query: [("q", "x y")])))
        #expect(response.head.status == .ok)
        #expect(response.head.headers[name("x-repo-commit")] == "abc")
        #expect(response.head.headers[values: name("link")] == ["<a>", "<b>"])
        #expect(try await response.body.collect(upTo: 100) == Array("hello".utf8))
        #expect(server.requests.map(\.line) == ["GET /a%20b?q=x%20y HTTP/1.1"])
        #expect(server.requests.first?.header("User-Agent") == "weighbridge-tests")
    }

    @Test("a chunked body arrives whole, and its trailers are not mistaken for a head")
    func chunked() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\nX-Late: 1\r\n\r\n")
        }
        let response = try await transport.send(TransportRequest(.get, server.url))
        #expect(try await response.body.collect(upTo: 100) == Array("hello world".utf8))
        #expect(response.head.headers[name("X-Late")] == nil)
    }

    @Test("an interim answer is not the answer")
    func interim() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n")
            try peer.answer(204)
        }
        let response = try await transport.send(TransportRequest(.get, server.url))
        #expect(response.head.status == .noContent)
        #expect(response.head.headers[name("X-Early")] == nil)
    }

    @Test("the head is there before the body")
    func headFirst() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
            peer.stall()
        }
        let response = try await transport.send(TransportRequest(.get, server.url))
        #expect(response.head.status == .ok)
    }

    @Test("a HEAD has no body and asks for the length of the bytes as they are")
    func head() async throws {
        let server = try RawServer { _, peer in try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 5000000000\r\n\r\n") }
        let response = try await transport.send(TransportRequest(.head, server.url))
        #expect(response.head.headers[.contentLength] == "5000000000")
        #expect(try await response.body.collect(upTo: 0) == [])
        #expect(server.requests.first?.method == "HEAD")
        #expect(server.requests.first?.header("Accept-Encoding") == "identity")
    }

    @Test("a POST sends its body with its length and no form type or expectation of libcurl's own")
    func post() async throws {
        let server = try RawServer { request, peer in try peer.answer(200, "\(request.body.count)") }
        let body = [UInt8](repeating: 7, count: 2_000_000)
        let response = try await transport.send(TransportRequest(.post, server.url, body: body))
        #expect(try await response.body.collect(upTo: 100) == Array("2000000".utf8))
        #expect(server.requests.first?.body == body)
        #expect(server.requests.first?.header("Content-Type") == nil)
        #expect(server.requests.first?.header("Expect") == nil)
    }

    @Test("a range is asked for with its last byte, or open where it has no end")
    func range() async throws {
        let server = try RawServer { _, peer in try peer.answer(206, "") }
        _ = try await transport.send(TransportRequest(.get, server.url, range: 5..<10))
        _ = try await transport.send(TransportRequest(.get, server.url, range: 5..<Int64.max))
        #expect(server.requests.map { $0.header("Range") } == ["bytes=5-9", "bytes=5-"])
        await #expect(throws: TransportError.self) { try await transport.send(TransportRequest(.get, server.url, range: 5..<5)) }
    }

    @Test("connections are kept and used again")
    func keepAlive() async throws {
        let server = try RawServer { _, peer in try peer.answer(200, "x") }
        for _ in 0..<10 { _ = try await transport.send(TransportRequest(.get, server.url)).body.collect(upTo: 10) }
        #expect(server.connectionCount == 1)
    }

    @Test("a body nobody reads, if short, does not cost its connection")
    func unread() async throws {
        let server = try RawServer { _, peer in try peer.answer(503, String(repeating: "x", count: 10_000)) }
        for _ in 0..<5 {
            #expect(try await transport.send(TransportRequest(.get, server.url)).head.status == .serviceUnavailable)
            try await eventually { transport.engine.activeCount == 0 }
        }
        #expect(server.connectionCount == 1)
    }

    @Test("200 requests, 32 at a time, all get their own answer over at most 32 connections")
    func parallel() async throws {
        let server = try RawServer { request, peer in try peer.answer(200, "answer to \(request.target)") }
        let answers = try await withThrowingTaskGroup(of: (Int, [UInt8]).self) { group in
            var all: [Int: [UInt8]] = [:]
            for number in 0..<200 {
                if number >= 32, let (done, bytes) = try await group.next() { all[done] = bytes }
                group.addTask { [transport] in
                    let response = try await transport.send(TransportRequest(.get, server.url.appending("/\(number)")))
                    return (number, try await response.body.collect(upTo: 100))
                }
            }
            for try await (done, bytes) in group { all[done] = bytes }
            return all
        }
        #expect(answers.count == 200)
        for (number, bytes) in answers { #expect(bytes == Array("answer to /\(number)".utf8)) }
        #expect(server.connectionCount <= 32)
        #expect(transport.engine.activeCount == 0)
    }
}
