import Foundation

/// A value behind a lock. Not `Synchronization.Mutex`: the thread sanitizer does not see into it and reports races that are none.
final class Locked<Value>: @unchecked Sendable {  // Safety: `value` is only reached with `lock` held.
    private let lock = NSLock()
    private var value: Value

    init(_ value: sending Value) { self.value = value }

    func with<Result>(_ body: (inout Value) -> Result) -> Result {
        lock.lock()
        defer { lock.unlock() }
        return body(&value)
    }
}

/// A value that comes once, from another thread, to one task that waits for it.
final class Promise<Value: Sendable>: Sendable {
    private enum State {
        case open
        case awaited(CheckedContinuation<Value, Never>)
        case kept(Value)
    }

    private let state = Locked(State.open)

    /// The first value counts; later ones are dropped. Answers whether this was the first.
    @discardableResult
    func keep(_ value: Value) -> Bool {
        let (isFirst, waiting): (Bool, CheckedContinuation<Value, Never>?) = state.with { state in
            defer { if case .kept = state {} else { state = .kept(value) } }
            return switch state {
            case .open: (true, nil)
            case .awaited(let continuation): (true, continuation)
            case .kept: (false, nil)
            }
        }
        waiting?.resume(returning: value)
        return isFirst
    }

    /// To be called by one task.
    func value() async -> Value {
        await withCheckedContinuation { continuation in
            let kept: Value? = state.with { state in
                if case .kept(let value) = state { return value }
                state = .awaited(continuation)
                return nil
            }
            if let kept { continuation.resume(returning: kept) }
        }
    }
}
