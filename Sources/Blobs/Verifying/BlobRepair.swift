internal import Foundation
public import Vocabulary

/// Where right bytes of a blob may be had: a hub, another mirror, a folder.
public protocol ChunkSource: Sendable {
    /// For reports.
    var name: String { get }
    /// Bytes of a range, as the source has them: they are checked. Throws where it has none.
    func bytes(_ range: Range<Int64>, of digest: Digest) async throws -> [UInt8]
}

/// Puts right what a verification found, with as few bytes as that takes.
public struct BlobRepair: Sendable {
    /// Bytes asked for at once, where a whole blob is fetched.
    private static let piece: Int64 = 16 << 20

    /// What became of a blob.
    public enum Outcome: Sendable, Hashable {
        /// So many bytes were fetched, and it is whole.
        case repaired(bytes: Int64)
        /// Why not, by source.
        case failed([String])
    }

    private let store: DiskBlobStore
    private let sources: [any ChunkSource]

    /// Sources are tried in order.
    public init(_ store: DiskBlobStore, sources: [any ChunkSource]) {
        self.store = store
        self.sources = sources
    }

    /// Fetches the damaged chunks and writes them in place: they are bad already, so there is nothing to lose, and no second copy of
    /// a large blob is needed. Each is compared with its leaf before it is written, and the blob is verified at the end. Without a tree, or
    /// without the blob, it is taken in anew as a whole.
    ///
    /// What fails fails for this blob alone, so that one of many doesn't end the repair of the rest. Throws only when the task is cancelled.
    ///
    /// - Parameter size: of the blob, by whoever refers to it; nil: only its tree knows.
    public func repair(_ health: BlobHealth, size: Int64? = nil) async throws(CancellationError) -> Outcome {
        let outcome: Outcome
        do throws(BlobError) {
            outcome = try await attempt(health, size)
        } catch {
            outcome = .failed([error.description])
        }
        // A source that was interrupted says nothing about the blob.
        if case .failed = outcome, Task.isCancelled { throw CancellationError() }
        return outcome
    }

    private func attempt(_ health: BlobHealth, _ size: Int64?) async throws(BlobError) -> Outcome {
        let digest = health.digest
        switch health.state {
        case .healthy: return .repaired(bytes: 0)
        case .damaged(let ranges):
            if let tree = try store.storedTree(of: digest), try store.heldSize(digest) != nil {
                return try await chunks(of: tree, ranges, digest)
            }
            return try await replace(digest, size: size ?? health.size)
        case .missing:
            let known = try store.storedTree(of: digest)?.size
            return try await replace(digest, size: size ?? known)
        case .unreadable(let reason): return .failed([reason])
        }
    }

    private func chunks(of tree: HashTree, _ ranges: [Range<Int64>], _ digest: Digest) async throws(BlobError) -> Outcome {
        var reasons: [String] = []
        var fetched: Int64 = 0
        for range in ranges {
            for leaf in tree.leaves(in: range) {
                var isWritten = false
                for source in sources where !isWritten {
                    switch await Self.fetch(tree.range(of: leaf), of: digest, from: source) {
                    case .failure(let reason): reasons.append(reason.description)
                    case .success(let bytes):
                        guard bytes.withUnsafeBytes({ tree.matches($0, leaf: leaf) }) else {
                            reasons.append("\(source.name): other bytes at \(tree.range(of: leaf).lowerBound)")
                            continue
                        }
                        let store = store
                        try await Offload.run { () throws(BlobError) in
                            try store.overwrite(digest, with: bytes, at: tree.range(of: leaf).lowerBound, length: tree.size)
                        }
                        fetched += Int64(bytes.count)
                        isWritten = true
                    }
                }
                guard isWritten else { return .failed(Self.few(reasons)) }
            }
        }
        // A tail that does not belong there goes by the length alone.
        let store = store
        try await Offload.run { () throws(BlobError) in try store.overwrite(digest, with: [], at: 0, length: tree.size) }
        let after = try await BlobVerifier(store).verify([digest])
        return after.first?.isHealthy == true ? .repaired(bytes: fetched) : .failed(["it is still damaged after the repair"])
    }

    /// The whole blob through an ordinary session, which verifies it; the damaged file gives way at its end.
    private func replace(_ digest: Digest, size: Int64?) async throws(BlobError) -> Outcome {
        guard let size else { return .failed(["its size is not known: `mirror sync` fetches it"]) }
        var reasons: [String] = []
        for source in sources {
            let aside = try store.setAside(digest)
            var session: (any BlobIngest)?
            do {
                let ingest = try await store.ingest(.sha256(digest), size: size)
                session = ingest
                var fetched: Int64 = 0
                for range in ingest.missing.flatMap({ Self.pieces($0) }) {
                    let bytes = try await Self.fetch(range, of: digest, from: source).get()
                    try bytes.withUnsafeBytes { try ingest.write($0, at: range.lowerBound) }
                    fetched += Int64(bytes.count)
                }
                _ = try await ingest.commit()
                aside.drop()
                try store.record([], of: digest)
                return .repaired(bytes: fetched)
            } catch {
                session?.discard()
                // Also when there never was a session: a damaged blob is still better than none.
                aside.restore()
                reasons.append("\(error)")
            }
        }
        return .failed(reasons.isEmpty ? ["no source to repair from"] : Self.few(reasons))
    }

    private struct Refusal: Error, CustomStringConvertible {
        let description: String
    }

    private static func fetch(_ range: Range<Int64>, of digest: Digest, from source: any ChunkSource) async -> Result<[UInt8], Refusal> {
        do {
            let bytes = try await source.bytes(range, of: digest)
            guard bytes.count == range.count else {
                return .failure(Refusal(description: "\(source.name): \(bytes.count) bytes for a range of \(range.count)"))
            }
            return .success(bytes)
        } catch {
            return .failure(Refusal(description: "\(source.name): \(error)"))
        }
    }

    private static func pieces(_ range: Range<Int64>) -> [Range<Int64>] {
        stride(from: range.lowerBound, to: range.upperBound, by: Int(piece)).map { $0..<min($0 + piece, range.upperBound) }
    }

    private static func few(_ reasons: [String]) -> [String] { reasons.isEmpty ? ["no source to repair from"] : Array(reasons.prefix(8)) }
}

extension DiskBlobStore {
    /// Writes right bytes over damaged ones and makes the file as long as the blob is; durable when it returns.
    func overwrite(_ digest: Digest, with bytes: [UInt8], at offset: Int64, length: Int64) throws(BlobError) {
        let path = layout.blob(digest)
        // Blobs are read-only for their owner too.
        guard chmod(path, 0o644) == 0 else { throw BlobError("unprotect", path, errno) }
        defer { chmod(path, 0o444) }
        guard let file = try PosixFile(path, flags: O_RDWR | O_NOFOLLOW, calls: calls) else { throw .missing(digest) }
        if Int64(try file.status().st_size) != length {
            guard ftruncate(file.descriptor, off_t(length)) == 0 else { throw BlobError("truncate", path, errno) }
        }
        try file.write(all: bytes, at: offset)
        try file.synchronize()
    }

    /// A damaged blob out of the way of a session that brings it anew.
    struct Aside {
        let from: String
        let to: String

        func drop() { unlink(to) }
        /// Unless the new one is there.
        func restore() { if access(from, F_OK) != 0 { rename(to, from) } else { unlink(to) } }
    }

    func setAside(_ digest: Digest) throws(BlobError) -> Aside {
        let aside = Aside(from: layout.blob(digest), to: layout.aside(digest))
        guard rename(aside.from, aside.to) == 0 || errno == ENOENT else { throw BlobError("rename", aside.from, errno) }
        return aside
    }
}
