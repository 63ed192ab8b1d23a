import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct RetryingTransportTests {
    private static let address = url("https://hub.test/api/models")
    private let clock = FakePacing(chance: 0.5)

    private func retrying(_ base: any HTTPTransport, _ policy: RetryPolicy = RetryPolicy()) -> RetryingTransport {
        RetryingTransport(base, policy: policy, pacing: clock.pacing)
    }

    @Test("what waiting heals is asked again, with a back-off that doubles up to its bound", arguments: [408, 429, 500, 502, 503, 504])
    func statuses(status: Int) async throws {
        let base = ScriptedTransport { request, number in answer(request, number < 5 ? status : 200) }
        let head = try await retrying(base).send(TransportRequest(.get, Self.address)).head
        #expect(head.status == .ok)
        #expect(clock.sleeps == [.milliseconds(250), .milliseconds(500), .seconds(1), .seconds(2), .seconds(4)])
    }

    @Test("what waiting does not heal is the answer at once", arguments: [200, 301, 400, 401, 403, 404, 416, 451, 501, 505])
    func others(status: Int) async throws {
        let base = ScriptedTransport { request, _ in answer(request, status) }
        #expect(try await retrying(base).send(TransportRequest(.get, Self.address)).head.status.code == status)
        #expect(base.requests.count == 1)
    }

    @Test("after the last retry the answer stands")
    func givesUp() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 503) }
        #expect(try await retrying(base, RetryPolicy(retries: 3)).send(TransportRequest(.get, Self.address)).head.status.code == 503)
        #expect(base.requests.count == 4)
    }

    @Test(
        "lost connections, stalls and nobody there are tried again",
        arguments: [TransportError.Cause.connectionLost, .stalled, .unreachable])
    func heals(cause: TransportError.Cause) async throws {
        let base = ScriptedTransport { (request, number) throws(TransportError) in
            if number < 2 { throw TransportError(cause, url: request.url, detail: "") }
            return answer(request, 200)
        }
        _ = try await retrying(base).send(TransportRequest(.get, Self.address))
        #expect(base.requests.count == 3)
    }

    @Test("other failures stand", arguments: [TransportError.Cause.untrusted, .malformed, .badRedirect, .cancelled, .sink])
    func stands(cause: TransportError.Cause) async throws {
        let base = ScriptedTransport { (request, _) throws(TransportError) in throw TransportError(cause, url: request.url, detail: "") }
        let error = await failure { try await retrying(base).send(TransportRequest(.get, Self.address)) }
        #expect(error?.cause == cause)
        #expect(base.requests.count == 1)
    }

    @Test("a POST is never sent twice")
    func post() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 503) }
        _ = try await retrying(base).send(TransportRequest(.post, Self.address, body: [1]))
        #expect(base.requests.count == 1)
    }

    @Test("Retry-After is obeyed, in seconds and as a date, with up to a second of jitter")
    func retryAfter() async throws {
        let date = Timestamp(milliseconds: 784_111_777_000)  // 1994-11-06T08:49:37Z
        let clock = FakePacing(date: date, chance: 0.5)
        let waits = ["7", "Sun, 06 Nov 1994 08:50:00 GMT", "Sun, 06 Nov 1994 08:00:00 GMT"]
        let base = ScriptedTransport { request, number in
            number < waits.count ? answer(request, 503, ["Retry-After": waits[number]]) : answer(request, 200)
        }
        _ = try await RetryingTransport(base, policy: RetryPolicy(), pacing: clock.pacing).send(TransportRequest(.get, Self.address))
        #expect(clock.sleeps == [.milliseconds(7_500), .milliseconds(16_000), .milliseconds(500)])
    }

    @Test("the Hub's window is waited for when it is used up")
    func rateLimit() async throws {
        let base = ScriptedTransport { request, number in
            switch number {
            case 0: answer(request, 429, ["RateLimit": "\"api\";r=0;t=55", "Retry-After": "1"])
            case 1: answer(request, 429, ["RateLimit": "\"api\";r=3;t=55"])
            default: answer(request, 200)
            }
        }
        _ = try await retrying(base).send(TransportRequest(.get, Self.address))
        #expect(clock.sleeps == [.milliseconds(55_500), .milliseconds(500)])
    }

    @Test(
        "who asks for more patience than we have gets no retry",
        arguments: ["331", "999999999999999999999", "Sun, 06 Nov 2994 08:49:37 GMT"])
    func tooLong(retryAfter: String) async throws {
        let base = ScriptedTransport { request, _ in answer(request, 429, ["Retry-After": retryAfter]) }
        #expect(try await retrying(base).send(TransportRequest(.get, Self.address)).head.status == .tooManyRequests)
        #expect(clock.sleeps == [])
    }

    @Test("a download is tried again until its first byte, and its sink hears of one attempt")
    func downloadBefore() async throws {
        let base = ScriptedTransport { (request, number) throws(TransportError) in
            switch number {
            case 0: throw TransportError(.connectionLost, url: request.url, detail: "")
            case 1: return TransportResponse(head: answer(request, 200).head, body: broken(after: [], request))
            case 2: return answer(request, 503)
            default: return answer(request, 200, body: "bytes")
            }
        }
        let sink = CollectingSink()
        _ = try await retrying(base).download(TransportRequest(.get, Self.address), into: sink)
        #expect(base.requests.count == 4)
        #expect(sink.heads.count == 1)
        #expect(sink.bytes == Array("bytes".utf8))
    }

    @Test("a download that fed its sink is not tried again: it would feed the same bytes twice")
    func downloadAfter() async throws {
        let base = ScriptedTransport { request, _ in
            TransportResponse(head: answer(request, 200).head, body: broken(after: [1, 2], request))
        }
        let sink = CollectingSink()
        let error = await failure { try await retrying(base).download(TransportRequest(.get, Self.address), into: sink) }
        #expect(error?.cause == .connectionLost)
        #expect(base.requests.count == 1)
        #expect(sink.bytes == [1, 2])
    }

    @Test("an empty body still begins")
    func emptyDownload() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 200) }
        let sink = CollectingSink()
        _ = try await retrying(base).download(TransportRequest(.get, Self.address), into: sink)
        #expect(sink.heads.count == 1)
    }

    @Test("a cancelled task stops waiting")
    func cancelled() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 503, ["Retry-After": "300"]) }
        let transport = RetryingTransport(base, policy: RetryPolicy())
        let task = Task { await failure { try await transport.send(TransportRequest(.get, Self.address)) } }
        try await eventually { base.requests.count == 1 }
        task.cancel()
        #expect(await task.value?.cause == .cancelled)
        #expect(base.requests.count == 1)
    }
}

/// Some bytes, and then the connection is lost.
private func broken(after bytes: [UInt8], _ request: TransportRequest) -> ByteStream {
    let first = Locked(Optional(bytes))
    return ByteStream {
        guard let chunk = first.with({ $0.take() }), !chunk.isEmpty else {
            throw TransportError(.connectionLost, url: request.url, detail: "")
        }
        return chunk
    }
}
