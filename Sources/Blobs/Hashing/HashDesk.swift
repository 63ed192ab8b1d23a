internal import Foundation

/// Where the hashes of files that arrive at the same time go forward together: two of them in little more time than one (`SHA256Run`).
///
/// Each file's hash is a chain and has a thread of its own. Of the threads that have bytes at hand only a few hash at a time, each taking
/// another's bytes along; so there is nobody to wait for where a file is alone, and pairs come about by themselves where there are many.
final class HashDesk: @unchecked Sendable {  // Safety: everything mutable is under `condition`, or belongs to whoever took it off the list.
    private final class Offer {
        var run: SHA256Run
        let bytes: UnsafeRawBufferPointer
        var isTaken = false
        var isDone = false

        init(_ run: SHA256Run, _ bytes: UnsafeRawBufferPointer) {
            self.run = run
            self.bytes = bytes
        }
    }

    private let condition = NSCondition()
    private var offers: [Offer] = []
    private var free: Int

    /// - Parameter seats: hashers at a time; nil: half of the cores, for who brings and who writes the bytes needs the others.
    init(seats: Int? = nil) { free = seats ?? max(1, ProcessInfo.processInfo.activeProcessorCount / 2) }

    /// Takes bytes into a run, here or on another thread that is at it. A multiple of 64; returns when it is done.
    func update(_ run: inout SHA256Run, _ bytes: UnsafeRawBufferPointer) {
        let own = Offer(run, bytes)
        condition.lock()
        offers.append(own)
        while !own.isDone {
            guard !own.isTaken, free > 0 else {
                condition.wait()
                continue
            }
            free -= 1
            let other = partner(of: own)
            condition.unlock()
            if let other {
                SHA256Run.update(&own.run, own.bytes, &other.run, other.bytes)
            } else {
                own.run.update(own.bytes)
            }
            condition.lock()
            own.isDone = true
            other?.isDone = true
            free += 1
            condition.broadcast()
        }
        condition.unlock()
        run = own.run
    }

    /// Takes an offer off the list, and the oldest of the others. Under the lock.
    private func partner(of own: Offer) -> Offer? {
        offers.removeAll { $0 === own }
        let other = offers.isEmpty ? nil : offers.removeFirst()
        own.isTaken = true
        other?.isTaken = true
        return other
    }
}
