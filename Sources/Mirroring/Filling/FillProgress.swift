internal import Blobs
internal import Foundation
internal import Vocabulary

/// How far the fetch of one file is, for all clients that wait for it.
///
/// Bytes are given out as they arrive. No hub hashes parts of a file, so nothing but the end of a fetch says that they were right: the last
/// MiB is withheld until then, and files that may run code are withheld as a whole. Where the bytes turn out to be wrong, whoever was given
/// some of them is cut off, and whoever was given none waits for the next attempt.
final class FillProgress: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// Bytes at the end that are withheld until the whole file is verified.
    static let withheld = HashTree.leafSize
    /// What is given out at once.
    static let portion: Int64 = 4 << 20

    /// What a client may do next.
    enum Step {
        case bytes(Range<Int64>, any BlobReader)
        case held(Digest)
        /// Nothing in time. `hasByte`: there is one, and it is withheld. `isInTrouble`: the hub failed at least once, and nothing arrived.
        case nothing(hasByte: Bool, isInTrouble: Bool)
    }

    private enum State {
        case waiting
        case arriving(ArrivingBlob)
        case held(Digest)
        case failed(FillError)
    }

    private struct Waiter {
        let offset: Int64
        let continuation: CheckedContinuation<Void, Never>
    }

    let size: Int64
    private let lock = NSLock()
    private var state = State.waiting
    /// Counts the sessions; what a client was given belongs to one of them.
    private var attempt = 0
    /// Somebody was given bytes of this attempt.
    private var hasGivenOut = false
    private var isInTrouble = false
    private var waiters: [Int: Waiter] = [:]
    private var numbers = 0
    private var clients = 0
    private var idleSince = ContinuousClock.now
    /// The fetch is being given up: nobody may join any more.
    private var isAbandoned = false

    init(size: Int64) { self.size = size }

    // MARK: The fetch

    func begin(_ blob: ArrivingBlob?) {
        change {
            attempt += 1
            hasGivenOut = false
            state = blob.map(State.arriving) ?? .waiting
        }
    }

    /// The session ended without a file. True: somebody was given bytes of it, and `areWrong` says that they were wrong.
    func end(areWrong: Bool) -> Bool {
        change {
            state = .waiting
            if areWrong { attempt += 1 }
            return areWrong && hasGivenOut
        }
    }

    func wrote(_ range: Range<Int64>) {
        lock.lock()
        let ready = waiters.filter { range.contains($0.value.offset) }
        for number in ready.keys { waiters[number] = nil }
        isInTrouble = false
        lock.unlock()
        for waiter in ready.values { waiter.continuation.resume() }
    }

    func stumbled() { lock.withLock { isInTrouble = true } }

    func finish(_ outcome: Result<Digest, FillError>) {
        change {
            switch outcome {
            case .success(let digest): state = .held(digest)
            case .failure(let error): state = .failed(error)
            }
        }
    }

    /// Gives the fetch up if nobody has been waiting for it for so long.
    func abandon(after linger: Duration) -> Bool {
        lock.withLock {
            isAbandoned = isAbandoned || (clients == 0 && ContinuousClock.now - idleSince >= linger)
            return isAbandoned
        }
    }

    // MARK: Clients

    /// False: it is being given up.
    func join() -> Bool {
        lock.withLock {
            clients += isAbandoned ? 0 : 1
            return !isAbandoned
        }
    }

    func leave() {
        lock.withLock {
            clients -= 1
            idleSince = .now
        }
    }

    /// Waits until something at `offset` may be given out, for `patience` at the longest.
    ///
    /// - Parameter taken: the attempt of which this client has bytes; nil: of none.
    func next(from offset: Int64, taken: inout Int?, mustWait: Bool, patience: Duration) async throws(FillError) -> Step {
        let deadline = ContinuousClock.now + patience
        while true {
            if let step = try now(offset, &taken, mustWait) { return step }
            let left = deadline - .now
            guard left > .zero, !Task.isCancelled else {
                return lock.withLock { .nothing(hasByte: hasByte(offset), isInTrouble: isInTrouble) }
            }
            await wait(offset, left, mustWait)
        }
    }

    private func now(_ offset: Int64, _ taken: inout Int?, _ mustWait: Bool) throws(FillError) -> Step? {
        lock.lock()
        defer { lock.unlock() }
        if case .failed(let error) = state { throw error }
        if let taken, taken != attempt {
            throw .unavailable("the bytes that were sent turned out not to be the file's", retryAfter: 1)
        }
        switch state {
        case .held(let digest): return .held(digest)
        case .arriving(let blob):
            let end = extent(blob, offset, mustWait)
            guard end > offset else { return nil }
            (taken, hasGivenOut) = (attempt, true)
            return .bytes(offset..<end, blob.reader)
        case .waiting, .failed: return nil
        }
    }

    /// Where what may be given out from `offset` on ends.
    private func extent(_ blob: ArrivingBlob, _ offset: Int64, _ mustWait: Bool) -> Int64 {
        let limit = mustWait ? 0 : min(size - Self.withheld, offset + Self.portion)
        return limit > offset ? blob.arrived(from: offset, limit: limit) : offset
    }

    private func hasByte(_ offset: Int64) -> Bool {
        guard case .arriving(let blob) = state, offset < size - Self.withheld / 16 else { return false }
        return blob.arrived(from: offset, limit: offset + 1) > offset
    }

    /// The reader of bytes that are withheld, for a byte that keeps a connection alive.
    func withheldByte(at offset: Int64, taken: inout Int?) -> (any BlobReader)? {
        lock.lock()
        defer { lock.unlock() }
        guard taken == nil || taken == attempt, hasByte(offset), case .arriving(let blob) = state else { return nil }
        (taken, hasGivenOut) = (attempt, true)
        return blob.reader
    }

    private func wait(_ offset: Int64, _ patience: Duration, _ mustWait: Bool) async {
        let number = lock.withLock { () -> Int in
            numbers += 1
            return numbers
        }
        let timer = Task {
            try? await Task.sleep(for: patience)
            wake(number)
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                lock.lock()
                // Something may have come between the last look and now.
                let isReady =
                    switch state {
                    case .held, .failed: true
                    case .arriving(let blob): extent(blob, offset, mustWait) > offset
                    case .waiting: false
                    }
                if !isReady, !Task.isCancelled {
                    waiters[number] = Waiter(offset: offset, continuation: continuation)
                    lock.unlock()
                } else {
                    lock.unlock()
                    continuation.resume()
                }
            }
        } onCancel: {
            wake(number)
        }
        timer.cancel()
    }

    private func wake(_ number: Int) {
        lock.withLock { waiters.removeValue(forKey: number) }?.continuation.resume()
    }

    /// Changes the state and wakes everybody.
    private func change<Value>(_ work: () -> Value) -> Value {
        lock.lock()
        let value = work()
        let all = waiters.values
        waiters = [:]
        lock.unlock()
        for waiter in all { waiter.continuation.resume() }
        return value
    }
}
