public import Blobs
internal import Foundation
internal import Shelves
internal import Vocabulary

/// A bucket's documents as a replica reads them: those that change are followed, those under a digest are kept in the cache.
///
/// What was followed last is known at once and outlasts the process, so that a replica starts, and goes on, without the store.
public final class FollowedDocuments: DocumentStore, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// A document that is followed.
    public struct Subject: Sendable {
        let key: String
        let limit: Int

        /// - Parameter limit: bytes that it may have.
        public init(_ key: String, limit: Int) {
            self.key = key
            self.limit = limit
        }
    }

    private struct Seen {
        let bytes: [UInt8]
        let tag: String?
        let version: String

        init(_ bytes: [UInt8], tag: String?) {
            self.bytes = bytes
            self.tag = tag
            version = Digest(hashing: bytes).hex
        }
    }

    private struct State {
        var seen: [String: Seen] = [:]
        /// Whether the store has answered once, or what it did last can be told.
        var hasLooked = false
        var failure: BlobError?
    }

    private let base: S3DocumentStore
    private let cache: LeafCache
    private let subjects: [Subject]
    private let report: @Sendable (String) -> Void
    private let lock = NSLock()
    private var state = State()

    /// - Parameters:
    ///   - subjects: looked at in this order and then shown together: where one is written before another, it comes after it here.
    ///   - report: told once when the store is no longer reached, and once when it is again.
    public init(
        _ base: S3DocumentStore, cache: LeafCache, following subjects: [Subject], report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.base = base
        self.cache = cache
        self.subjects = subjects
        self.report = report
        for subject in subjects {
            guard let bytes = (try? AtomicFile.read("\(cache.path)/\(subject.key)", limit: subject.limit)) ?? nil else { continue }
            state.seen[subject.key] = Seen(bytes, tag: nil)
        }
    }

    /// Asks for newer ones at intervals, by the tags of the last, until the task is cancelled.
    public func follow(every interval: Duration = .seconds(1)) async {
        while !Task.isCancelled {
            await look()
            try? await Task.sleep(for: interval)
        }
    }

    private func look() async {
        do throws(S3Error) {
            var news: [(Subject, Seen)] = []
            for subject in subjects {
                let tag = lock.withLock { state.seen[subject.key]?.tag }
                // One that vanished is no reason to show something else.
                if case .bytes(let bytes, let tag) = try await base.client.get(subject.key, limit: subject.limit, unlessTagged: tag) {
                    news.append((subject, Seen(bytes, tag: tag.isEmpty ? nil : tag)))
                }
            }
            // The last in order first: killed in between, the cache is not ahead of what goes before.
            for (subject, seen) in news.reversed() { try? AtomicFile.write(seen.bytes, to: "\(cache.path)/\(subject.key)") }
            let wasFailing = lock.withLock {
                defer { (state.hasLooked, state.failure) = (true, nil) }
                for (subject, seen) in news { state.seen[subject.key] = seen }
                return state.failure != nil
            }
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
    private func followed(_ key: String) async throws(BlobError) -> Seen? {
        if lock.withLock({ state.seen[key] == nil && !state.hasLooked }) { await look() }
        let (seen, failure) = lock.withLock { (state.seen[key], state.failure) }
        if let seen { return seen }
        if let failure { throw failure }
        return nil
    }

    private func isFollowed(_ key: String) -> Bool { subjects.contains { $0.key == key } }

    public func read(_ key: String, limit: Int) async throws(BlobError) -> [UInt8]? {
        if isFollowed(key) { return try await followed(key)?.bytes }
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
        isFollowed(key) ? try await followed(key)?.version : try await base.version(of: key)
    }

    public func names(in folder: String) async throws(BlobError) -> [String] { try await base.names(in: folder) }

    /// A replica never writes.
    public func write(_ key: String, _ bytes: [UInt8]) async throws(BlobError) {
        throw .readOnly(path: base.client.location.description + key)
    }

    /// A replica never removes.
    public func remove(_ key: String) async throws(BlobError) { throw .readOnly(path: base.client.location.description + key) }
}
