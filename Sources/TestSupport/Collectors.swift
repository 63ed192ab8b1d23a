import Foundation
import HTTPTypes
public import Transport
import Vocabulary

/// A sink that keeps what it gets, and can refuse.
public final class CollectingSink: ByteSink, @unchecked Sendable {  // Safety: all fields are only touched with `lock` held.
    /// What it throws when told to refuse.
    public struct Refusal: Error, Sendable, CustomStringConvertible {
        public let description = "the sink refuses"
    }

    private let lock = NSLock()
    private let limit: Int
    private var kept: [UInt8] = []
    private var begun: [TransportResponse.Head] = []

    /// Refuses once more than `limit` bytes have come.
    public init(limit: Int = .max) { self.limit = limit }

    public var bytes: [UInt8] { lock.withLock { kept } }
    /// The heads it was told of: one for each time a transfer began.
    public var heads: [TransportResponse.Head] { lock.withLock { begun } }

    public func begin(_ head: TransportResponse.Head) throws { lock.withLock { begun.append(head) } }

    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try lock.withLock {
            guard kept.count + bytes.count <= limit else { throw Refusal() }
            kept.append(contentsOf: bytes)
        }
    }
}

/// A transport made of a closure: for tests without a network. Keeps the requests it was given.
public final class ScriptedTransport: HTTPTransport, @unchecked Sendable {  // Safety: `asked` is only touched with `lock` held.
    public typealias Script = @Sendable (_ request: TransportRequest, _ number: Int) async throws(TransportError) -> TransportResponse

    private let lock = NSLock()
    private var asked: [TransportRequest] = []
    private let script: Script

    /// `number` counts the requests from 0.
    public init(_ script: @escaping Script) { self.script = script }

    public var requests: [TransportRequest] { lock.withLock { asked } }

    public func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
        let number = lock.withLock {
            asked.append(request)
            return asked.count - 1
        }
        return try await script(request, number)
    }

    public func download(
        _ request: TransportRequest, into sink: any ByteSink
    ) async throws(TransportError) -> TransportResponse.Head {
        let response = try await send(request)
        guard response.head.status == .ok || response.head.status == .partialContent else { return response.head }
        do {
            try sink.begin(response.head)
            for try await chunk in response.body { try chunk.withUnsafeBytes { try sink.write($0) } }
        } catch let error as TransportError {
            throw error
        } catch {
            throw TransportError(.sink, url: request.url, detail: "\(error)", underlying: error)
        }
        return response.head
    }
}
