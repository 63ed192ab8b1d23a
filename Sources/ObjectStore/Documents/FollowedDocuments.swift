public import Blobs
internal import Foundation
internal import Shelves
internal import Vocabulary

/// A bucket's documents as a replica reads them: one that changes is followed, those under a digest are kept in the cache.
///
/// What was followed last is known at once and outlasts the process, so that a replica starts, and goes on, without the store.
public final class FollowedDocuments: DocumentStore, @unchecked Sendable {  // Safety: `state` is only touched under `lock`.
    private struct State {
        var bytes: [UInt8]?
        var tag: String?
        /// Whether the store has answered once, or what it did last can be told.
        var hasLooked = false
        var failure: BlobError?
    }

    private let base: S3DocumentStore
    private let cache: LeafCache
    private let key: String
    private let limit: Int
    private let report: @Sendable (String) -> Void
    private let lock = NSLock()
    private var state = State()

    /// - Parameters:
    ///   - key: of the document that is followed, of at most `limit` bytes.
    ///   - report: told once when the store is no longer reached, and once when it is again.
    public init(
        _ base: S3DocumentStore, cache: LeafCache, following key: String, limit: Int,
        report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.base = base
        self.cache = cache
        self.key = key
        self.limit = limit
        self.report = report
        state.bytes = (try? AtomicFile.read("\(cache.path)/\(key)", limit: limit)) ?? nil
    }

    /// Asks for a newer one at intervals, by the tag of the last, until the task is cancelled.
    public func follow(every interval: Duration = .seconds(1)) async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: interval)
        }
    }

    private func look() async {
        let tag = lock.withLock { state.tag }
        do throws(S3Error) {
            let found = try await base.client.get(key, limit: limit, unlessTagged: tag)
            let wasFailing = lock.withLock {
                defer { (state.hasLooked, state.failure) = (true, nil) }
                // One that vanished is no reason to show something else.
                if case .bytes(let bytes, let tag) = found { (state.bytes, state.tag) = (bytes, tag.isEmpty ? nil : tag) }
                return state.failure != nil
            }
            if case .bytes(let bytes, _) = found { try? AtomicFile.write(bytes, to: "\(cache.path)/\(key)") }
            if wasFailing { report("the object store is reached again") }
        } catch {
            let isNew = lock.withLock {
                defer { (state.hasLooked, state.failure) = (true, error.asBlobError) }
                return state.failure == nil
            }
            if isNew { report("the object store is not reached; what was seen last stays: \(error)") }
        }
    }

    /// The followed one as it was seen last; waits only for the first look.
    private func followed() async throws(BlobError) -> [UInt8]? {
        if lock.withLock({ state.bytes == nil && !state.hasLooked }) { await look() }
        let (bytes, failure) = lock.withLock { (state.bytes, state.failure) }
        if let bytes { return bytes }
        if let failure { throw failure }
        return nil
    }

    public func read(_ key: String, limit: Int) async throws(BlobError) -> [UInt8]? {
        if key == self.key { return try await followed() }
        guard key.hasPrefix("listings/") || key.hasPrefix("manifests/"), let name = key.split(separator: "/").last.map(String.init),
            name.utf8.count > 64
        else { return try await base.read(key, limit: limit) }
        if let bytes = cache.document(name), bytes.count <= limit { return bytes }
        guard let bytes = try await base.read(key, limit: limit) else { return nil }
        // What is damaged in the bucket must be looked for there again.
        if Self.isRight(bytes, key, name) { cache.keep(document: bytes, as: name) }
        return bytes
    }

    /// Whether a document is the one that its name says.
    private static func isRight(_ bytes: [UInt8], _ key: String, _ name: String) -> Bool {
        guard key.hasPrefix("manifests/") else { return Digest(hashing: bytes).hex == name.prefix(64) }
        return (try? ManifestScan(parsing: bytes, path: key))?.digest.hex == String(name.prefix(64))
    }

    public func version(of key: String) async throws(BlobError) -> String? {
        guard key == self.key else { return try await base.version(of: key) }
        return try await followed().map { Digest(hashing: $0).hex }
    }

    public func names(in folder: String) async throws(BlobError) -> [String] { try await base.names(in: folder) }

    /// A replica never writes.
    public func write(_ key: String, _ bytes: [UInt8]) async throws(BlobError) {
        throw .readOnly(path: base.client.location.description + key)
    }

    /// A replica never removes.
    public func remove(_ key: String) async throws(BlobError) { throw .readOnly(path: base.client.location.description + key) }
}
