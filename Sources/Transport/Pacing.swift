import Foundation
public import Vocabulary

/// Time and chance, handed in: what waits takes both from here, so that a test neither waits nor guesses.
public struct Pacing: Sendable {
    /// For measuring: never set back.
    public var now: @Sendable () -> ContinuousClock.Instant
    /// For dates in answers.
    public var date: @Sendable () -> Timestamp
    /// Throws when the task is cancelled.
    public var sleep: @Sendable (Duration) async throws -> Void
    /// At least 0, less than 1.
    public var chance: @Sendable () -> Double

    public init(
        now: @escaping @Sendable () -> ContinuousClock.Instant, date: @escaping @Sendable () -> Timestamp,
        sleep: @escaping @Sendable (Duration) async throws -> Void, chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.date = date
        self.sleep = sleep
        self.chance = chance
    }

    /// The real ones.
    public static var system: Pacing {
        Pacing(
            now: { ContinuousClock.now },
            date: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)) },
            sleep: { try await Task.sleep(for: $0) },
            chance: { Double.random(in: 0..<1) })
    }
}
