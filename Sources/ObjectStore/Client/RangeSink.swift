internal import Foundation
internal import HTTPTypes
internal import Transport

/// Keeps a range in memory, and refuses any byte that was not asked for.
final class RangeSink: ByteSink, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    struct Refusal: Error, CustomStringConvertible {
        let reason: String
        /// The object ends before the range does.
        var isShort = false
        var description: String { reason }
    }

    private let range: Range<Int64>
    private let lock = NSLock()
    private var bytes: [UInt8] = []

    init(_ range: Range<Int64>) { self.range = range }

    func begin(_ head: TransportResponse.Head) throws {
        let answer = head.headers[.contentRange]
        let isRight = answer.map { $0.hasPrefix("bytes \(range.lowerBound)-\(range.upperBound - 1)/") }
        // Without the field it can only be the whole object, and that only if it begins and ends where the range does.
        let isWhole = range.lowerBound == 0 && head.headers[.contentLength].flatMap { Int64($0) } == range.upperBound
        let total = answer?.split(separator: "/").last.flatMap { Int64($0) }
        if let total, total < range.upperBound { throw Refusal(reason: "the object has only \(total) bytes", isShort: true) }
        guard isRight ?? isWhole else { throw Refusal(reason: "the answer is not the range asked for (\(answer ?? "no Content-Range"))") }
        lock.withLock {
            bytes = []
            bytes.reserveCapacity(range.count)
        }
    }

    func write(_ more: UnsafeRawBufferPointer) throws {
        try lock.withLock {
            guard bytes.count + more.count <= range.count else { throw Refusal(reason: "the answer is longer than the range asked for") }
            bytes.append(contentsOf: more)
        }
    }

    /// nil: some are missing.
    func whole() -> [UInt8]? { lock.withLock { bytes.count == range.count ? bytes : nil } }
}
