/// So many at a time, so many waiting, in order of arrival; whoever comes when both are full is turned away.
actor FillLine {
    private let most: Int
    private let mostWaiting: Int
    private var running = 0
    private var waiting: [(number: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    private var numbers = 0

    init(most: Int, waiting: Int) {
        self.most = max(1, most)
        mostWaiting = max(0, waiting)
    }

    /// Runs `body` when it is its turn. Throws without having run it where the line is full or the task is cancelled.
    nonisolated func with<Value: Sendable>(_ body: @Sendable () async -> Value) async throws(FillError) -> Value {
        try await enter()
        let value = await body()
        await leave()
        return value
    }

    private func enter() async throws(FillError) {
        if running < most {
            running += 1
            return
        }
        guard waiting.count < mostWaiting else {
            throw .unavailable("too much is being fetched for others at this moment", retryAfter: 15)
        }
        numbers += 1
        let number = numbers
        let isMyTurn = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                if Task.isCancelled { continuation.resume(returning: false) } else { waiting.append((number, continuation)) }
            }
        } onCancel: {
            Task { await self.giveUp(number) }
        }
        guard isMyTurn else { throw .unavailable("nobody waits for it any more", retryAfter: 1) }
    }

    private func giveUp(_ number: Int) {
        guard let index = waiting.firstIndex(where: { $0.number == number }) else { return }
        waiting.remove(at: index).continuation.resume(returning: false)
    }

    private func leave() {
        if waiting.isEmpty { running -= 1 } else { waiting.removeFirst().continuation.resume(returning: true) }
    }
}
