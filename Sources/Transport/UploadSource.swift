/// A body that is read as it is sent: a part of a file, of any size, without being in memory.
public protocol UploadSource: Sendable {
    /// Bytes of the body. Never changes.
    var count: Int64 { get }
    /// Fills some of the buffer from `offset` and returns the count, at least 1. Called on the transport's own thread, upwards, and from
    /// the start again where a request is repeated: quick, so of bytes that are in memory or in the page cache. Throwing ends the transfer.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws -> Int
}

/// A source that had fewer bytes than it said.
struct UploadEnded: Error, CustomStringConvertible {
    let at: Int64
    let of: Int64

    var description: String { "it ends after \(at) of \(of) bytes" }
}
