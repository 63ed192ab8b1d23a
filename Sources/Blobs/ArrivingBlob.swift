internal import Foundation
internal import Vocabulary

/// Bytes of a blob that is still on its way in, for somebody who reads along. Nothing of it is verified as long as the session lasts:
/// only its `commit` says that they were right.
public struct ArrivingBlob: Sendable {
    /// Reads what has arrived; elsewhere it finds zeros. Stays readable after the session's end, whichever it was.
    public let reader: any BlobReader
    private let extent: @Sendable (_ offset: Int64, _ limit: Int64) -> Int64

    init(reader: any BlobReader, extent: @escaping @Sendable (_ offset: Int64, _ limit: Int64) -> Int64) {
        self.reader = reader
        self.extent = extent
    }

    /// Where the bytes that follow `offset` without a gap end, looking no further than `limit`; `offset` itself: nothing is there yet.
    public func arrived(from offset: Int64, limit: Int64) -> Int64 { extent(offset, limit) }
}

extension BlobIngest {
    public func arriving() throws(BlobError) -> ArrivingBlob? { nil }
}

extension DiskBlobIngest {
    /// By a descriptor of its own: the session's carries its lock, and is closed with it.
    func arriving() throws(BlobError) -> ArrivingBlob? {
        guard let own = try PosixFile(file.path, flags: O_RDONLY | O_NOFOLLOW) else { return nil }
        let (ours, theirs) = (try own.status(), try file.status())
        guard ours.st_ino == theirs.st_ino, ours.st_dev == theirs.st_dev, beginReadAlong() else { return nil }
        return ArrivingBlob(reader: PartialReader(file: own, size: leaves.size)) { [self] in arrived(from: $0, limit: $1) }
    }
}

/// A partial file that is open.
private struct PartialReader: BlobReader {
    let file: PosixFile
    let size: Int64
    var descriptor: Int32? { file.descriptor }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        guard offset >= 0, offset < size else { return 0 }
        return try file.read(into: buffer, at: offset)
    }
}
