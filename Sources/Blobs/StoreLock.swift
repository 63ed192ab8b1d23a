internal import Foundation

/// Keeps those who rely on a blob that is held and a collector that removes blobs apart: `store.lock`, beside the store's folder.
///
/// Whoever relies on one holds it shared for an instant while he touches the blob; a collector holds it alone while it looks at the
/// blob's change time once more and removes it. Goes with the process, so a killed one holds nothing.
struct StoreLock {
    private let file: PosixFile

    /// Waits: nobody holds it for longer than it takes to remove some hundred files.
    init(_ root: String, isShared: Bool) throws(BlobError) {
        let folder = String(root[..<(root.lastIndex(of: "/") ?? root.startIndex)])
        let path = "\(folder)/store.lock"
        try AtomicFile.createFolder(folder)
        guard let file = try PosixFile(path, flags: O_RDWR | O_CREAT | O_NOFOLLOW) else { throw BlobError("open", path, ENOENT) }
        while flock(file.descriptor, isShared ? LOCK_SH : LOCK_EX) != 0 {
            if errno != EINTR { throw BlobError("lock", path, errno) }
        }
        self.file = file
    }

    func release() { file.unlock() }
}
