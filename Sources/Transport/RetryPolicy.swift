import HTTPTypes
import Vocabulary

/// When to ask again, and how long to wait before. Decides; does not act.
public struct RetryPolicy: Sendable, Hashable {
    /// Attempts after the first.
    public var retries: Int
    /// The longest back-off before the first retry; it doubles with each.
    public var firstBackoff: Duration
    /// What the back-off never exceeds.
    public var longestBackoff: Duration
    /// The longest wait a server may ask for; the Hub's window is 300 s. One that asks for more gets its answer handed over instead.
    public var longestWait: Duration

    public init(
        retries: Int = 5, firstBackoff: Duration = .milliseconds(500), longestBackoff: Duration = .seconds(8),
        longestWait: Duration = .seconds(330)
    ) {
        self.retries = retries
        self.firstBackoff = firstBackoff
        self.longestBackoff = longestBackoff
        self.longestWait = longestWait
    }

    /// The first answer or failure counts.
    public static var never: RetryPolicy { RetryPolicy(retries: 0) }

    /// What an attempt came to.
    enum Outcome {
        case answered(TransportResponse.Head)
        case failed(TransportError.Cause)
    }

    /// How long to wait before the `retry`th retry (from 1) after `outcome`; nil: it stands. `chance` is at least 0 and less than 1.
    func wait(before retry: Int, after outcome: Outcome, now: Timestamp, chance: Double) -> Duration? {
        guard retry <= retries else { return nil }
        switch outcome {
        case .failed(let cause):
            return Self.heals(cause) ? backoff(retry, chance) : nil
        case .answered(let head):
            guard Self.retriedStatuses.contains(head.status.code) else { return nil }
            let window = head.status == .tooManyRequests ? RateLimit.pause(in: head.headers) : nil
            let asked = [window, RateLimit.retryAfter(in: head.headers, now: now)].compactMap { $0 }.max()
            guard let asked else { return backoff(retry, chance) }
            // Up to a second more, so that all who were told the same moment don't come back in it.
            return asked <= longestWait ? asked + .seconds(1) * chance : nil
        }
    }

    /// The statuses that the Python client retries too.
    private static let retriedStatuses: Set<Int> = [408, 429, 500, 502, 503, 504]

    private static func heals(_ cause: TransportError.Cause) -> Bool {
        switch cause {
        case .unreachable, .connectionLost, .stalled: true
        case .badRedirect, .malformed, .untrusted, .cancelled, .sink: false
        }
    }

    /// Exponential with full jitter (M. Brooker, "Exponential Backoff And Jitter"): anything from nothing to the bound.
    private func backoff(_ retry: Int, _ chance: Double) -> Duration {
        let doublings = min(retry - 1, 30)
        return min(firstBackoff * (1 << doublings), longestBackoff) * chance
    }
}
