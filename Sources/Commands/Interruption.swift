import UnixSignals

/// Turns SIGINT and SIGTERM into cancellation, so that whatever runs can leave a state that the next run goes on from.
enum Interruption {
    static func cancellingOnSignal(_ body: @escaping @Sendable () async -> ExitStatus) async -> ExitStatus {
        await withTaskGroup(of: ExitStatus?.self) { group in
            let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
            group.addTask { await body() }
            group.addTask {
                for await _ in signals { return nil }
                return nil
            }
            var status = ExitStatus.done
            for await finished in group {
                group.cancelAll()
                if let finished { status = finished }
            }
            return status
        }
    }
}
