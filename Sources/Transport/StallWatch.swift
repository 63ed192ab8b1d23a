/// Tells a transfer that stands still, or drips, from one that its reader holds back. Fed without looking at a clock.
struct StallWatch {
    /// What is put up with.
    struct Patience: Sendable {
        /// How long nothing may arrive.
        let silence: Duration
        /// Bytes a second that a body must bring, on average over `silence`.
        let slowestRate: Int
    }

    /// Past this moment it is over, whatever arrives.
    var deadline: ContinuousClock.Instant?
    /// Its reader holds it back: silence is its own wish.
    private(set) var isPaused = false
    private var isBody = false
    private var arrived = 0
    /// Where `arrived` was when it last changed, and when that was found.
    private var last: (count: Int, since: ContinuousClock.Instant)?
    /// The same at the start of the time over which the rate is judged.
    private var window: (count: Int, since: ContinuousClock.Instant)?

    mutating func note(_ bytes: Int) { arrived &+= bytes }
    mutating func beginBody() { isBody = true }
    mutating func pause() { isPaused = true }

    mutating func resume() {
        isPaused = false
        last = nil
        window = nil
    }

    /// Whether it is over, as far as calls of this function at intervals shorter than the patience can tell.
    mutating func isStalled(at now: ContinuousClock.Instant, patience: Patience) -> Bool {
        if let deadline, now >= deadline { return true }
        guard !isPaused else { return false }
        if let last, last.count == arrived {
            if now - last.since >= patience.silence { return true }
        } else {
            last = (arrived, now)
        }
        guard isBody, let window else {
            if isBody { window = (arrived, now) }
            return false
        }
        guard now - window.since >= patience.silence else { return false }
        self.window = (arrived, now)
        return Double(arrived &- window.count) < Double(patience.slowestRate) * (patience.silence / .seconds(1))
    }
}
