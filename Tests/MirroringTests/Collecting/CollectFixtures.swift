import Blobs
import Foundation
import Mirroring
import Shelves
import TestSupport
import Testing
import Vocabulary

/// A mirror whose blobs are laid by hand, with a clock that a test sets: by default two days ahead, so that everything is old.
struct CollectBench {
    let folder: ScratchFolder
    let blobs: DiskBlobStore
    let shelf: Shelf
    let fills: Shelf
    let snapshots: SnapshotStore
    var knowledge = Collector.Knowledge()
    var ahead: Int64 = 2 * 86_400

    init() throws {
        folder = try ScratchFolder()
        blobs = DiskBlobStore(root: folder.path + "/blobs")
        shelf = Shelf(root: folder.path + "/shelf")
        fills = Shelf(root: folder.path + "/fills")
        snapshots = SnapshotStore(DiskDocumentStore(root: folder.path), lockPath: folder.path + "/snapshots.lock")
    }

    var syncLock: String { folder.path + "/sync.lock" }

    func collect(dryRun: Bool = false, _ change: (inout Collector.Options) -> Void = { _ in }) async throws -> CollectReport {
        var options = Collector.Options()
        options.isDryRun = dryRun
        change(&options)
        let ahead = ahead
        let collector = Collector(
            blobs: blobs, shelf: shelf, fills: fills, snapshots: snapshots, syncLock: syncLock, knowledge: knowledge,
            now: { Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000) + ahead * 1_000) })
        return try await collector.run(options)
    }

    static func model(_ text: String) throws -> ModelID { try #require(ModelID(text)) }
    static func commit(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }

    /// Brings the bytes of a text into the store.
    @discardableResult
    func hold(_ text: String) async throws -> Digest {
        let bytes = Array(text.utf8)
        let digest = Digest(hashing: bytes)
        let ingest = try await blobs.ingest(.sha256(digest), size: Int64(bytes.count))
        if !ingest.missing.isEmpty { try bytes.withUnsafeBytes { try ingest.write($0, at: 0) } }
        return try await ingest.commit()
    }

    func manifest(_ model: String, _ digit: Character, _ texts: [String]) throws -> RevisionManifest {
        let files = try texts.enumerated().map { index, text in
            let blob = Digest(hashing: Array(text.utf8))
            return try ManifestFile(
                path: #require(RepoPath("file-\(index)")), size: Int64(text.utf8.count), content: .sha256(blob), object: nil, blob: blob)
        }
        return try RevisionManifest(
            model: Self.model(model), commit: Self.commit(digit), files: files,
            publishedAt: Timestamp(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000)))
    }

    /// Holds and publishes files of these texts.
    func put(_ model: String, _ digit: Character, _ texts: [String], filled: Bool = false) async throws {
        for text in texts { try await hold(text) }
        let claim = RefClaim(kind: .branch, name: "main", ref: "refs/heads/main", commit: try Self.commit(digit))
        try (filled ? fills : shelf).publish(manifest(model, digit, texts), refs: [claim])
    }

    func isHeld(_ text: String) async throws -> Bool { try await blobs.size(of: Digest(hashing: Array(text.utf8))) != nil }

    func snapshot(_ name: String) async throws {
        _ = try await snapshots.create(
            #require(SnapshotName(name)), from: shelf, remark: "", at: Timestamp(milliseconds: 1_700_000_000_000)
        ) { (_, _) async throws(BlobError) -> Bool in true }
    }

    /// Flips one bit in the middle of a file below the mirror's folder.
    func damage(_ path: String) throws {
        let path = folder.path + "/" + path
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
