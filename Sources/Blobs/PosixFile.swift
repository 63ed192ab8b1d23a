internal import CDisk
internal import Foundation

/// The system calls a store's bytes go through. A value, so that a test can make the disk fail; `.system` is the real one.
struct DiskCalls: Sendable {
    var write: @Sendable (_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int, _ offset: Int64) -> Int
    /// Reserves space for a whole file. 0, or an `errno` value.
    var reserve: @Sendable (_ descriptor: Int32, _ size: Int64) -> Int32
    /// 0, or -1 with `errno`.
    var synchronize: @Sendable (_ descriptor: Int32) -> Int32
    /// Bytes that an ordinary user may still write to the file system, or nil if it does not say.
    var freeBytes: @Sendable (_ descriptor: Int32) -> Int64?

    static let system = DiskCalls(
        write: { pwrite($0, $1, $2, off_t($3)) },
        // Not posix_fallocate: where the file system can't, glibc's writes zeros over the whole length.
        reserve: { wb_reserve($0, $1) },
        synchronize: { fsync($0) },
        freeBytes: { descriptor in
            var info = statvfs()
            guard fstatvfs(descriptor, &info) == 0, info.f_blocks > 0 else { return nil }
            return Int64(clamping: UInt64(info.f_bavail).multipliedReportingOverflow(by: UInt64(info.f_frsize)).partialValue)
        })
}

/// An open file; closed (and its lock given up) with the last reference.
public final class PosixFile: Sendable {
    /// Never to be closed or moved.
    public let descriptor: Int32
    let path: String
    let calls: DiskCalls

    /// nil where `O_CREAT` is not among the flags and there is no such file.
    init?(_ path: String, flags: Int32, mode: mode_t = 0o644, calls: DiskCalls = .system) throws(BlobError) {
        var opened: Int32
        repeat { opened = open(path, flags | O_CLOEXEC, mode) } while opened < 0 && errno == EINTR
        if opened < 0 {
            if errno == ENOENT, flags & O_CREAT == 0 { return nil }
            throw BlobError("open", path, errno)
        }
        descriptor = opened
        self.path = path
        self.calls = calls
    }

    /// Opens a file for reading; nil: there is none.
    public convenience init?(reading path: String) throws(BlobError) { try self.init(path, flags: O_RDONLY) }

    deinit { close(descriptor) }

    func status() throws(BlobError) -> stat {
        var info = stat()
        guard fstat(descriptor, &info) == 0 else { throw BlobError("stat", path, errno) }
        return info
    }

    /// Whether the lock is ours now. Never waits; goes with the descriptor, so a killed process holds none.
    func lock() throws(BlobError) -> Bool {
        if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { return true }
        if errno == EWOULDBLOCK { return false }
        throw BlobError("lock", path, errno)
    }

    func unlock() { _ = flock(descriptor, LOCK_UN) }

    /// Fills the buffer and returns the count; less only at the end of the file. Blocking.
    public func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        var done = 0
        while done < buffer.count, let base = buffer.baseAddress {
            let count = pread(descriptor, base + done, buffer.count - done, off_t(offset) + off_t(done))
            if count < 0 {
                if errno == EINTR { continue }
                throw BlobError("read", path, errno)
            }
            if count == 0 { break }
            done += count
        }
        return done
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        var done = 0
        while done < bytes.count, let base = bytes.baseAddress {
            let count = calls.write(descriptor, base + done, bytes.count - done, offset + Int64(done))
            if count < 0 {
                if errno == EINTR { continue }
                throw BlobError("write", path, errno, needed: Int64(bytes.count - done))
            }
            // A write that takes nothing and fails with nothing would otherwise be tried for ever.
            if count == 0 { throw BlobError("write", path, ENOSPC, needed: Int64(bytes.count - done)) }
            done += count
        }
    }

    /// The same from the start of the file.
    func write(all bytes: [UInt8], at offset: Int64 = 0) throws(BlobError) {
        var failure: BlobError?
        bytes.withUnsafeBytes { buffer in
            do throws(BlobError) { try write(buffer, at: offset) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    /// Makes the file `size` bytes long with its space reserved, or as long as that where the file system can't reserve.
    func reserve(_ size: Int64) throws(BlobError) {
        let info = try status()
        let allocated = Int64(info.st_blocks) * 512
        // Asked first: ext4 would fill the disk to the brim before it gave up.
        if let free = calls.freeBytes(descriptor), free < size - allocated {
            throw .full(path: path, needed: size - allocated)
        }
        var failure: Int32
        repeat { failure = size > 0 ? calls.reserve(descriptor, size) : 0 } while failure == EINTR
        switch failure {
        case 0: break
        case EOPNOTSUPP, ENOSYS, EINVAL: break
        default: throw BlobError("reserve", path, failure, needed: size - allocated)
        }
        guard Int64(info.st_size) == size || ftruncate(descriptor, off_t(size)) == 0 else {
            throw BlobError("truncate", path, errno, needed: size - allocated)
        }
    }

    func synchronize() throws(BlobError) {
        while calls.synchronize(descriptor) != 0 {
            if errno != EINTR { throw BlobError("fsync", path, errno) }
        }
    }
}

extension BlobError {
    /// What a failed system call means to a store.
    init(_ operation: String, _ path: String, _ code: Int32, needed: Int64 = 0) {
        switch code {
        case ENOSPC, EDQUOT: self = .full(path: path, needed: needed)
        case EROFS: self = .readOnly(path: path)
        default: self = .io(operation: operation, path: path, reason: String(cString: strerror(code)))
        }
    }
}

/// Folder operations with the store's errors.
enum Folder {
    /// Creates a folder and the ones above it.
    static func create(_ path: String) throws(BlobError) {
        if mkdir(path, 0o755) == 0 || errno == EEXIST { return }
        guard errno == ENOENT, let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw BlobError("create", path, errno) }
        try create(String(path[..<slash]))
        guard mkdir(path, 0o755) == 0 || errno == EEXIST else { throw BlobError("create", path, errno) }
    }

    /// Makes a rename in the folder outlast a power cut.
    static func synchronize(_ path: String, calls: DiskCalls) throws(BlobError) {
        guard let folder = try PosixFile(path, flags: O_RDONLY | O_DIRECTORY, calls: calls) else {
            throw BlobError("open", path, ENOENT)
        }
        try folder.synchronize()
    }

    /// Names in a folder, without `.` and `..`, sorted; none if there is no such folder.
    static func names(in path: String) throws(BlobError) -> [String] {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return [] }
            throw BlobError("list", path, errno)
        }
        defer { closedir(folder) }
        var names: [String] = []
        errno = 0
        while let entry = readdir(folder) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            errno = 0
        }
        guard errno == 0 else { throw BlobError("list", path, errno) }
        return names.sorted()
    }

    /// Removes a file; it is no error if there is none.
    static func removeFile(_ path: String) throws(BlobError) {
        guard unlink(path) == 0 || errno == ENOENT else { throw BlobError("remove", path, errno) }
    }

    static func rename(_ from: String, _ to: String) throws(BlobError) {
        guard Foundation.rename(from, to) == 0 else { throw BlobError("rename", from, errno) }
    }
}
