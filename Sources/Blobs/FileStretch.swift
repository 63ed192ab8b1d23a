/// Bytes of a blob in an open file, for the kernel to copy from.
public struct FileStretch: Sendable {
    /// Open as long as the value lives. Never to be closed or moved.
    public let descriptor: Int32
    /// Where in the file.
    public let range: Range<Int64>
    /// Closes the descriptor when it goes.
    private let owner: any Sendable

    public init(descriptor: Int32, range: Range<Int64>, owner: any Sendable) {
        self.descriptor = descriptor
        self.range = range
        self.owner = owner
    }
}
