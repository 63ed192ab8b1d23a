internal import Foundation
public import Vocabulary

extension DiskBlobStore {
    /// To be called before a blob that is held already is relied on without anything marking it: its change time becomes now, so that a
    /// collector leaves it alone for the grace period. False: it is gone meanwhile, and must be fetched. May wait a moment.
    public func claim(_ digest: Digest) throws(BlobError) -> Bool {
        let lock = try StoreLock(layout.root, isShared: true)
        defer { lock.release() }
        let path = layout.blob(digest)
        // The change time only: the time of the last modification tells others whether they have verified this file.
        var times = [
            timespec(tv_sec: 0, tv_nsec: TouchCode.now), timespec(tv_sec: 0, tv_nsec: TouchCode.omit),
        ]
        if utimensat(AT_FDCWD, path, &times, AT_SYMLINK_NOFOLLOW) == 0 { return true }
        if errno == ENOENT { return false }
        throw BlobError("touch", path, errno)
    }
}

/// `UTIME_NOW` and `UTIME_OMIT` of utimensat(2), which are macros that Swift does not see.
private enum TouchCode {
    static let now = (1 << 30) - 1
    static let omit = (1 << 30) - 2
}

extension FileLock {
    /// Sets the lock file's time of modification to now: it says since when the lock is held.
    public func touch() throws(BlobError) {
        guard futimens(descriptor, nil) == 0 else { throw BlobError("touch", path, errno) }
    }

    /// Since when the lock at `path` is held by somebody, in milliseconds since 1970; nil: nobody holds it.
    public static func heldSince(_ path: String) throws(BlobError) -> Int64? {
        guard let file = try PosixFile(path, flags: O_RDWR | O_NOFOLLOW) else { return nil }
        guard try !file.lock() else { return nil }
        return FileTime.milliseconds(try file.status().st_mtim)
    }
}

enum FileTime {
    static func milliseconds(_ time: timespec) -> Int64 { Int64(time.tv_sec) * 1_000 + Int64(time.tv_nsec) / 1_000_000 }
}
