/// How much we ask of one origin.
public struct Politeness: Sendable, Hashable {
    /// Requests at a time; at least 1.
    public var concurrency: Int
    /// Time between requests in the long run; zero: as fast as they come.
    public var interval: Duration
    /// How many may come at once before `interval` counts; at least 1.
    public var burst: Int

    public init(concurrency: Int = 16, interval: Duration = .zero, burst: Int = 1) {
        self.concurrency = max(1, concurrency)
        self.interval = max(.zero, interval)
        self.burst = max(1, burst)
    }
}

/// Lets requests through, per origin, no faster than politeness allows: a number at a time, in the order they came.
final class HostLimiter: Sendable {
    /// Held longer than this by one answer, an origin would look dead; the Hub's window is 300 s.
    static let longestHold = Duration.seconds(330)
    /// A redirecting hub can name any number of origins.
    private static let mostIdleLanes = 256

    private let standard: Politeness
    private let special: [WebURL.Origin: Politeness]
    private let pacing: Pacing
    private let lanes = Locked<[WebURL.Origin: Lane]>([:])

    private struct Lane {
        var inFlight = 0
        var waiting: [Promise<Bool>] = []
        /// When the next request would be on time (the generic cell rate algorithm).
        var due: ContinuousClock.Instant
        var heldUntil: ContinuousClock.Instant
    }

    init(standard: Politeness, special: [WebURL.Origin: Politeness] = [:], pacing: Pacing) {
        self.standard = standard
        self.special = special
        self.pacing = pacing
    }

    /// Waits for a turn; each must be followed by one `leave`, unless it throws.
    func enter(_ origin: WebURL.Origin) async throws(CancellationError) {
        guard await takePlace(origin) else { throw CancellationError() }
        let politeness = special[origin] ?? standard
        var wait = reserve(origin, politeness)
        while wait > .zero {
            do { try await pacing.sleep(wait) } catch {
                leave(origin)
                throw CancellationError()
            }
            wait = hold(of: origin)
        }
    }

    func leave(_ origin: WebURL.Origin) {
        lanes.with { lanes in
            guard var lane = lanes[origin] else { return }
            // One that gave up waiting does not take the place.
            while !lane.waiting.isEmpty {
                if lane.waiting.removeFirst().keep(true) {
                    lanes[origin] = lane
                    return
                }
            }
            lane.inFlight -= 1
            lanes[origin] = lane
        }
    }

    /// Nobody goes to `origin` for this long.
    func hold(_ origin: WebURL.Origin, for duration: Duration) {
        let until = pacing.now() + min(duration, Self.longestHold)
        lanes.with { lanes in
            guard let held = lanes[origin]?.heldUntil else { return }
            lanes[origin]?.heldUntil = max(held, until)
        }
    }

    private func takePlace(_ origin: WebURL.Origin) async -> Bool {
        let now = pacing.now()
        let limit = (special[origin] ?? standard).concurrency
        let turn: Promise<Bool>? = lanes.with { lanes in
            if lanes[origin] == nil, lanes.count >= Self.mostIdleLanes {
                lanes = lanes.filter { $0.value.inFlight > 0 || $0.value.heldUntil > now || $0.value.due > now }
            }
            var lane = lanes[origin] ?? Lane(due: now, heldUntil: now)
            defer { lanes[origin] = lane }
            if lane.inFlight < limit {
                lane.inFlight += 1
                return nil
            }
            let turn = Promise<Bool>()
            lane.waiting.append(turn)
            return turn
        }
        guard let turn else { return true }
        return await withTaskCancellationHandler {
            await turn.value()
        } onCancel: {
            turn.keep(false)
        }
    }

    /// Takes the next free moment; answers how far it is.
    private func reserve(_ origin: WebURL.Origin, _ politeness: Politeness) -> Duration {
        let now = pacing.now()
        return lanes.with { lanes in
            guard var lane = lanes[origin] else { return .zero }
            let due = max(lane.due, now)
            lane.due = due + politeness.interval
            lanes[origin] = lane
            return max(due - politeness.interval * (politeness.burst - 1) - now, lane.heldUntil - now)
        }
    }

    private func hold(of origin: WebURL.Origin) -> Duration {
        let now = pacing.now()
        return lanes.with { ($0[origin]?.heldUntil ?? now) - now }
    }
}
