public import Vocabulary

/// Immutable bytes under their own digest. Four verbs; locking is the implementation's business.
public protocol BlobStore: Sendable {
    /// Bytes of a blob that is held whole, or nil.
    func size(of digest: Digest) async throws(BlobError) -> Int64?
    /// Opens a blob for reading. Throws `.missing` if it is not held.
    func reader(of digest: Digest) async throws(BlobError) -> any BlobReader
    /// Starts, or resumes, taking in bytes whose identity is known beforehand. One session at a time for one content.
    func ingest(_ content: ContentID, size: Int64) async throws(BlobError) -> any BlobIngest
    func remove(_ digest: Digest) async throws(BlobError)
    /// Hashes of a blob's parts; nil: there are none that can be believed.
    func tree(of digest: Digest) async throws(BlobError) -> HashTree?
    /// Ranges of a blob that are known to be wrong.
    func knownDamage(of digest: Digest) async throws(BlobError) -> [Range<Int64>]
    /// The digest of content that is held whole, whichever name it goes by; nil if it is not held.
    func held(_ content: ContentID) async throws(BlobError) -> Digest?
}

/// An open blob. Stays readable after the blob was removed from its store.
public protocol BlobReader: Sendable {
    var size: Int64 { get }
    /// Of a file that has exactly the blob's bytes, open as long as the reader lives, for the kernel to copy from; nil: there is
    /// none. Never to be closed or moved.
    var descriptor: Int32? { get }
    /// Blocking; for a thread that may block. Fills the buffer from `offset` and returns the count: less than asked only at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int
    /// To be called before bytes are given to somebody else. Blocking. Throws `.damaged` where they are known not to be the blob's, or
    /// turn out not to be.
    func check(_ range: Range<Int64>) throws(BlobError)
    /// Where the first bytes of a range, which is not empty and in the blob, lie in an open file: all of them, or as many as are there in one
    /// piece. Compared as by `check`, which needs not be called before. nil: in no file; they can be read. Blocking.
    func stretch(_ range: Range<Int64>) throws(BlobError) -> FileStretch?
}

extension BlobReader {
    public var descriptor: Int32? { nil }
    public func check(_ range: Range<Int64>) throws(BlobError) {}

    public func stretch(_ range: Range<Int64>) throws(BlobError) -> FileStretch? {
        try check(range)
        return descriptor.map { FileStretch(descriptor: $0, range: range, owner: self) }
    }
}

/// Bytes on their way into a store. Nothing is visible before `commit`, and what does not verify never is.
public protocol BlobIngest: Sendable {
    /// What is still missing, in order. Empty: only `commit` is left. A session that resumes starts with less than everything.
    var missing: [Range<Int64>] { get }
    /// Ranges written at the same time must meet at multiples of this many bytes: progress is kept per such part.
    var partSize: Int64 { get }
    /// Writes at an offset; blocking. Parts in any order, upwards inside a part; safe from several threads for different parts.
    /// Bytes after a gap may not be counted.
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError)
    /// Verifies, makes durable, makes visible. Throws `.mismatch` after having thrown the bytes away, `.incomplete` (and the
    /// session goes on) while something is missing.
    func commit() async throws(BlobError) -> Digest
    /// Ends the session and keeps what was written for a later one: every whole leaf, where the store knows leaves.
    func suspend()
    /// Ends the session and throws everything away.
    func discard()
    /// What has arrived so far, for somebody who reads along; nil: this session has nothing that can be read. To be called before the
    /// first write: what nobody reads along may stay in memory for a while.
    func arriving() throws(BlobError) -> ArrivingBlob?
}

/// What can go wrong with a store.
public enum BlobError: Error, Sendable, CustomStringConvertible {
    case missing(Digest)
    /// The bytes are not what they were said to be.
    case mismatch(expected: ContentID, actual: String)
    /// Bytes of a held blob are not what they were when it was taken in.
    case damaged(Digest, Range<Int64>)
    /// Somebody else is taking in the same content now.
    case busy(ContentID)
    case full(path: String, needed: Int64)
    case readOnly(path: String)
    /// Another failure of the file system: what was tried, where, and `errno`'s words.
    case io(operation: String, path: String, reason: String)
    /// A write outside the announced size, or after the session's end.
    case outOfBounds(ContentID, offset: Int64)
    /// A commit before every byte was written.
    case incomplete(ContentID, missing: Int64)

    public var description: String {
        switch self {
        case .missing(let digest): "blob \(digest) is not held"
        case .mismatch(let expected, let actual): "content is \(actual), expected \(expected.hex)"
        case .damaged(let digest, let range):
            "blob \(digest) is damaged at \(range.lowerBound)-\(range.upperBound); `weighbridge mirror verify --repair` mends it"
        case .busy(let content): "another process is taking in \(content.hex)"
        case .full(let path, let needed): "no space left on the disk of \(path) (\(needed) bytes needed)"
        case .readOnly(let path): "\(path) is on a read-only file system"
        case .io(let operation, let path, let reason): "\(operation) \(path): \(reason)"
        case .outOfBounds(let content, let offset): "bytes at \(offset) are outside the announced size of \(content.hex)"
        case .incomplete(let content, let missing): "\(missing) bytes of \(content.hex) have not arrived"
        }
    }
}
