internal import Foundation

/// Where the hashes of files that arrive at the same time go forward together: two of them in little more time than one (`SHA256Run`).
///
/// Each file's hash is a chain and has a thread of its own. Whoever comes with bytes takes along those of the one that waits, or waits a moment
/// for the next one to come, where there are others; that makes a third of a sync's hashing disappear. A file alone waits for nobody.
final class HashDesk: @unchecked Sendable {  // Safety: everything mutable is under `lock`, or belongs to whoever took it from `parked`.
    private final class Offer {
        var run: SHA256Run
        let bytes: UnsafeRawBufferPointer
        /// Signalled when somebody else has taken the bytes in.
        let done = DispatchSemaphore(value: 0)

        init(_ run: SHA256Run, _ bytes: UnsafeRawBufferPointer) {
            self.run = run
            self.bytes = bytes
        }
    }

    private let lock = NSLock()
    /// How long bytes wait for company. A MiB comes every 6 ms where eight files share a GB/s.
    private let patience: DispatchTimeInterval
    private var parked: Offer?
    private var files = 0
    /// Offers that go alone before one waits again; doubles with each that waited in vain. Where one file of many comes fast, its bytes must not
    /// wait for the others' each time.
    private var alone = 0
    private var penalty = 1
    private static let mostPenalty = 64

    init(patience: DispatchTimeInterval = .milliseconds(4)) { self.patience = patience }

    /// To be called before a file's first bytes, and `leave` after its last.
    func enter() { lock.withLock { files += 1 } }

    func leave() { lock.withLock { files -= 1 } }

    /// Takes bytes into a run, here or on another thread that is at it. A multiple of 64; returns when it is done.
    func update(_ run: inout SHA256Run, _ bytes: UnsafeRawBufferPointer) {
        lock.lock()
        if let other = parked {
            parked = nil
            penalty = 1
            lock.unlock()
            SHA256Run.update(&run, bytes, &other.run, other.bytes)
            other.done.signal()
            return
        }
        guard files > 1, alone == 0 else {
            alone = max(0, alone - 1)
            lock.unlock()
            return run.update(bytes)
        }
        let own = Offer(run, bytes)
        parked = own
        lock.unlock()
        if own.done.wait(timeout: .now() + patience) == .timedOut {
            let isAlone = lock.withLock {
                guard parked === own else { return false }
                parked = nil
                alone = penalty
                penalty = min(2 * penalty, Self.mostPenalty)
                return true
            }
            if isAlone { own.run.update(bytes) } else { own.done.wait() }
        }
        run = own.run
    }
}
