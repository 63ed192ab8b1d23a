import CArchive
import Foundation
import Vocabulary

/// Reads a zip, tar, tar.gz or tar.zst from front to back. Everything in it is taken for hostile: names are checked, only
/// regular files and folders come through (libarchive's own `SECURE_*` flags let links, devices and FIFOs pass; measured),
/// and limits hold for entries, bytes and compression. Cut-off
/// archives are noticed. That no byte changed only a zip can tell (libarchive does not check gzip's sum, and a zstd frame
/// may have none): whoever needs that has to know a digest.
public struct ArchiveReader: ~Copyable {
    private let archive: OpaquePointer
    /// For messages.
    private let name: String
    private let limits: ArchiveLimits
    /// Bytes of the archive itself.
    private let packedSize: Int64
    /// Keeps an archive in memory where libarchive reads it.
    private let memory: UnsafeMutableRawBufferPointer?
    private var current: ArchiveEntry?
    private var seen: Set<RepoPath> = []
    private var entryBytes: Int64 = 0
    private var totalBytes: Int64 = 0

    /// Opens a file.
    public init(path: String, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .unreadable(archive: path, reason: String(cString: strerror(errno)))
        }
        let opened = try Self.reader(path)
        guard archive_read_open_filename(opened, path, 1 << 18) == ARCHIVE_OK else {
            let reason = Self.reason(opened)
            archive_read_free(opened)
            throw .unrecognized(archive: path, reason: reason)
        }
        archive = opened
        name = path
        memory = nil
        packedSize = Int64(status.st_size)
        self.limits = limits
    }

    /// Reads an archive that is in memory; `name` is for messages.
    public init(bytes: [UInt8], name: String, limits: ArchiveLimits = ArchiveLimits()) throws(ArchiveError) {
        let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: max(1, bytes.count), alignment: 16)
        copy.copyBytes(from: bytes)
        let opened: OpaquePointer
        do { opened = try Self.reader(name) } catch {
            copy.deallocate()
            throw error
        }
        guard archive_read_open_memory(opened, copy.baseAddress, bytes.count) == ARCHIVE_OK else {
            let reason = Self.reason(opened)
            archive_read_free(opened)
            copy.deallocate()
            throw .unrecognized(archive: name, reason: reason)
        }
        archive = opened
        self.name = name
        memory = copy
        packedSize = Int64(bytes.count)
        self.limits = limits
    }

    deinit {
        archive_read_free(archive)
        memory?.deallocate()
    }

    /// The next entry; nil at the end. What was not read of the one before is skipped (and counts as read).
    public mutating func next() throws(ArchiveError) -> ArchiveEntry? {
        try skipRest()
        current = nil
        var header: OpaquePointer?
        let code = archive_read_next_header(archive, &header)
        if code == ARCHIVE_EOF {
            try checkEnd()
            return nil
        }
        // A warning says that a name did not fit the locale; the name itself is looked at below.
        guard code == ARCHIVE_OK || code == ARCHIVE_WARN, let header else {
            let reason = Self.reason(archive)
            if seen.isEmpty { throw .unrecognized(archive: name, reason: reason) }
            throw .damaged(archive: name, entry: nil, reason: reason)
        }
        let entry = try check(header)
        guard seen.count < limits.entries else {
            throw .tooMuch(archive: name, entry: nil, reason: "more than \(limits.entries) entries")
        }
        guard seen.insert(entry.path).inserted else {
            throw .refused(archive: name, entry: entry.path.description, reason: "the name occurs twice")
        }
        if let size = entry.size, size > limits.entryBytes { throw tooLarge(entry) }
        current = entry
        entryBytes = 0
        return entry
    }

    /// Reads on in the current entry; 0 at its end.
    public mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(ArchiveError) -> Int {
        guard let current, current.kind == .file, !buffer.isEmpty else { return 0 }
        var count = archive_read_data(archive, buffer.baseAddress, buffer.count)
        while count == Int(ARCHIVE_RETRY) { count = archive_read_data(archive, buffer.baseAddress, buffer.count) }
        guard count >= 0 else {
            throw .damaged(archive: name, entry: current.path.description, reason: Self.reason(archive))
        }
        entryBytes += Int64(count)
        totalBytes += Int64(count)
        guard entryBytes <= limits.entryBytes else { throw tooLarge(current) }
        guard totalBytes <= limits.totalBytes else {
            throw .tooMuch(archive: name, entry: current.path.description, reason: "more than \(limits.totalBytes) bytes in all")
        }
        guard totalBytes <= (packedSize + (1 << 20) / max(1, limits.ratio)) * limits.ratio else {
            let reason = "it unpacks to more than \(limits.ratio) times its size"
            throw .tooMuch(archive: name, entry: current.path.description, reason: reason)
        }
        if count == 0, let size = current.size, size != entryBytes {
            let reason = "\(entryBytes) bytes where the archive announced \(size)"
            throw .damaged(archive: name, entry: current.path.description, reason: reason)
        }
        return count
    }

    /// The rest of the current entry, which must not be longer than `limit` bytes.
    public mutating func contents(upTo limit: Int) throws(ArchiveError) -> [UInt8] {
        var all: [UInt8] = []
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while case let count = try read(into: buffer), count > 0 {
            guard all.count + count <= limit else {
                throw .tooMuch(archive: name, entry: current?.path.description, reason: "the entry is larger than \(limit) bytes")
            }
            all += buffer[..<count]
        }
        return all
    }

    /// A plain tar that was cut off between two entries looks whole to libarchive: the two empty blocks at its end tell
    /// (POSIX pax, "archive end marker"). In the other formats the cut shows by itself.
    private func checkEnd() throws(ArchiveError) {
        guard archive_format(archive) & ARCHIVE_FORMAT_BASE_MASK == ARCHIVE_FORMAT_TAR, archive_filter_count(archive) == 1 else { return }
        var tail = [UInt8](repeating: 1, count: 1_024)
        if let memory {
            tail = Array(memory.suffix(1_024))
        } else if let file = fopen(name, "rb") {
            fseek(file, -1_024, SEEK_END)
            fread(&tail, 1, tail.count, file)
            fclose(file)
        }
        guard packedSize >= 1_024, tail.allSatisfy({ $0 == 0 }) else {
            throw .damaged(archive: name, entry: nil, reason: "it ends without an end mark")
        }
    }

    /// Skipping by ourselves keeps the limits in force: libarchive would unpack all of a bomb to get past it.
    private mutating func skipRest() throws(ArchiveError) {
        guard current?.kind == .file else { return }
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
        defer { buffer.deallocate() }
        while try read(into: buffer) > 0 {}
    }

    private func tooLarge(_ entry: ArchiveEntry) -> ArchiveError {
        .tooMuch(archive: name, entry: entry.path.description, reason: "more than \(limits.entryBytes) bytes")
    }

    /// What the header says, or why it is refused.
    private func check(_ header: OpaquePointer) throws(ArchiveError) -> ArchiveEntry {
        // The first is what the archive holds, byte by byte; a name that only exists as UTF-8 has the second.
        guard let text = (archive_entry_pathname(header) ?? archive_entry_pathname_utf8(header)).flatMap({ String(validatingCString: $0) })
        else { throw .refused(archive: name, entry: "?", reason: "the name is not UTF-8") }
        func refuse(_ reason: String) -> ArchiveError {
            .refused(archive: name, entry: String(text.unicodeScalars.prefix(200).flatMap { $0.escaped(asASCII: false) }), reason: reason)
        }
        if archive_entry_hardlink(header) != nil { throw refuse("it is a hard link") }
        if archive_entry_symlink(header) != nil { throw refuse("it is a symbolic link") }
        let kind: ArchiveEntry.Kind
        switch UInt32(archive_entry_filetype(header)) {
        case 0o100000: kind = .file
        case 0o040000: kind = .folder
        case 0o120000: throw refuse("it is a symbolic link")
        case 0o010000: throw refuse("it is a FIFO")
        case 0o020000, 0o060000: throw refuse("it is a device")
        default: throw refuse("it is neither a file nor a folder")
        }
        if archive_entry_is_encrypted(header) != 0 { throw refuse("it is encrypted") }
        let bare = kind == .folder && text.hasSuffix("/") ? String(text.dropLast()) : text
        do {
            let size = archive_entry_size_is_set(header) != 0 && kind == .file ? archive_entry_size(header) : nil
            return ArchiveEntry(path: try RepoPath(checking: bare), kind: kind, size: size)
        } catch {
            throw refuse(error.description)
        }
    }

    private static func reader(_ name: String) throws(ArchiveError) -> OpaquePointer {
        guard let archive = archive_read_new() else { throw .unreadable(archive: name, reason: "out of memory") }
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_format_tar(archive)
        archive_read_support_format_zip(archive)
        return archive
    }

    private static func reason(_ archive: OpaquePointer) -> String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unknown reason"
    }
}
