import Foundation

/// Shows one job's progress on standard error: a bar that redraws itself on a terminal, a line now and then elsewhere.
final class ProgressDisplay: @unchecked Sendable {  // Safety: `state` is only touched under `lock`.
    private let lock = NSLock()
    private var state: ProgressState
    private let console: Console
    private let start = ContinuousClock.now

    init(_ state: ProgressState, on console: Console) {
        self.state = state
        self.console = console
    }

    /// Cheap; callable from any thread at any rate.
    func update(_ change: (inout ProgressState) -> Void) {
        lock.withLock { change(&state) }
    }

    /// Draws while `body` runs, and once more when it has ended.
    func during<Result: Sendable>(_ body: () async throws -> Result) async rethrows -> Result {
        guard !console.isQuiet else { return try await body() }
        let drawing = Task { await self.draw() }
        defer { drawing.cancel() }
        do {
            let result = try await body()
            await end(drawing)
            return result
        } catch {
            await end(drawing)
            throw error
        }
    }

    private func end(_ drawing: Task<Void, Never>) async {
        drawing.cancel()
        await drawing.value
    }

    private func draw() async {
        var line = ProgressLine()
        var lastPlain = 0.0
        while !Task.isCancelled {
            try? await Task.sleep(for: .milliseconds(console.isTerminal ? 100 : 1_000))
            let seconds = (ContinuousClock.now - start) / .seconds(1)
            let current = lock.withLock { state }
            line.observe(current, seconds: seconds)
            if console.isTerminal {
                Console.write("\r\u{1B}[2K" + line.text(current, width: Self.terminalWidth()), to: STDERR_FILENO)
            } else if seconds - lastPlain >= 10 {
                lastPlain = seconds
                console.note(line.text(current, width: 200))
            }
        }
        if console.isTerminal { Console.write("\r\u{1B}[2K", to: STDERR_FILENO) }
    }

    private static func terminalWidth() -> Int {
        var size = winsize()
        guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 100 }
        return Int(size.ws_col)
    }
}
