import Blobs
import Foundation

/// The folder an export writes to. Never follows a link below it, so that nothing is written elsewhere whatever lies there.
struct ExportFolder {
    let root: String
    /// Folders that were seen to be folders.
    private var known: Set<String> = []

    /// Creates the folder and holds it against other exports until the lock goes.
    static func open(_ root: String) throws(ExportError) -> (ExportFolder, ExportLock) {
        do throws(BlobError) { try AtomicFile.createFolder(root) } catch { throw .storage(error) }
        guard let lock = ExportLock(root) else { throw .busy(root) }
        return (ExportFolder(root: root), lock)
    }

    private init(root: String) { self.root = root }

    func path(_ relative: String) -> String { "\(root)/\(relative)" }

    /// Makes every folder above a name.
    mutating func makeRoom(for relative: String) throws(ExportError) {
        guard let slash = relative.lastIndex(of: "/") else { return }
        try makeFolder(String(relative[..<slash]))
    }

    mutating func makeFolder(_ relative: String) throws(ExportError) {
        guard !known.contains(relative) else { return }
        try makeRoom(for: relative)
        let path = path(relative)
        var info = stat()
        if mkdir(path, 0o755) != 0 {
            guard errno == EEXIST else { throw fault("create", path) }
            guard lstat(path, &info) == 0 else { throw fault("stat", path) }
            guard info.st_mode & S_IFMT == S_IFDIR else { throw .inTheWay(path) }
        }
        known.insert(relative)
    }

    /// A symbolic link with that target; false: it was there.
    mutating func link(_ relative: String, to target: String) throws(ExportError) -> Bool {
        try makeRoom(for: relative)
        let path = path(relative)
        if Self.target(of: path) == target { return false }
        var info = stat()
        if lstat(path, &info) == 0, info.st_mode & S_IFMT == S_IFDIR { throw .inTheWay(path) }
        let temporary = path + ".weighbridge-part"
        unlink(temporary)
        guard symlink(target, temporary) == 0 else { throw fault("link", temporary) }
        guard rename(temporary, path) == 0 else { throw fault("rename", temporary) }
        return true
    }

    /// A small file; false: it said that already.
    mutating func write(_ text: String, to relative: String) throws(ExportError) -> Bool {
        try makeRoom(for: relative)
        do throws(BlobError) {
            var info = stat()
            let isFile = lstat(path(relative), &info) == 0 && info.st_mode & S_IFMT == S_IFREG
            if isFile, let held = try AtomicFile.read(path(relative), limit: 4_096), held == Array(text.utf8) { return false }
            try AtomicFile.write(Array(text.utf8), to: path(relative))
            return true
        } catch {
            throw .storage(error)
        }
    }

    private static func target(of path: String) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4_096)
        let count = bytes.withUnsafeMutableBytes { buffer in
            buffer.withMemoryRebound(to: CChar.self) { text in text.baseAddress.map { readlink(path, $0, text.count) } ?? -1 }
        }
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    private func fault(_ operation: String, _ path: String) -> ExportError {
        .storage(.io(operation: operation, path: path, reason: String(cString: strerror(errno))))
    }
}

/// Held as long as the value lives, on the folder itself: clients take every name in a cache for a repository.
final class ExportLock: Sendable {
    private let descriptor: Int32

    /// nil: somebody else holds it, or it is no folder that may be read.
    init?(_ folder: String) {
        let opened = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard opened >= 0 else { return nil }
        guard flock(opened, LOCK_EX | LOCK_NB) == 0 else {
            close(opened)
            return nil
        }
        descriptor = opened
    }

    deinit { close(descriptor) }
}
