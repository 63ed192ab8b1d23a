internal import Dispatch
internal import Foundation

/// Lets threads that may block wait for work that may not. The work's short steps between two answers of the network run on a thread of
/// their own: were all threads of Swift's pool waiting here, it would go on all the same.
final class StepQueue: TaskExecutor {
    private let queue = DispatchQueue(label: "weighbridge.object-store")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }

    /// Blocks until the work is done.
    func wait<Value: Sendable>(for work: @escaping @Sendable () async -> Value) -> Value {
        let box = Box<Value>()
        Task.detached(executorPreference: self) { box.fill(await work()) }
        return box.value()
    }
}

/// A value that one thread waits for.
final class Box<Value: Sendable>: @unchecked Sendable {  // Safety: `content` is only touched under `condition`.
    private let condition = NSCondition()
    private var content: Value?

    func fill(_ value: Value) {
        condition.lock()
        content = value
        condition.broadcast()
        condition.unlock()
    }

    /// Blocks until there is one.
    func value() -> Value {
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let content { return content }
            condition.wait()
        }
    }
}
