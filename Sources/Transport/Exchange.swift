import CCurl

/// What an exchange feeds. Called on the engine's thread, in order: head, bytes, end.
protocol BodyReceiver: AnyObject, Sendable {
    func begin(_ head: TransportResponse.Head) -> Appetite
    func receive(_ bytes: UnsafeRawBufferPointer) -> Appetite
    /// Always called, once; nil: the answer is whole, or the receiver had enough of it.
    func end(_ failure: TransportError?)
}

/// What a receiver wants next.
enum Appetite {
    case more
    /// Not now: these bytes again, after `CurlEngine.resume`.
    case pause
    /// No more: the transfer ends, with this failure if any.
    case enough(TransportError?)
}

/// One request on its way through the engine.
final class Exchange: @unchecked Sendable {  // Safety: after submission only the engine's thread touches what is mutable.
    let url: WebURL
    let handle = CurlHandle()
    let receiver: any BodyReceiver
    /// Set when the canceller was faster than the submission.
    var isCancelled = false
    var watch = StallWatch()
    private var parser = HeadParser()
    private var isHeadDone = false
    private var stop: Stop?

    /// Why one of the callbacks ended the transfer.
    private enum Stop {
        case enough
        case failed(TransportError)
    }

    init(url: WebURL, receiver: any BodyReceiver) {
        self.url = url
        self.receiver = receiver
        handle.deliver(to: self)
    }

    /// What the transfer's end with `code` means.
    func failure(_ code: CURLcode) -> TransportError? {
        switch stop {
        case .enough: return nil
        case .failed(let error): return error
        case nil: return code == CURLE_OK ? nil : TransportError(code, url: url, explanation: handle.explanation)
        }
    }

    func receive(headLine line: UnsafeRawBufferPointer) -> Int {
        watch.note(line.count)
        // Trailers come the same way, after the body.
        guard !isHeadDone else { return line.count }
        switch parser.feed(line) {
        case .more: return line.count
        case .refused(let reason): return give(up: .failed(TransportError(.malformed, url: url, detail: reason)))
        case .complete(let status, let headers):
            isHeadDone = true
            switch receiver.begin(TransportResponse.Head(status: status, headers: headers, url: url)) {
            case .more, .pause: return line.count
            case .enough(let failure): return give(up: failure.map(Stop.failed) ?? .enough)
            }
        }
    }

    func receive(body bytes: UnsafeRawBufferPointer) -> Int {
        switch receiver.receive(bytes) {
        case .more:
            watch.note(bytes.count)
            return bytes.count
        case .pause:
            watch.isPaused = true
            return wb_curl_pause_transfer()
        case .enough(let failure): return give(up: failure.map(Stop.failed) ?? .enough)
        }
    }

    /// libcurl ends a transfer whose callback takes fewer bytes than it was given; no bytes given is no way to say so.
    private func give(up reason: Stop) -> Int {
        stop = reason
        return Int.max
    }
}

/// Tells a transfer that stands still from one that is slow or that its reader holds back. Fed without looking at a clock.
struct StallWatch {
    /// Its reader holds it back: silence is its own wish.
    var isPaused = false
    /// Past this moment it is over, whatever arrives.
    var deadline: ContinuousClock.Instant?
    private var arrived = 0
    private var seen = 0
    private var quietSince: ContinuousClock.Instant?

    mutating func note(_ bytes: Int) { arrived &+= bytes }

    /// Whether nothing arrived for `patience`, as far as calls of this function at shorter intervals can tell.
    mutating func isStalled(at now: ContinuousClock.Instant, patience: Duration) -> Bool {
        if let deadline, now >= deadline { return true }
        guard !isPaused, seen == arrived, let quietSince else {
            seen = arrived
            quietSince = now
            return false
        }
        return now - quietSince >= patience
    }
}
