/// A file that is read by pieces, wherever it is: in memory, on disk, behind HTTP range requests.
public protocol ByteSource: Sendable {
    /// Bytes of the whole file.
    var size: Int64 { get }

    /// Exactly the bytes of `range`, which lies within `0..<size`. Whatever it throws becomes `ScanError.unreadable`.
    func read(_ range: Range<Int64>) async throws -> [UInt8]
}

/// A file that is in memory already.
public struct MemorySource: ByteSource {
    private let bytes: [UInt8]

    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public var size: Int64 { Int64(bytes.count) }

    public func read(_ range: Range<Int64>) async throws -> [UInt8] {
        let range = range.clamped(to: 0..<size)
        return Array(bytes[Int(range.lowerBound)..<Int(range.upperBound)])
    }
}

/// A part of another file, as if it were one: an entry of an archive that is stored as it is.
struct SliceSource: ByteSource {
    let whole: any ByteSource
    let range: Range<Int64>

    var size: Int64 { Int64(range.count) }

    func read(_ part: Range<Int64>) async throws -> [UInt8] {
        let part = part.clamped(to: 0..<size)
        return try await whole.read((range.lowerBound + part.lowerBound)..<(range.lowerBound + part.upperBound))
    }
}

/// Passes reads on and counts them: what a look into a file costs its server.
public actor CountedSource: ByteSource {
    public nonisolated let size: Int64
    private let source: any ByteSource
    public private(set) var requests = 0
    /// Bytes that were handed out.
    public private(set) var bytes: Int64 = 0

    public init(_ source: any ByteSource) {
        self.source = source
        size = source.size
    }

    public func read(_ range: Range<Int64>) async throws -> [UInt8] {
        requests += 1
        let read = try await source.read(range)
        bytes += Int64(read.count)
        return read
    }
}
