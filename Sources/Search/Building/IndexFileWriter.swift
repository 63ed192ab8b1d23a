internal import Foundation

/// Writes an index file: visible under its name only when it is whole.
final class IndexFileWriter {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var entries: [IndexEntry] = []
    private var offset: UInt64

    /// Room for the table of parts, which is written last.
    private static let tableRoom = 24 * 512

    init(path: String) throws(SearchError) {
        self.path = path
        temporary = "\(path).\(getpid()).\(UInt32.random(in: 0...UInt32.max)).partial"
        descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure("can't be written", path) }
        let start = IndexFile.headerBytes + Self.tableRoom
        offset = UInt64((start + IndexFile.alignment - 1) / IndexFile.alignment * IndexFile.alignment)
    }

    deinit {
        close(descriptor)
        unlink(temporary)
    }

    func write<Value: BitwiseCopyable>(_ part: IndexPart, facet: Int = 0, _ values: [Value]) throws(SearchError) {
        let bytes = values.count * MemoryLayout<Value>.stride
        entries.append(IndexEntry(key: IndexFile.key(part, facet), offset: offset, bytes: UInt64(bytes)))
        let start = offset
        offset += UInt64((bytes + IndexFile.alignment - 1) / IndexFile.alignment * IndexFile.alignment)
        let isWritten = values.withUnsafeBytes { put($0, at: start) }
        guard isWritten else { throw Self.failure("can't be written", path) }
    }

    /// Puts the file under its name. What was there before stays whole for those who read it.
    func finish(changes: Int64, count: Int) throws(SearchError) {
        var table: [UInt64] = []
        for entry in entries { table += [entry.key, entry.offset, entry.bytes] }
        let seed = UInt64(bitPattern: changes) ^ UInt64(count)
        let sum = table.withUnsafeBytes { IndexFile.checksum($0, seed: seed) }
        let header = [
            IndexFile.magic, IndexFile.version, UInt64(bitPattern: changes), UInt64(count), UInt64(entries.count), offset, sum, 0,
        ]
        let isWritten =
            table.count * 8 <= Self.tableRoom && ftruncate(descriptor, off_t(offset)) == 0
            && (header + table).withUnsafeBytes { put($0, at: 0) } && fsync(descriptor) == 0 && rename(temporary, path) == 0
        guard isWritten else { throw Self.failure("can't be written", path) }
    }

    private func put(_ bytes: UnsafeRawBufferPointer, at offset: UInt64) -> Bool {
        var done = 0
        while done < bytes.count {
            let written = pwrite(
                descriptor, bytes.baseAddress?.advanced(by: done), min(bytes.count - done, 1 << 30), off_t(offset) + off_t(done))
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { return false }
            done += written
        }
        return true
    }

    private static func failure(_ what: String, _ path: String) -> SearchError {
        SearchError(.unreadable, "the index \(path) \(what): \(String(cString: strerror(errno)))")
    }
}
