/// Gives out what a schedule allows, a part of a file at a time: over any second or two no more than the limit is asked for.
///
/// Rates are kept by a clock that nobody sets; only the choice of the window goes by the time of day.
actor BandwidthMeter {
    private let schedule: TransferSchedule
    /// Minute of the local day.
    private let minute: @Sendable () -> Int
    private let pause: @Sendable (Duration) async throws -> Void
    private let now: @Sendable () -> ContinuousClock.Instant
    /// When everything that was given out is paid for.
    private var due: ContinuousClock.Instant

    init(
        _ schedule: TransferSchedule, minute: @escaping @Sendable () -> Int,
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now },
        pause: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) }
    ) {
        self.schedule = schedule
        self.minute = minute
        self.now = now
        self.pause = pause
        due = now()
    }

    /// Bytes that are to be asked for at once: a quarter of a second's, within 1 MiB and `most`.
    nonisolated func portion(most: Int64) -> Int64 {
        guard !schedule.isFree, case .limited(let rate) = schedule.allowance(at: minute()) else { return most }
        return min(most, max(1 << 20, rate / 4))
    }

    /// Waits until `count` more bytes may be asked for. Throws when the task is cancelled, and `Closed` where they never may.
    func take(_ count: Int64) async throws {
        if schedule.isFree { return }
        while true {
            switch schedule.allowance(at: minute()) {
            case .unlimited: return
            case .closed:
                guard schedule.wait(from: minute()) != nil else { throw Closed() }
                // Looked at again each half minute: clocks get set.
                try await pause(.seconds(30))
            case .limited(let rate):
                let start = max(due, now())
                due = start + .seconds(Double(count) / Double(max(1, rate)))
                let wait = start - now()
                if wait > .zero { try await pause(wait) }
                return
            }
        }
    }

    /// The schedule allows nothing at any time of the day.
    struct Closed: Error, CustomStringConvertible {
        var description: String { "the configured transfer windows are closed all day" }
    }
}
