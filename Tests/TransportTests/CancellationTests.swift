import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct CancellationTests {
    private let transport = makeTransport()

    @Test(
        "cancelling a task that waits for a head, a body or a download frees its handle", arguments: ["", "HTTP/1.1 200 OK\r\n\r\nsome"],
        [true, false])
    func waiting(bytes: String, isDownload: Bool) async throws {
        let server = try RawServer { _, peer in
            try peer.send(bytes)
            peer.stall()
        }
        let task = Task { [transport] in
            await failure {
                if isDownload {
                    _ = try await transport.download(TransportRequest(.get, server.url), into: CollectingSink())
                } else {
                    _ = try await transport.send(TransportRequest(.get, server.url)).body.collect(upTo: 100)
                }
            }
        }
        try await eventually { server.requests.count == 1 && transport.engine.activeCount == 1 }
        task.cancel()
        #expect(await task.value?.cause == .cancelled)
        try await eventually { transport.engine.activeCount == 0 && server.openCount == 0 }
    }

    @Test("a task that is cancelled before it asks gets no answer")
    func before() async throws {
        let server = try RawServer { _, peer in try peer.answer(200) }
        let gate = Promise<Void>()
        let task = Task { [transport] in
            await gate.value()
            return await failure { try await transport.send(TransportRequest(.get, server.url)) }
        }
        task.cancel()
        gate.keep(())
        #expect(await task.value?.cause == .cancelled)
        try await eventually { transport.engine.activeCount == 0 }
    }

    @Test("100 transfers cancelled at any moment leave nothing behind")
    func many() async throws {
        let server = try RawServer { _, peer in
            try peer.send("HTTP/1.1 200 OK\r\n\r\n")
            while true { try peer.send(String(repeating: "x", count: 1_000)) }
        }
        await withTaskGroup(of: Void.self) { group in
            for number in 0..<100 {
                group.addTask { [transport] in
                    let task = Task { _ = try await transport.send(TransportRequest(.get, server.url)).body.collect(upTo: .max) }
                    for _ in 0..<number { await Task.yield() }
                    task.cancel()
                    _ = await task.result
                }
            }
        }
        try await eventually { transport.engine.activeCount == 0 && server.openCount == 0 }
    }

    @Test("the engine's thread ends with the last transport and the last body")
    func end() async throws {
        let server = try RawServer { _, peer in try peer.answer(200, "hello") }
        var transport: CurlTransport? = makeTransport()
        let thread = Weak(transport?.engine.thread)
        var body = try await transport?.send(TransportRequest(.get, server.url)).body
        transport = nil
        #expect(thread.isThere)
        #expect(try await body?.collect(upTo: 10) == Array("hello".utf8))
        body = nil
        try await eventually { !thread.isThere }
        try await eventually { server.openCount == 0 }
    }
}

private struct Weak {
    private weak var object: (any AnyObject)?
    init(_ object: (any AnyObject)?) { self.object = object }
    var isThere: Bool { object != nil }
}
