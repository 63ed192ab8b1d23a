internal import Foundation
public import Vocabulary

extension DiskBlobStore {
    /// An ingest that did not finish.
    public struct Partial: Hashable, Sendable {
        public let content: ContentID
        /// Bytes the file is to have.
        public let size: Int64
        /// When something last arrived, in seconds since 1970.
        public let modified: Int64
    }

    /// Every digest that is held, in order. 32 bytes each in memory.
    public func digests() async throws(BlobError) -> [Digest] {
        try await Offload.run { () throws(BlobError) in
            var all: [Digest] = []
            for folder in try Folder.names(in: "\(layout.root)/sha256") {
                all += try Folder.names(in: "\(layout.root)/sha256/\(folder)").compactMap { Digest(hex: $0) }
            }
            return all
        }
    }

    /// Left-overs of ingests that were suspended or killed, and ingests that are running.
    public func partials() async throws(BlobError) -> [Partial] {
        try await Offload.run { () throws(BlobError) in
            var all: [Partial] = []
            for kind in ["git", "sha256"] {
                for folder in try Folder.names(in: "\(layout.root)/\(kind)") {
                    for name in try Folder.names(in: "\(layout.root)/\(kind)/\(folder)") {
                        guard let content = BlobLayout.content(ofPartial: name) else { continue }
                        var info = stat()
                        guard stat(layout.partial(content), &info) == 0 else { continue }
                        all.append(Partial(content: content, size: Int64(info.st_size), modified: Int64(info.st_mtim.tv_sec)))
                    }
                }
            }
            return all
        }
    }

    /// Bytes of an unfinished ingest that a new session would not fetch again unless they were damaged; 0 if there are none.
    public func arrived(_ content: ContentID, size: Int64) async throws(BlobError) -> Int64 {
        var info = stat()
        guard size >= 0, stat(layout.partial(content), &info) == 0, Int64(info.st_size) == size,
            case let leaves = Leaves(size: size, leafSize: leafSize),
            let (_, known) = ProgressSidecar.load(layout.progress(content), content: content, leaves)
        else { return 0 }
        return known.enumerated().reduce(0) { $1.element == nil ? $0 : $0 + leaves.length(of: $1.offset) }
    }

    /// Throws away what an unfinished ingest left. Throws `.busy` while one is running.
    public func discardPartial(_ content: ContentID) async throws(BlobError) {
        let path = layout.partial(content)
        guard let file = try PosixFile(path, flags: O_RDWR | O_NOFOLLOW, calls: calls) else {
            return try Folder.removeFile(layout.progress(content))
        }
        guard try file.lock() else { throw .busy(content) }
        try Folder.removeFile(layout.progress(content))
        try Folder.removeFile(path)
    }

    /// Bytes that may still be written to the store's disk, or nil if it does not say (or the folder does not exist).
    public func freeBytes() -> Int64? {
        var path = layout.root
        while !path.isEmpty {
            if let folder = (try? PosixFile(path, flags: O_RDONLY | O_DIRECTORY)) ?? nil { return calls.freeBytes(folder.descriptor) }
            path = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        }
        return nil
    }
}
