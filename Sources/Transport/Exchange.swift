import CCurl
import HTTPTypes

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
    private let isInflated: Bool
    private let upload: (any UploadSource)?
    private var uploaded: Int64 = 0
    private var parser = HeadParser()
    private var isHeadDone = false
    private var stop: Stop?

    /// Why one of the callbacks ended the transfer.
    private enum Stop {
        case enough
        case failed(TransportError)
    }

    init(url: WebURL, receiver: any BodyReceiver, isInflated: Bool, upload: (any UploadSource)? = nil) {
        self.url = url
        self.isInflated = isInflated
        self.receiver = receiver
        self.upload = upload
        handle.deliver(to: self)
        if let upload { handle.takeUpload(of: upload.count, from: self) }
    }

    /// What the transfer's end with `code` means.
    func failure(_ code: CURLcode) -> TransportError? {
        switch stop {
        case .enough: return nil
        case .failed(let error): return error
        case nil:
            guard code != CURLE_OK else { return nil }
            // A proxy that refuses a tunnel breaks the connection for libcurl; for us the far end was never reached.
            let isRefused = !isHeadDone && handle.tunnelStatus >= 300
            return TransportError(isRefused ? CURLE_PROXY : code, url: url, explanation: handle.explanation)
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
            watch.beginBody()
            // Coding upon coding multiplies what a bomb inflates to; no server we know has a use for it.
            if isInflated, headers[values: .contentEncoding].joined(separator: ",").contains(",") {
                return give(up: .failed(TransportError(.malformed, url: url, detail: "the answer has more than one content coding")))
            }
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
            watch.pause()
            return wb_curl_pause_transfer()
        case .enough(let failure): return give(up: failure.map(Stop.failed) ?? .enough)
        }
    }

    /// The next bytes of what is uploaded.
    func supply(_ space: UnsafeMutableRawBufferPointer) -> Int {
        guard let upload, uploaded < upload.count else { return 0 }
        let wanted = UnsafeMutableRawBufferPointer(rebasing: space[..<Int(min(Int64(space.count), upload.count - uploaded))])
        do {
            let count = try upload.read(into: wanted, at: uploaded)
            guard count > 0 else { throw UploadEnded(at: uploaded, of: upload.count) }
            uploaded += Int64(count)
            // What is sent shows as well as what arrives that the far end is alive.
            watch.note(count)
            return count
        } catch {
            stop = .failed(TransportError(.sink, url: url, detail: "what was to be sent can't be read: \(error)", underlying: error))
            return wb_curl_abort_upload()
        }
    }

    /// libcurl sends again from there: a kept connection was closed under it.
    func rewind(to offset: Int64) { uploaded = offset }

    /// libcurl ends a transfer whose callback takes fewer bytes than it was given; no bytes given is no way to say so.
    private func give(up reason: Stop) -> Int {
        stop = reason
        return Int.max
    }
}
