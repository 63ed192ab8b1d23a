internal import Foundation

/// A file as memory: nothing is read before it is touched, and what is touched is shared between processes.
final class MappedFile: @unchecked Sendable {  // Safety: the mapping is read-only and lives as long as the object.
    let bytes: UnsafeRawBufferPointer

    /// nil where there is no such file, or an empty one.
    init?(path: String) throws(SearchError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            if errno == ENOENT { return nil }
            throw SearchError(.unreadable, "the index \(path) can't be opened: \(String(cString: strerror(errno)))")
        }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_size > 0 else { return nil }
        let size = Int(status.st_size)
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
            throw SearchError(.unreadable, "the index \(path) can't be mapped: \(String(cString: strerror(errno)))")
        }
        bytes = UnsafeRawBufferPointer(start: start, count: size)
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }
}
