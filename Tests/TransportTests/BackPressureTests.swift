import Foundation
import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct BackPressureTests {
    /// Sends a body without end and counts what the network took.
    private final class EndlessServer: Sendable {
        let sent = Locked(0)
        let server: RawServer

        init(head: String = "", piece: [UInt8] = Array(repeating: 7, count: 65_536)) throws {
            server = try RawServer { [sent] _, peer in
                try peer.send("HTTP/1.1 200 OK\r\n\(head)Connection: close\r\n\r\n")
                while true {
                    try peer.send(piece)
                    sent.with { $0 += piece.count }
                }
            }
        }

        /// Waits until no more is taken.
        func settled() async throws -> Int {
            var last = -1
            var same = 0
            while same < 20 {
                try await Task.sleep(for: .milliseconds(10))
                let now = sent.with { $0 }
                same = now == last ? same + 1 : 0
                last = now
            }
            return last
        }
    }

    /// Ours, one read of libcurl's, and what two kernels' socket buffers grow to at full speed (some 40 MiB, measured): far more
    /// than we hold, far less than all.
    private static let mostUnderway = 96 << 20

    @Test("a body nobody reads stops the server, and reading sets it going again")
    func endless() async throws {
        let endless = try EndlessServer()
        let transport = makeTransport()
        let response = try await transport.send(TransportRequest(.get, endless.server.url, headers: [.acceptEncoding: "identity"]))
        let unread = try await endless.settled()
        #expect(unread < Self.mostUnderway)
        #expect(transport.engine.activeCount == 1)

        var read = 0
        for try await chunk in response.body {
            #expect(chunk.count <= BodyPipe.capacity)
            read += chunk.count
            if read > 64 << 20 { break }
        }
        #expect(try await endless.settled() < read + Self.mostUnderway)
    }

    @Test("dropping the stream ends the transfer")
    func dropped() async throws {
        let endless = try EndlessServer()
        let transport = makeTransport()
        var response: TransportResponse? = try await transport.send(TransportRequest(.get, endless.server.url))
        #expect(response?.head.status == .ok)
        response = nil
        try await eventually { transport.engine.activeCount == 0 && endless.server.openCount == 0 }
    }

    @Test("dropping the stream of a server that has gone quiet ends the transfer before it stalls")
    func droppedQuiet() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n12345")
            peer.stall()
        }
        let transport = makeTransport(stallTimeout: .seconds(600))
        #expect(try await transport.send(TransportRequest(.get, server.url)).head.status == .ok)
        try await eventually { transport.engine.activeCount == 0 && server.openCount == 0 }
    }

    @Test("the pipe asks for a pause rather than take more than its capacity")
    func pipe() async throws {
        let pipe = BodyPipe(url: url("http://x/"))
        let bytes = [UInt8](repeating: 1, count: 16_384)
        var taken = 0
        while case .more = bytes.withUnsafeBytes({ pipe.receive($0) }) { taken += bytes.count }
        #expect(taken == BodyPipe.capacity)
        #expect(pipe.buffered == taken)
        var hasResumed = false
        #expect(try await pipe.next { hasResumed = true }.get()?.count == taken)
        #expect(hasResumed)
        #expect(pipe.buffered == 0)
    }

    @Test("compressed answers come inflated", arguments: ["gzip", "br"])
    func inflates(coding: String) async throws {
        let hello: [UInt8] =
            coding == "br"
            ? [0x0B, 0x02, 0x80] + Array("hello".utf8) + [0x03]
            : [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x07, 0, 0x86, 0xA6, 0x10, 0x36, 5, 0, 0, 0]
        let server = try RawServer { request, peer in
            try peer.send("HTTP/1.1 200 OK\r\nContent-Encoding: \(coding)\r\nContent-Length: \(hello.count)\r\n\r\n")
            try peer.send(hello)
        }
        let transport = makeTransport()
        let response = try await transport.send(TransportRequest(.get, server.url))
        #expect(try await response.body.collect(upTo: 5) == Array("hello".utf8))
        #expect(server.requests.first?.header("Accept-Encoding") == "gzip, br")

        let sink = CollectingSink()
        _ = try await transport.download(TransportRequest(.get, server.url), into: sink)
        #expect(sink.bytes == hello, "weights are never inflated: their hash is of what was sent")
        #expect(server.requests.last?.header("Accept-Encoding") == "identity")
    }

    @Test("a bomb gets no further than its reader's bound")
    func bomb() async throws {
        let bomb = try Self.gzipBomb()
        let transport = makeTransport()
        let body = try await transport.send(TransportRequest(.get, bomb.url)).body
        await #expect(throws: ByteStream.TooLarge.self) { try await body.collect(upTo: 50 << 20) }
    }

    /// Measures this process's memory, which other tests share: `scripts/test` runs it in a process of its own.
    @Test(
        "four bombs that nobody reads take less than 20 MiB each",
        .enabled(if: ProcessInfo.processInfo.environment["WEIGHBRIDGE_ALONE"] != nil, "measures memory; runs alone"))
    func unreadBombs() async throws {
        let bomb = try Self.gzipBomb()
        let transport = makeTransport()
        let before = residentBytes()
        let unread = try await withThrowingTaskGroup(of: TransportResponse.self) { group in
            for _ in 0..<4 { group.addTask { try await transport.send(TransportRequest(.get, bomb.url)) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        try await Task.sleep(for: .milliseconds(200))
        #expect(residentBytes() - before < 4 * (20 << 20))
        #expect(unread.count == 4)
    }

    private static func gzipBomb() throws -> RawServer {
        // One fixed-code block (RFC 1951 section 3.2.6): a zero, then for ever "258 bytes, one back"; 8 of those are 13 bytes.
        var bits = BitWriter()
        bits.append(0b011, 3)
        bits.append(reversing: 0b0011_0000, 8)
        while bits.count % 8 != 0 || bits.count < 104 {
            bits.append(reversing: 0b1100_0101, 8)
            bits.append(0, 5)
        }
        let start = bits.bytes
        var more = BitWriter()
        for _ in 0..<8 {
            more.append(reversing: 0b1100_0101, 8)
            more.append(0, 5)
        }
        let piece = Array(repeatElement(more.bytes, count: 5_000).joined())
        let head = "Content-Encoding: gzip\r\n"
        let gzip: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3]
        return try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\n\(head)Connection: close\r\n\r\n")
            try peer.send(gzip + start)
            while true { try peer.send(piece) }
        }
    }
}

/// Bits in the order RFC 1951 packs them.
private struct BitWriter {
    private(set) var bytes: [UInt8] = []
    private(set) var count = 0

    mutating func append(_ value: Int, _ width: Int) {
        for bit in 0..<width {
            if count % 8 == 0 { bytes.append(0) }
            bytes[bytes.count - 1] |= UInt8((value >> bit) & 1) << UInt8(count % 8)
            count += 1
        }
    }

    /// Huffman codes go in with their first bit first.
    mutating func append(reversing value: Int, _ width: Int) {
        for bit in stride(from: width - 1, through: 0, by: -1) { append((value >> bit) & 1, 1) }
    }
}
