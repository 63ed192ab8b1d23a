import Vocabulary

/// How far a job is, at one moment.
struct ProgressState: Sendable, Equatable {
    enum Unit: Sendable { case bytes, models }

    var title: String
    var unit: Unit
    var done: Int64 = 0
    /// nil: not known beforehand.
    var total: Int64?
    /// What is being worked on now.
    var detail = ""
}

/// Turns states into lines: pure, so that what a terminal shows is tested without one.
struct ProgressLine: Sendable {
    /// Work per second over the last few seconds.
    private(set) var rate = 0.0
    private var lastDone: Int64 = 0
    private var lastSeconds = 0.0

    /// Takes note of a state at `seconds` since the start.
    mutating func observe(_ state: ProgressState, seconds: Double) {
        let elapsed = seconds - lastSeconds
        guard elapsed > 0 else { return }
        let now = Double(state.done - lastDone) / elapsed
        // The first observation stands as it is; later ones are smoothed over about three seconds.
        let weight = lastSeconds == 0 ? 1 : min(1, elapsed / 3)
        rate += (now - rate) * weight
        lastDone = state.done
        lastSeconds = seconds
    }

    /// `sync  [#####.....]  52%  1.2 GiB / 2.3 GiB  410 MiB/s  ETA 3s  org/name model.safetensors`
    func text(_ state: ProgressState, width: Int) -> String {
        var parts = [state.title]
        if let total = state.total, total > 0 {
            let share = min(1, max(0, Double(state.done) / Double(total)))
            let cells = 20
            let full = Int(share * Double(cells))
            parts.append("[" + String(repeating: "#", count: full) + String(repeating: ".", count: cells - full) + "]")
            parts.append("\(Int(share * 100))%")
            parts.append("\(amount(state.done, state.unit)) / \(amount(total, state.unit))")
        } else {
            parts.append(amount(state.done, state.unit))
        }
        parts.append("\(amount(Int64(max(0, rate)), state.unit))/s")
        if let total = state.total, rate > 0, state.done < total {
            parts.append("ETA \(Quantity.duration(seconds: Double(total - state.done) / rate))")
        }
        if !state.detail.isEmpty { parts.append(state.detail) }
        return String(parts.joined(separator: "  ").prefix(max(20, width - 1)))
    }

    private func amount(_ number: Int64, _ unit: ProgressState.Unit) -> String {
        unit == .bytes ? Quantity.bytes(number) : "\(number) models"
    }
}
