internal import Dispatch
internal import Foundation
public import Vocabulary

extension DiskBlobStore {
    /// What a look at the whole store found. Times are the file system's, in milliseconds since 1970.
    public struct Sweep: Sendable {
        /// A blob that nothing marks, and that has not changed since the cut.
        public struct Blob: Hashable, Sendable {
            public let digest: Digest
            public let size: Int64

            public init(digest: Digest, size: Int64) {
                self.digest = digest
                self.size = size
            }
        }

        /// In no order.
        public var blobs: [Blob] = []
        /// Unmarked, and too young to be sure of.
        public var young = 0
        /// All blobs there are.
        public var held = 0
        /// Companions (`.tree`, `.damage`) of blobs that are gone.
        public var companions: [String] = []
        /// Unfinished files that nothing has been added to since the cut, with the bytes they take.
        public var partials: [(content: ContentID, bytes: Int64)] = []

        mutating func add(_ other: Sweep) {
            blobs += other.blobs
            young += other.young
            held += other.held
            companions += other.companions
            partials += other.partials
        }
    }

    /// Looks for what may go: unmarked and unchanged since `cut`. Changes nothing. Only unmarked files are looked at closer.
    public func unmarked(_ marks: Set<Digest>, unchangedSince cut: Int64) async throws(BlobError) -> Sweep {
        try await Offload.run { () throws(BlobError) in
            var folders: [String] = []
            for kind in ["git", "sha256"] {
                for name in try Folder.names(in: "\(layout.root)/\(kind)") where name.utf8.count == 2 {
                    folders.append("\(layout.root)/\(kind)/\(name)")
                }
            }
            let found = SweepResults(count: folders.count)
            let paths = folders
            DispatchQueue.concurrentPerform(iterations: paths.count) { index in
                do throws(BlobError) {
                    found.set(index, .success(try SweepFolder(paths[index]).sweep(marks, unchangedSince: cut)))
                } catch {
                    found.set(index, .failure(error))
                }
            }
            var all = Sweep()
            for part in found.results { all.add(try part.get()) }
            return all
        }
    }

    /// Removes blobs that are still unmarked and unchanged, under the lock that keeps those who rely on one away. `newMarks` is asked
    /// under the lock. Answers what went. Killed in the midst, the rest is still there.
    public func remove(
        _ blobs: some Sequence<Sweep.Blob>, unchangedSince cut: Int64, newMarks: () throws -> Set<Digest>
    ) throws -> [Sweep.Blob] {
        let lock = try StoreLock(layout.root, isShared: false)
        defer { lock.release() }
        let marks = try newMarks()
        var gone: [Sweep.Blob] = []
        for blob in blobs where !marks.contains(blob.digest) {
            let path = layout.blob(blob.digest)
            var info = stat()
            guard lstat(path, &info) == 0, FileTime.milliseconds(info.st_ctim) < cut else { continue }
            try Folder.removeFile(path)
            for ending in SweepFolder.companions { try Folder.removeFile(path + ending) }
            gone.append(blob)
        }
        return gone
    }

    /// Removes companions whose blob is not there. Answers how many went.
    public func removeCompanions(_ paths: [String]) throws(BlobError) -> Int {
        let lock = try StoreLock(layout.root, isShared: false)
        defer { lock.release() }
        var count = 0
        for path in paths where access((path as NSString).deletingPathExtension, F_OK) != 0 {
            try Folder.removeFile(path)
            count += 1
        }
        return count
    }

    /// Links of git names to blobs that are not held, and to those in `gone`.
    public func danglingLinks(without gone: Set<Digest> = []) async throws(BlobError) -> [GitObjectID] {
        try await Offload.run { () throws(BlobError) in
            var all: [GitObjectID] = []
            for folder in try Folder.names(in: "\(layout.root)/git") {
                for name in try Folder.names(in: "\(layout.root)/git/\(folder)") where !name.hasPrefix(".") {
                    guard let object = GitObjectID(name) else { continue }
                    if try heldDigest(.gitBlob(object)).map({ gone.contains($0) }) ?? true { all.append(object) }
                }
            }
            return all
        }
    }

    /// Removes links whose blob is not held. Answers how many went.
    public func removeLinks(_ objects: some Sequence<GitObjectID>) throws(BlobError) -> Int {
        let lock = try StoreLock(layout.root, isShared: false)
        defer { lock.release() }
        var count = 0
        for object in objects where try heldDigest(.gitBlob(object)) == nil {
            try Folder.removeFile(layout.link(object))
            count += 1
        }
        return count
    }
}

/// One result for each folder, filled from several threads.
private final class SweepResults: @unchecked Sendable {  // Safety: `results` is only touched with `lock` held.
    private let lock = NSLock()
    private(set) var results: [Result<DiskBlobStore.Sweep, BlobError>]

    init(count: Int) { results = Array(repeating: .success(DiskBlobStore.Sweep()), count: count) }

    func set(_ index: Int, _ result: Result<DiskBlobStore.Sweep, BlobError>) { lock.withLock { results[index] = result } }
}
