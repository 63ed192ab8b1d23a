import Foundation
public import Transport
public import Vocabulary

/// Time that passes only by sleeping, at once; and chance that is always the same.
public final class FakePacing: @unchecked Sendable {  // Safety: all fields are only touched with `lock` held.
    private let lock = NSLock()
    private let start = ContinuousClock.now
    private let date: Timestamp
    private let chance: Double
    private var passed = Duration.zero
    private var waits: [Duration] = []

    /// Starts at `date`.
    public init(date: Timestamp = Timestamp(milliseconds: 1_700_000_000_000), chance: Double = 0) {
        self.date = date
        self.chance = chance
    }

    /// Every sleep so far.
    public var sleeps: [Duration] { lock.withLock { waits } }

    /// To be handed in.
    public var pacing: Pacing {
        Pacing(
            now: { [self] in lock.withLock { start + passed } },
            date: { [self] in
                lock.withLock { Timestamp(milliseconds: date.milliseconds + Int64(passed / .milliseconds(1))) }
            },
            sleep: { [self] duration in
                try Task.checkCancellation()
                lock.withLock {
                    waits.append(duration)
                    passed += duration
                }
            },
            chance: { [chance] in chance })
    }
}
