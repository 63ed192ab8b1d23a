import Testing

@testable import Transport

@Suite struct StallWatchTests {
    private let start = ContinuousClock.now
    private let patience = StallWatch.Patience(silence: .seconds(10), slowestRate: 100)

    /// Whether any second of `seconds` is judged a stall, with `bytes` arriving in each.
    private func isStalled(_ watch: inout StallWatch, seconds: ClosedRange<Int>, bytes: Int) -> Bool {
        for second in seconds {
            watch.note(bytes)
            if watch.isStalled(at: start + .seconds(second), patience: patience) { return true }
        }
        return false
    }

    @Test("silence is a stall once it has lasted the time-out, not before")
    func silence() {
        var watch = StallWatch()
        #expect(!isStalled(&watch, seconds: 0...9, bytes: 0))
        #expect(isStalled(&watch, seconds: 10...10, bytes: 0))
    }

    @Test("a slow head is none; a body under the slowest rate is, one over it is not")
    func rate() {
        var head = StallWatch()
        #expect(!isStalled(&head, seconds: 0...100, bytes: 1))
        var fast = StallWatch()
        fast.beginBody()
        #expect(!isStalled(&fast, seconds: 0...100, bytes: 101))
        var slow = StallWatch()
        slow.beginBody()
        #expect(isStalled(&slow, seconds: 0...11, bytes: 99))
    }

    @Test("held back by its reader it never stalls, and starts afresh when it goes on")
    func paused() {
        var watch = StallWatch()
        watch.beginBody()
        #expect(!isStalled(&watch, seconds: 0...5, bytes: 1_000))
        watch.pause()
        #expect(!isStalled(&watch, seconds: 6...1_000, bytes: 0))
        watch.resume()
        #expect(!isStalled(&watch, seconds: 1_001...1_010, bytes: 0))
        #expect(isStalled(&watch, seconds: 1_011...1_011, bytes: 0))
    }

    @Test("past its deadline it is over, whatever arrives")
    func deadline() {
        var watch = StallWatch()
        watch.deadline = start + .seconds(3)
        #expect(!isStalled(&watch, seconds: 0...2, bytes: 1_000))
        #expect(isStalled(&watch, seconds: 3...3, bytes: 1_000))
    }
}
