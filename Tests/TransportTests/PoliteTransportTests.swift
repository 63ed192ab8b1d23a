import HTTPTypes
import TestSupport
import Testing
import Vocabulary

@testable import Transport

@Suite struct PoliteTransportTests {
    private static let hub = url("https://hub.test/api")
    private static let cdn = url("https://cdn.test/x")
    private let clock = FakePacing()

    @Test("no more requests at a time than politeness allows, for each origin on its own")
    func concurrency() async throws {
        let now = Locked([WebURL.Origin: (now: Int, most: Int)]())
        let base = ScriptedTransport { request, _ in
            now.with { counts in
                let count = counts[request.url.origin] ?? (0, 0)
                counts[request.url.origin] = (count.now + 1, max(count.most, count.now + 1))
            }
            for _ in 0..<20 { await Task.yield() }
            now.with { counts in counts[request.url.origin]?.now -= 1 }
            return answer(request, 200)
        }
        let polite = PoliteTransport(base, politeness: Politeness(concurrency: 3), perOrigin: [Self.cdn.origin: Politeness(concurrency: 5)])
        try await withThrowingTaskGroup(of: Void.self) { group in
            for number in 0..<200 {
                group.addTask { _ = try await polite.send(TransportRequest(.get, number.isMultiple(of: 2) ? Self.hub : Self.cdn)) }
            }
            try await group.waitForAll()
        }
        #expect(base.requests.count == 200)
        #expect(now.with { $0[Self.hub.origin]?.most } == 3)
        #expect(now.with { $0[Self.cdn.origin]?.most } == 5)
    }

    @Test("requests keep their distance once the burst is used up")
    func rate() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 200) }
        let polite = PoliteTransport(base, politeness: Politeness(interval: .seconds(2), burst: 3), pacing: clock.pacing)
        for _ in 0..<5 { _ = try await polite.send(TransportRequest(.get, Self.hub)) }
        #expect(clock.sleeps == [.seconds(2), .seconds(2)])
        _ = try await polite.send(TransportRequest(.get, Self.cdn))
        #expect(clock.sleeps.count == 2, "another origin has its own measure")
    }

    @Test("a used-up window holds its origin, and no other")
    func window() async throws {
        let base = ScriptedTransport { request, number in answer(request, 200, number == 0 ? ["RateLimit": "\"api\";r=0;t=55"] : [:]) }
        let polite = PoliteTransport(base, politeness: Politeness(), pacing: clock.pacing)
        _ = try await polite.send(TransportRequest(.get, Self.hub))
        _ = try await polite.send(TransportRequest(.get, Self.cdn))
        #expect(clock.sleeps == [])
        _ = try await polite.send(TransportRequest(.get, Self.hub))
        _ = try await polite.send(TransportRequest(.get, Self.hub))
        #expect(clock.sleeps == [.seconds(55)])
    }

    @Test("the Retry-After of a 429 holds all, that of a 503 only its own request")
    func retryAfter() async throws {
        let base = ScriptedTransport { request, number in answer(request, number == 0 ? 503 : 429, ["Retry-After": "10"]) }
        let polite = PoliteTransport(base, politeness: Politeness(), pacing: clock.pacing)
        for _ in 0..<3 { _ = try await polite.send(TransportRequest(.get, Self.hub)) }
        #expect(clock.sleeps == [.seconds(10)])
    }

    @Test("no answer holds an origin for hours")
    func longestHold() async throws {
        let base = ScriptedTransport { request, _ in answer(request, 200, ["RateLimit": "\"api\";r=0;t=86400"]) }
        let polite = PoliteTransport(base, politeness: Politeness(), pacing: clock.pacing)
        for _ in 0..<2 { _ = try await polite.send(TransportRequest(.get, Self.hub)) }
        #expect(clock.sleeps == [HostLimiter.longestHold])
    }

    @Test("who is cancelled while waiting takes no place, and failures give theirs back")
    func cancelled() async throws {
        let gate = Promise<Void>()
        let base = ScriptedTransport { (request, number) throws(TransportError) in
            if number == 0 { await gate.value() }
            if number == 1 { throw TransportError(.connectionLost, url: request.url, detail: "") }
            return answer(request, 200)
        }
        let polite = PoliteTransport(base, politeness: Politeness(concurrency: 1))
        let first = Task { try await polite.send(TransportRequest(.get, Self.hub)) }
        try await eventually { base.requests.count == 1 }
        let second = Task { await failure { try await polite.send(TransportRequest(.get, Self.hub)) } }
        second.cancel()
        #expect(await second.value?.cause == .cancelled)
        gate.keep(())
        _ = try await first.value
        let third = await failure { try await polite.send(TransportRequest(.get, Self.hub)) }
        #expect(third?.cause == .connectionLost)
        #expect(try await polite.send(TransportRequest(.get, Self.hub)).head.status == .ok)
    }

    @Test("a download keeps its place until its end")
    func download() async throws {
        let gate = Promise<Void>()
        let base = ScriptedTransport { request, number in
            guard number == 0 else { return answer(request, 200) }
            return TransportResponse(
                head: answer(request, 200).head,
                body: ByteStream {
                    await gate.value(); return nil
                })
        }
        let polite = PoliteTransport(base, politeness: Politeness(concurrency: 1))
        let first = Task { try await polite.download(TransportRequest(.get, Self.hub), into: CollectingSink()) }
        try await eventually { base.requests.count == 1 }
        let second = Task { try await polite.send(TransportRequest(.get, Self.hub)) }
        for _ in 0..<100 { await Task.yield() }
        #expect(base.requests.count == 1)
        gate.keep(())
        _ = try await first.value
        _ = try await second.value
    }
}
