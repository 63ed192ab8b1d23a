internal import Foundation

/// Documents as files of a folder.
public struct DiskDocumentStore: DocumentStore {
    public let root: String

    /// Nothing is created before the first write.
    public init(root: String) { self.root = root }

    public func read(_ key: String, limit: Int) async throws(BlobError) -> [UInt8]? { try AtomicFile.read(path(key), limit: limit) }

    public func write(_ key: String, _ bytes: [UInt8]) async throws(BlobError) {
        let path = path(key)
        try await Offload.run { () throws(BlobError) in try AtomicFile.write(bytes, to: path) }
    }

    public func note(_ key: String, _ bytes: [UInt8]) async throws(BlobError) {
        let path = path(key)
        try await Offload.run { () throws(BlobError) in try AtomicFile.write(bytes, to: path, isDurable: false) }
    }

    /// Files that begin with a dot are ours or an interrupted write's, never documents.
    public func names(in folder: String) async throws(BlobError) -> [String] {
        try Folder.names(in: path(folder)).filter { !$0.hasPrefix(".") }
    }

    public func remove(_ key: String) async throws(BlobError) { try Folder.removeFile(path(key)) }

    /// Every write is a new file: its number, size and times.
    public func version(of key: String) async throws(BlobError) -> String? {
        var info = stat()
        let path = path(key)
        guard stat(path, &info) == 0 else {
            if errno == ENOENT || errno == ENOTDIR { return nil }
            throw BlobError("stat", path, errno)
        }
        let times = [info.st_mtim, info.st_ctim].map { "\($0.tv_sec).\($0.tv_nsec)" }
        return "\(info.st_ino)-\(info.st_size)-\(times.joined(separator: "-"))"
    }

    private func path(_ key: String) -> String { "\(root)/\(key)" }
}
