internal import Dispatch

/// So many scans at a time, each on a thread that may compute for long: unpacking and parsing must not stop what transfers bytes.
actor ScanLanes {
    private var free: Int
    private var waiting: [CheckedContinuation<Void, Never>] = []
    private nonisolated let threads = ScanThreads()

    init(count: Int) { free = max(1, count) }

    /// Runs `body` when its turn has come.
    nonisolated func run<Value: Sendable>(_ body: sending () async -> Value) async -> Value {
        await take()
        let value = await withTaskExecutorPreference(threads) { await body() }
        await give()
        return value
    }

    private func take() async {
        if free > 0 { free -= 1 } else { await withCheckedContinuation { waiting.append($0) } }
    }

    private func give() {
        if waiting.isEmpty { free += 1 } else { waiting.removeFirst().resume() }
    }
}

/// Threads beside those that Swift's tasks share.
private final class ScanThreads: TaskExecutor {
    private let queue = DispatchQueue(label: "weighbridge.scans", attributes: .concurrent)

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
