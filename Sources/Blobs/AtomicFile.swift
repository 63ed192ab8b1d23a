internal import CDisk
internal import Foundation

/// Small files that are whole or not there, whatever happens meanwhile.
public enum AtomicFile {
    /// Replaces a file in one rename, durable when this returns. Folders above it are created.
    ///
    /// - Parameter isDurable: false: quicker by far for many files. A power cut may lose it, or leave it empty; a kill can't.
    public static func write(_ bytes: [UInt8], to path: String, isDurable: Bool = true) throws(BlobError) {
        let folder = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        try createFolder(folder, isDurable: isDurable)
        let temporary = "\(folder)/.\(path.split(separator: "/").last ?? "").\(getpid()).\(UInt32.random(in: 0 ... .max))"
        guard let file = try PosixFile(temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) else {
            throw BlobError("open", temporary, ENOENT)
        }
        do throws(BlobError) {
            try file.write(all: bytes)
            if isDurable { try file.synchronize() }
            try Folder.rename(temporary, path)
        } catch {
            try? Folder.removeFile(temporary)
            throw error
        }
        if isDurable { try Folder.synchronize(folder, calls: .system) }
    }

    /// A file's bytes, or nil if there is none. Throws `.io` for one of more than `limit` bytes.
    public static func read(_ path: String, limit: Int) throws(BlobError) -> [UInt8]? {
        guard let file = try PosixFile(path, flags: O_RDONLY) else { return nil }
        let size = Int(try file.status().st_size)
        guard size <= limit else { throw .io(operation: "read", path: path, reason: "larger than \(limit) bytes") }
        var bytes = [UInt8](repeating: 0, count: size)
        var outcome: Result<Int, BlobError> = .success(0)
        bytes.withUnsafeMutableBytes { buffer in
            do throws(BlobError) { outcome = .success(try file.read(into: buffer, at: 0)) } catch { outcome = .failure(error) }
        }
        bytes.removeLast(size - (try outcome.get()))
        return bytes
    }

    /// Adds bytes to the end of a file in one write, creating it if need be. Not made durable.
    public static func append(_ bytes: [UInt8], to path: String) throws(BlobError) {
        guard let file = try PosixFile(path, flags: O_WRONLY | O_CREAT | O_APPEND | O_NOFOLLOW) else {
            throw BlobError("open", path, ENOENT)
        }
        let count = bytes.withUnsafeBytes { Foundation.write(file.descriptor, $0.baseAddress, $0.count) }
        guard count == bytes.count else { throw BlobError("write", path, count < 0 ? errno : ENOSPC, needed: Int64(bytes.count)) }
    }

    /// Sets the time of a file's last reading to now, and leaves that of its modification. Fails silently: only an order hangs on it.
    public static func markRead(_ path: String) { wb_mark_read(path) }

    /// Names in a folder, sorted, without `.` and `..`; none if there is no such folder.
    public static func names(in folder: String) throws(BlobError) -> [String] { try Folder.names(in: folder) }

    /// Creates a folder with those above it, so that they outlast a power cut unless `isDurable` is false.
    public static func createFolder(_ path: String, isDurable: Bool = true) throws(BlobError) {
        guard !path.isEmpty, access(path, F_OK) != 0 else { return }
        let parent = String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)])
        try createFolder(parent, isDurable: isDurable)
        try Folder.create(path)
        if isDurable, !parent.isEmpty { try Folder.synchronize(parent, calls: .system) }
    }
}

/// An exclusive lock between processes, held as long as the value lives and given up by the kernel when the process dies.
public final class FileLock: Sendable {
    private let file: PosixFile

    /// nil if somebody else holds it. Never waits.
    public init?(_ path: String) throws(BlobError) {
        try AtomicFile.createFolder(String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]))
        guard let opened = try PosixFile(path, flags: O_RDWR | O_CREAT | O_NOFOLLOW), try opened.lock() else { return nil }
        file = opened
    }

    var descriptor: Int32 { file.descriptor }
    var path: String { file.path }

    /// Gives the lock up before the value goes.
    public func release() { file.unlock() }
}
