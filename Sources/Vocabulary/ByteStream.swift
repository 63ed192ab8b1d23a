/// Bytes that arrive when asked for and are never buffered ahead of the reader by more than the source's own small bound.
public struct ByteStream: AsyncSequence, Sendable {
    public typealias Element = [UInt8]

    private let makeNext: @Sendable () -> @Sendable () async throws -> [UInt8]?

    /// `next` is called once at a time, and not again after it returned nil or threw.
    public init(next: @escaping @Sendable () async throws -> [UInt8]?) {
        makeNext = { next }
    }

    /// A body that is already in memory.
    public init(bytes: [UInt8]) {
        makeNext = {
            let once = Once(bytes.isEmpty ? nil : bytes)
            return { once.take() }
        }
    }

    public func makeAsyncIterator() -> Iterator { Iterator(next: makeNext()) }

    /// Pulls one chunk at a call.
    public struct Iterator: AsyncIteratorProtocol {
        let next: @Sendable () async throws -> [UInt8]?

        public mutating func next() async throws -> [UInt8]? { try await next() }
    }

    /// A body was larger than its reader allows.
    public struct TooLarge: Error, Sendable, CustomStringConvertible {
        public let limit: Int
        public var description: String { "the body is larger than \(limit) bytes" }
    }

    /// The whole body, or `TooLarge` as soon as it exceeds `limit` bytes.
    public func collect(upTo limit: Int) async throws -> [UInt8] {
        var all: [UInt8] = []
        for try await chunk in self {
            guard all.count + chunk.count <= limit else { throw TooLarge(limit: limit) }
            if all.isEmpty { all = chunk } else { all += chunk }
        }
        return all
    }
}

private final class Once: @unchecked Sendable {  // Safety: `value` is only touched under ByteStream's one-call-at-a-time rule.
    private var value: [UInt8]?

    init(_ value: [UInt8]?) { self.value = value }

    func take() -> [UInt8]? {
        defer { value = nil }
        return value
    }
}
