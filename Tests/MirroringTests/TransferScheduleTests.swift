import Foundation
import Testing
import Vocabulary

@testable import Mirroring

@Suite struct TransferScheduleTests {
    private let office = TransferSchedule(
        otherwise: .unlimited,
        windows: [
            .init(from: 8 * 60, to: 18 * 60, allowance: .limited(4 << 20)), .init(from: 22 * 60, to: 6 * 60, allowance: .closed),
        ])

    @Test("a window holds from its first minute to before its last, over midnight too")
    func windows() {
        #expect(office.allowance(at: 8 * 60 - 1) == .unlimited)
        #expect(office.allowance(at: 8 * 60) == .limited(4 << 20))
        #expect(office.allowance(at: 18 * 60) == .unlimited)
        #expect(office.allowance(at: 23 * 60) == .closed)
        #expect(office.allowance(at: 5 * 60 + 59) == .closed)
        #expect(office.allowance(at: 6 * 60) == .unlimited)
        #expect(office.wait(from: 23 * 60) == 7 * 60)
        #expect(office.wait(from: 12 * 60) == 0)
        #expect(TransferSchedule(otherwise: .closed).wait(from: 0) == nil)
        #expect(!office.isFree && TransferSchedule().isFree)
    }

    @Test("over any while no more is given out than the limit allows, and nothing waits without one")
    func meter() async throws {
        let clock = FakeClock()
        let meter = BandwidthMeter(
            TransferSchedule(otherwise: .limited(1 << 20)), minute: { 0 }, now: { clock.now }, pause: { clock.advance($0) })
        let start = clock.now
        for _ in 0..<40 { try await meter.take(1 << 18) }
        // The first is free, each of the others waits for the one before it.
        let seconds = (clock.now - start) / .seconds(1)
        #expect(seconds > 9.7 && seconds < 9.8)
        #expect(meter.portion(most: 16 << 20) == 1 << 20)
        let free = BandwidthMeter(TransferSchedule(), minute: { 0 }, now: { clock.now }, pause: { clock.advance($0) })
        let before = clock.now
        try await free.take(1 << 40)
        #expect(clock.now == before && free.portion(most: 16 << 20) == 16 << 20)
    }

    @Test("a closed window is waited out, and one that is closed all day is an error")
    func closed() async throws {
        let clock = FakeClock()
        let start = clock.now
        let minute: @Sendable () -> Int = { (22 * 60 + Int((clock.now - start) / .seconds(60))) % 1_440 }
        let meter = BandwidthMeter(office, minute: minute, now: { clock.now }, pause: { clock.advance($0) })
        try await meter.take(1)
        #expect((clock.now - start) / .seconds(3_600) >= 8)
        let never = BandwidthMeter(TransferSchedule(otherwise: .closed), minute: { 0 }, now: { clock.now }, pause: { clock.advance($0) })
        await #expect(throws: BandwidthMeter.Closed.self) { try await never.take(1) }
    }
}

@Suite struct ConcurrencyPaceTests {
    @Test("it climbs while more connections bring more, and settles where they do not")
    func climbs() {
        var pace = ConcurrencyPace(most: 32)
        #expect(pace.limit == 8)
        // Each connection brings 10, up to 200 in all.
        var seen: [Int] = []
        for _ in 0..<60 {
            pace.observe(Double(min(200, pace.limit * 10)))
            seen.append(pace.limit)
        }
        #expect(seen.suffix(30).allSatisfy { (14...32).contains($0) }, "\(seen)")
    }

    @Test("it goes down where more connections bring less")
    func falls() {
        var pace = ConcurrencyPace(most: 32)
        for _ in 0..<60 { pace.observe(1_000 / Double(pace.limit)) }
        #expect(pace.limit <= 4)
    }

    @Test("a hub that says it is too much is asked half as much at once, and never less than one at a time")
    func retreats() {
        var pace = ConcurrencyPace(most: 32)
        pace.retreat()
        #expect(pace.limit == 4)
        for _ in 0..<10 { pace.retreat() }
        #expect(pace.limit == 1)
        var single = ConcurrencyPace(most: 1)
        for _ in 0..<20 { single.observe(Double.random(in: 1...100)) }
        #expect(single.limit == 1)
    }
}

@Suite struct ContentDeskTests {
    @Test("the same content is fetched by one at a time, other contents meanwhile")
    func alone() async throws {
        let desk = ContentDesk()
        let count = Counter()
        let content = try #require(ContentID(hex: String(repeating: "ab", count: 32)))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await desk.with(content) {
                        #expect(await count.enter() == 1)
                        await Task.yield()
                        await count.leave()
                    }
                }
            }
            try await group.waitForAll()
        }
        #expect(await count.entered == 20)
    }
}

private actor Counter {
    private var inside = 0
    private(set) var entered = 0

    func enter() -> Int {
        entered += 1
        inside += 1
        return inside
    }

    func leave() { inside -= 1 }
}

private final class FakeClock: @unchecked Sendable {  // Safety: `instant` is only touched under `lock`.
    private let lock = NSLock()
    private var instant = ContinuousClock.now

    var now: ContinuousClock.Instant { lock.withLock { instant } }

    func advance(_ duration: Duration) { lock.withLock { instant = instant.advanced(by: duration) } }
}
