internal import Vocabulary

/// Lets one at a time fetch the same content: who comes second waits, and finds it held.
actor ContentDesk {
    private var busy: Set<ContentID> = []
    private var waiting: [ContentID: [CheckedContinuation<Void, Never>]] = [:]

    /// Runs `body` while nobody else does for the same content.
    nonisolated func with<Value: Sendable>(_ content: ContentID, _ body: () async throws -> Value) async throws -> Value {
        await enter(content)
        do {
            let value = try await body()
            await leave(content)
            return value
        } catch {
            await leave(content)
            throw error
        }
    }

    private func enter(_ content: ContentID) async {
        guard !busy.insert(content).inserted else { return }
        await withCheckedContinuation { waiting[content, default: []].append($0) }
    }

    private func leave(_ content: ContentID) {
        guard var queue = waiting[content], !queue.isEmpty else {
            waiting[content] = nil
            busy.remove(content)
            return
        }
        let next = queue.removeFirst()
        waiting[content] = queue
        next.resume()
    }
}
