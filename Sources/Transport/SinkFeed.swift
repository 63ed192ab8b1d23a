import HTTPTypes

/// A body on its way into a sink, without leaving the engine's thread.
final class SinkFeed: BodyReceiver, @unchecked Sendable {  // Safety: `head` and `dropped` belong to the engine's thread.
    let done = Promise<Result<TransportResponse.Head, TransportError>>()
    private let url: WebURL
    private let sink: any ByteSink
    private var head: TransportResponse.Head?
    private var isWanted = false
    private var dropped = 0

    init(url: WebURL, sink: any ByteSink) {
        self.url = url
        self.sink = sink
    }

    func begin(_ head: TransportResponse.Head) -> Appetite {
        self.head = head
        isWanted = head.status == .ok || head.status == .partialContent
        return isWanted ? pass { try sink.begin(head) } : .more
    }

    func receive(_ bytes: UnsafeRawBufferPointer) -> Appetite {
        if isWanted { return pass { try sink.write(bytes) } }
        dropped += bytes.count
        return dropped > BodyPipe.discarded ? .enough(nil) : .more
    }

    func end(_ failure: TransportError?) {
        if let head, failure == nil {
            done.keep(.success(head))
        } else {
            done.keep(.failure(failure ?? TransportError(.connectionLost, url: url, detail: "the answer ends within its head")))
        }
    }

    private func pass(_ work: () throws -> Void) -> Appetite {
        do {
            try work()
            return .more
        } catch {
            return .enough(TransportError(.sink, url: url, detail: "\(error)", underlying: error))
        }
    }
}
