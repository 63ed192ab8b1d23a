import Vocabulary

/// A body on its way from the engine's thread to the task that reads it, bounded on both.
final class BodyPipe: BodyReceiver {
    typealias Answer = Result<[UInt8]?, TransportError>

    /// Where the engine stops reading from the network: two of its reads.
    static let capacity = 2 * CurlHandle.largeBuffer
    /// What is read of a body nobody wants, so that its connection can be used again.
    static let discarded = 65_536

    let head = Promise<Result<TransportResponse.Head, TransportError>>()
    private let url: WebURL
    private let state = Locked(State())

    init(url: WebURL) { self.url = url }

    private struct State {
        var buffer: [UInt8] = []
        var isPaused = false
        var end: Answer?
        var reader: CheckedContinuation<Answer, Never>?
        /// Bytes thrown away since the reader left; nil while it is there.
        var dropped: Int?
    }

    /// What waits here, for tests of the bound.
    var buffered: Int { state.with { $0.buffer.count } }

    func begin(_ head: TransportResponse.Head) -> Appetite {
        self.head.keep(.success(head))
        return .more
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Appetite {
        var woken: CheckedContinuation<Answer, Never>?
        let appetite: Appetite = state.with { state in
            if let dropped = state.dropped {
                state.dropped = dropped + bytes.count
                return dropped + bytes.count > Self.discarded ? .enough(nil) : .more
            }
            if let reader = state.reader, !bytes.isEmpty {
                state.reader = nil
                woken = reader
                return .more
            }
            guard state.buffer.isEmpty || state.buffer.count + bytes.count <= Self.capacity else {
                state.isPaused = true
                return .pause
            }
            state.buffer.append(contentsOf: bytes)
            return .more
        }
        woken?.resume(returning: .success(Array(bytes)))
        return appetite
    }

    func end(_ failure: TransportError?) {
        let answer: Answer = failure.map { .failure($0) } ?? .success(nil)
        let reader = state.with { state in
            state.end = answer
            state.isPaused = false
            defer { state.reader = nil }
            return state.reader
        }
        reader?.resume(returning: answer)
        head.keep(.failure(failure ?? TransportError(.connectionLost, url: url, detail: "the answer ends within its head")))
    }

    /// What is there, or what comes next; and whether the engine must be told to read on.
    func next(resume: () -> Void) async -> Answer {
        await withCheckedContinuation { continuation in
            var wasPaused = false
            let answer: Answer? = state.with { state in
                wasPaused = state.isPaused
                state.isPaused = false
                if !state.buffer.isEmpty {
                    defer { state.buffer = [] }
                    return .success(state.buffer)
                }
                if let end = state.end { return end }
                state.reader = continuation
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
            if wasPaused { resume() }
        }
    }

    /// The reader is gone. Answers whether the transfer still runs.
    func abandon() -> Bool {
        state.with { state in
            state.buffer = []
            state.isPaused = false
            state.dropped = 0
            return state.end == nil
        }
    }
}
