/// Small named documents, each whole or not there: what a mirror says of itself, beside its blobs.
///
/// Keys are `/`-separated names of letters, digits, `.`, `_`, `-`, `%` and `+`, none of them beginning with a dot.
public protocol DocumentStore: Sendable {
    /// A document's bytes, or nil if there is none. Throws `.io` for one of more than `limit` bytes.
    func read(_ key: String, limit: Int) async throws(BlobError) -> [UInt8]?
    /// Creates or replaces a document in one step, durable when this returns: readers see the old bytes or the new ones.
    func write(_ key: String, _ bytes: [UInt8]) async throws(BlobError)
    /// As `write`, for what may be lost: after a power cut the document may be gone or cut short.
    func note(_ key: String, _ bytes: [UInt8]) async throws(BlobError)
    /// Names directly in a folder of keys, sorted, documents and folders alike; none if there is no such folder.
    func names(in folder: String) async throws(BlobError) -> [String]
    /// No error if there is none.
    func remove(_ key: String) async throws(BlobError)
    /// Changes whenever the document is replaced, for a reader that looks often: cheaper than reading it. nil: there is none.
    func version(of key: String) async throws(BlobError) -> String?
}

extension DocumentStore {
    public func note(_ key: String, _ bytes: [UInt8]) async throws(BlobError) { try await write(key, bytes) }
}
