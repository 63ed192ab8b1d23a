internal import Foundation

/// So many at a time: requests of a sync wait here for their turn, in order of arrival. How many that is follows what it brings.
actor Slots {
    /// A request counts for as much as this many bytes, so that thousands of small files look like work too.
    private static let requestWorth = 256 << 10
    private static let look = Duration.seconds(1)

    private var pace: ConcurrencyPace
    private var running = 0
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private nonisolated let received = WorkCounter()
    private var since = ContinuousClock.now
    /// Nobody waited since the last look: what was measured says nothing of the limit.
    private var wasIdle = false
    /// Files that are being fetched: they share the requests.
    private var files = 0
    private let mostFiles: Int
    private var waitingFiles: [CheckedContinuation<Void, Never>] = []

    init(most: Int) {
        pace = ConcurrencyPace(most: most)
        mostFiles = max(1, most)
    }

    /// How many requests may run at a time now.
    var limit: Int { pace.limit }

    /// Counts bytes; from any thread, at any rate.
    nonisolated func note(bytes: Int) { received.add(bytes) }

    /// The hub answered that it is too much, or connections break.
    func retreat() { pace.retreat() }

    /// Parts of one file that may be fetched at the same time, while as many files as now are under way: one each where there are
    /// many, so that bytes arrive in order and are hashed as they come.
    var lanes: Int { max(1, (pace.limit + files - 1) / max(1, files)) }

    /// Waits until fewer files are under way than requests may be: each has its space reserved and a thread that hashes.
    func beginFile() async {
        if files < mostFiles {
            files += 1
        } else {
            await withCheckedContinuation { waitingFiles.append($0) }
        }
    }

    func endFile() {
        if waitingFiles.isEmpty { files -= 1 } else { waitingFiles.removeFirst().resume() }
    }

    private func take() async {
        if running < pace.limit {
            running += 1
            wasIdle = wasIdle || running < pace.limit
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    private func give() {
        received.add(Self.requestWorth)
        adapt()
        running -= 1
        while running < pace.limit, !waiting.isEmpty {
            running += 1
            waiting.removeFirst().resume()
        }
    }

    private func adapt() {
        let elapsed = ContinuousClock.now - since
        guard elapsed >= Self.look else { return }
        let work = received.take()
        if !wasIdle { pace.observe(Double(work) / (elapsed / .seconds(1))) }
        wasIdle = waiting.isEmpty
        since = .now
    }

    /// Runs `body` in a slot.
    nonisolated func with<Value: Sendable>(_ body: () async throws -> Value) async throws -> Value {
        await take()
        do {
            let value = try await body()
            await give()
            return value
        } catch {
            await give()
            throw error
        }
    }

    /// Runs `body` in a slot and hands back what it threw.
    nonisolated func withFailure(_ body: () async throws -> Void) async -> (any Error)? {
        do {
            try await with(body)
            return nil
        } catch {
            return error
        }
    }
}

/// A sum that any thread adds to.
private final class WorkCounter: @unchecked Sendable {  // Safety: `sum` is only touched under `lock`.
    private let lock = NSLock()
    private var sum = 0

    func add(_ count: Int) { lock.withLock { sum += count } }

    func take() -> Int {
        lock.withLock {
            defer { sum = 0 }
            return sum
        }
    }
}
