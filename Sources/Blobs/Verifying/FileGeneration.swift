internal import Foundation

/// One writing of a file: another file in its place, another size or another time of modification is another one.
public struct FileGeneration: Hashable, Sendable {
    /// Bytes of the file.
    public let size: Int64
    private let device: UInt64
    private let inode: UInt64
    private let seconds: Int64
    private let nanoseconds: Int64

    init(_ info: stat) {
        size = Int64(info.st_size)
        device = UInt64(info.st_dev)
        inode = UInt64(info.st_ino)
        seconds = Int64(info.st_mtim.tv_sec)
        nanoseconds = Int64(info.st_mtim.tv_nsec)
    }
}

extension PosixFile {
    /// As the file is now.
    public func generation() throws(BlobError) -> FileGeneration { FileGeneration(try status()) }
}
