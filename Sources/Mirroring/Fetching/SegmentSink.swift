internal import Blobs
internal import HTTPTypes
internal import Transport
internal import Vocabulary

/// Why the answer to a request for a range is of no use.
enum SegmentFault: Error, Hashable {
    /// 200 where a range was asked for: this server can't give parts.
    case rangesIgnored
    /// `Content-Range` names other bytes than were asked for.
    case wrongRange(String)
    /// More bytes than were asked for.
    case tooLong
    /// Neither 200 nor 206.
    case status(Int)
}

/// Writes one range of a file to its place as the bytes arrive, on the transport's thread, without a task in between.
/// Whoever made the sink calls `finish` at the end.
final class SegmentSink: ByteSink, @unchecked Sendable {  // Safety: used by one transfer at a time; its end orders all accesses.
    /// Bytes that are told of at once.
    static let batch: Int64 = 256 << 10

    private let ingest: any BlobIngest
    private let range: Range<Int64>
    private let size: Int64
    /// Whether the request was for the whole file, without a range.
    private let isWhole: Bool
    private let received: @Sendable (Int) -> Void
    /// Everything before it is taken in.
    private(set) var offset: Int64
    /// Everything before it was told of.
    private var told: Int64

    init(_ ingest: any BlobIngest, range: Range<Int64>, of size: Int64, isWhole: Bool, received: @escaping @Sendable (Int) -> Void) {
        self.ingest = ingest
        self.range = range
        self.size = size
        self.isWhole = isWhole
        self.received = received
        offset = range.lowerBound
        told = range.lowerBound
    }

    var isComplete: Bool { offset == range.upperBound }

    func begin(_ head: TransportResponse.Head) throws {
        switch head.status.code {
        case 200 where isWhole || range == 0..<size: break
        case 200: throw SegmentFault.rangesIgnored
        case 206:
            let stated = head.headers[.contentRange] ?? ""
            guard Self.states(range, of: size, in: stated) else { throw SegmentFault.wrongRange(String(stated.prefix(100))) }
        default: throw SegmentFault.status(head.status.code)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws {
        let count = min(Int64(bytes.count), range.upperBound - offset)
        try ingest.write(UnsafeRawBufferPointer(rebasing: bytes[..<Int(count)]), at: offset)
        offset += count
        if offset - told >= Self.batch { tell() }
        if bytes.count > count { throw SegmentFault.tooLong }
    }

    /// To be called when the transfer has ended, however it ended.
    func finish() { if offset > told { tell() } }

    private func tell() {
        received(Int(offset - told))
        told = offset
    }

    /// `bytes 0-99/1000` or `bytes 0-99/*` (RFC 9110 section 14.4): begins where we asked, ends no later, is of a file of our size.
    private static func states(_ range: Range<Int64>, of size: Int64, in text: String) -> Bool {
        let words = text.split(separator: " ", maxSplits: 1)
        guard words.count == 2, words[0].lowercased() == "bytes" else { return false }
        let halves = words[1].split(separator: "/", maxSplits: 1)
        guard halves.count == 2, halves[1] == "*" || Int64(halves[1]) == size else { return false }
        let ends = halves[0].split(separator: "-", maxSplits: 1)
        guard ends.count == 2, let first = Int64(ends[0]), let last = Int64(ends[1]) else { return false }
        return first == range.lowerBound && last < range.upperBound && last >= first
    }
}
