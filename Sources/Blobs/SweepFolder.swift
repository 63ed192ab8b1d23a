internal import Foundation
internal import Vocabulary

/// One folder of blobs, read for what may go. A name costs no String, and a marked blob no look at the file.
struct SweepFolder {
    /// Endings of what stands beside a blob and goes with it.
    static let companions = [".tree", ".damage"]

    private let path: String

    init(_ path: String) { self.path = path }

    func sweep(_ marks: Set<Digest>, unchangedSince cut: Int64) throws(BlobError) -> DiskBlobStore.Sweep {
        guard let folder = opendir(path) else {
            if errno == ENOENT || errno == ENOTDIR { return DiskBlobStore.Sweep() }
            throw BlobError("list", path, errno)
        }
        defer { closedir(folder) }
        let descriptor = dirfd(folder)
        var found = DiskBlobStore.Sweep()
        var (here, others): (Set<Digest>, [String]) = ([], [])
        var unmarked: [Digest] = []
        errno = 0
        while let entry = readdir(folder) {
            withUnsafePointer(to: &entry.pointee.d_name) { name in
                name.withMemoryRebound(to: UInt8.self, capacity: 256) { text in
                    let units = UnsafeBufferPointer(
                        start: text, count: strnlen(UnsafeRawPointer(text).assumingMemoryBound(to: CChar.self), 256))
                    if let digest = Digest(digits: units) {
                        found.held += 1
                        here.insert(digest)
                        if !marks.contains(digest) { unmarked.append(digest) }
                    } else if units.count > 2 {
                        others.append(String(decoding: units, as: UTF8.self))
                    }
                }
            }
            errno = 0
        }
        guard errno == 0 else { throw BlobError("list", path, errno) }
        for digest in unmarked { try look(digest, descriptor, cut, &found) }
        for name in others { try look(name, here, descriptor, cut, &found) }
        return found
    }

    private func look(_ digest: Digest, _ folder: Int32, _ cut: Int64, _ found: inout DiskBlobStore.Sweep) throws(BlobError) {
        guard let info = try status(digest.hex, folder) else { return }
        if info.st_mode & S_IFMT != S_IFREG || FileTime.milliseconds(info.st_ctim) >= cut {
            found.young += 1
        } else {
            found.blobs.append(DiskBlobStore.Sweep.Blob(digest: digest, size: Int64(info.st_size)))
        }
    }

    private func look(
        _ name: String, _ here: Set<Digest>, _ folder: Int32, _ cut: Int64, _ found: inout DiskBlobStore.Sweep
    ) throws(BlobError) {
        if let content = BlobLayout.content(ofPartial: name) {
            if let info = try status(name, folder), FileTime.milliseconds(info.st_mtim) < cut, FileTime.milliseconds(info.st_ctim) < cut {
                found.partials.append((content, Int64(info.st_blocks) * 512))
            }
            return
        }
        if BlobLayout.isAside(name) {
            // Left by a repair that was killed: nothing reads it any more, its blob was damaged as a whole.
            if let info = try status(name, folder), FileTime.milliseconds(info.st_ctim) < cut { found.companions.append("\(path)/\(name)") }
            return
        }
        guard let ending = Self.companions.first(where: { name.hasSuffix($0) }), let digest = Digest(hex: name.dropLast(ending.utf8.count)),
            !here.contains(digest), let info = try status(name, folder), FileTime.milliseconds(info.st_ctim) < cut
        else { return }
        found.companions.append("\(path)/\(name)")
    }

    private func status(_ name: String, _ folder: Int32) throws(BlobError) -> stat? {
        var info = stat()
        if fstatat(folder, name, &info, AT_SYMLINK_NOFOLLOW) == 0 { return info }
        if errno == ENOENT { return nil }
        throw BlobError("stat", "\(path)/\(name)", errno)
    }
}
