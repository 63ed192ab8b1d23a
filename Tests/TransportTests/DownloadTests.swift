import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct DownloadTests {
    private let transport = makeTransport()

    @Test("a range goes into its sink, head first")
    func range() async throws {
        let server = try RawServer { _, peer in try peer.answer(206, headers: ["Content-Range: bytes 0-4/9"], "hello") }
        let sink = CollectingSink()
        let head = try await transport.download(TransportRequest(.get, server.url, range: 0..<5), into: sink)
        #expect(head.status == .partialContent)
        #expect(sink.heads.map { $0.headers[.contentRange] } == ["bytes 0-4/9"])
        #expect(sink.bytes == Array("hello".utf8))
    }

    @Test("other answers never reach the sink, and a long error page is cut off", arguments: [10, 10_000_000])
    func otherStatus(length: Int) async throws {
        let server = try RawServer { _, peer in try peer.answer(404, String(repeating: "x", count: length)) }
        let sink = CollectingSink()
        let head = try await transport.download(TransportRequest(.get, server.url), into: sink)
        #expect(head.status == .notFound)
        #expect(sink.heads.isEmpty && sink.bytes.isEmpty)
        #expect(transport.engine.activeCount == 0)
    }

    @Test("a sink that refuses ends the transfer, and its words are told")
    func refusing() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\n\r\n")
            while true { try peer.send(String(repeating: "x", count: 10_000)) }
        }
        let sink = CollectingSink(limit: 100_000)
        let error = await failure { try await transport.download(TransportRequest(.get, server.url), into: sink) }
        #expect(error?.cause == .sink)
        #expect(error?.detail == "the sink refuses")
        #expect(error?.underlying is CollectingSink.Refusal)
        #expect(sink.bytes.count <= 100_000)
        try await eventually { server.openCount == 0 }
    }

    @Test("what came before the connection broke is in the sink")
    func lost() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
            peer.close()
        }
        let sink = CollectingSink()
        let error = await failure { try await transport.download(TransportRequest(.get, server.url), into: sink) }
        #expect(error?.cause == .connectionLost)
        #expect(sink.bytes == Array("12345".utf8))
    }

    @Test("ranges of one file go over connections of their own, at the same time")
    func parallel() async throws {
        let together = Locked(0)
        let server = try RawServer { request, peer in
            together.with { $0 += 1 }
            // Each answers only when all are there.
            for _ in 0..<2_000 where together.with({ $0 }) < 8 { usleep(1_000) }
            try peer.answer(206, request.header("Range") ?? "")
        }
        let bodies = try await withThrowingTaskGroup(of: String.self) { group in
            for part in Int64(0)..<8 {
                group.addTask { [transport] in
                    let sink = CollectingSink()
                    _ = try await transport.download(TransportRequest(.get, server.url, range: part * 10..<part * 10 + 10), into: sink)
                    return String(decoding: sink.bytes, as: UTF8.self)
                }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(bodies == Set((0..<8).map { "bytes=\($0 * 10)-\($0 * 10 + 9)" }))
        #expect(server.connectionCount == 8)
        #expect(together.with { $0 } == 8)
    }
}
