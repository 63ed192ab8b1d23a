/// Runs exchanges on a thread of its own, over one pool of kept connections. Ends when the last reference is gone.
final class CurlEngine: Sendable {
    private let loop: CurlLoop

    init(patience: StallWatch.Patience) {
        loop = CurlLoop(patience: patience)
        loop.start()
    }

    deinit { loop.post(.stop) }

    func submit(_ exchange: Exchange) { loop.post(.add(exchange)) }

    /// Ends an exchange at once, submitted or about to be.
    func cancel(_ exchange: Exchange) { loop.post(.cancel(exchange)) }

    /// Goes on with an exchange whose receiver asked for a pause.
    func resume(_ exchange: Exchange) { loop.post(.resume(exchange)) }

    /// Its reader is gone: a short rest is read so that the connection stays in use, a long or slow one is cut off.
    func abandon(_ exchange: Exchange) { loop.post(.abandon(exchange)) }

    /// Handles at work now, for tests of what ends them.
    var activeCount: Int { loop.activeCount }
    /// For tests of the end of the thread.
    var thread: any AnyObject & Sendable { loop }
}
