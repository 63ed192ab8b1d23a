import Blobs
import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Shelves

/// A mirror's folder with a working shelf and snapshots.
struct MirrorFolder {
    let folder: ScratchFolder
    let shelf: Shelf
    let snapshots: SnapshotStore

    init() throws {
        folder = try ScratchFolder()
        shelf = Shelf(root: folder.path + "/shelf")
        snapshots = SnapshotStore(DiskDocumentStore(root: folder.path), lockPath: folder.path + "/snapshots.lock")
    }

    static func model(_ text: String) throws -> ModelID { try #require(ModelID(text)) }
    static func commit(_ digit: Character) throws -> CommitID { try #require(CommitID(String(repeating: digit, count: 40))) }
    static func name(_ text: String) throws -> SnapshotName { try #require(SnapshotName(text)) }
    static func time(_ seconds: Int64) -> Timestamp { Timestamp(milliseconds: (1_700_000_000 + seconds) * 1_000) }

    /// A manifest whose files have the texts' digests.
    static func manifest(_ model: String, _ digit: Character, _ files: [String: String], at time: Int64 = 0) throws -> RevisionManifest {
        let list = try files.map { path, text in
            let blob = Digest(hashing: Array(text.utf8))
            return try ManifestFile(
                path: #require(RepoPath(path)), size: Int64(text.utf8.count), content: .sha256(blob), object: nil, blob: blob)
        }
        return try RevisionManifest(model: Self.model(model), commit: commit(digit), files: list, publishedAt: Self.time(time))
    }

    func put(_ model: String, _ digit: Character, _ files: [String: String], ref: String = "main", at time: Int64 = 0) throws {
        let claim = RefClaim(kind: .branch, name: ref, ref: "refs/heads/\(ref)", commit: try Self.commit(digit))
        try shelf.publish(Self.manifest(model, digit, files, at: time), refs: [claim])
    }

    @discardableResult
    func create(_ name: String, remark: String = "", at seconds: Int64 = 0) async throws -> Snapshot {
        try await snapshots.create(Self.name(name), from: shelf, remark: remark, at: Self.time(seconds)) {
            (_, _) async throws(BlobError) -> Bool in true
        }
    }

    func publish(_ name: String, at seconds: Int64 = 0) async throws -> Publication {
        try await snapshots.publish(Self.name(name), at: Self.time(seconds))
    }

    /// Flips one bit in the middle of a document.
    func damage(_ key: String) throws {
        let path = folder.path + "/" + key
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        bytes[bytes.count / 2] ^= 1
        try FileManager.default.removeItem(atPath: path)
        try bytes.write(to: URL(fileURLWithPath: path))
    }
}
