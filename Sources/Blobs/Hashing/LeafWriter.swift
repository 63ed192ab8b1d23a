internal import CDisk
internal import Foundation

/// Writes leaves past the page cache where it can: what is hashed before it is written need not be read again soon.
///
/// Measured here: 0.06 s of the kernel's time for a GB with O_DIRECT, through the page cache 0.2 to 2.3 s, depending on how much of it
/// must be thrown out first.
struct LeafWriter {
    private let file: PosixFile
    /// The same file, opened for writing past the page cache; nil: not possible here.
    private var direct: PosixFile?

    init(_ file: PosixFile) {
        self.file = file
        // By its descriptor: the name may be another file's by now.
        direct = (try? PosixFile("/proc/self/fd/\(file.descriptor)", flags: O_WRONLY | wb_direct_flag(), calls: file.calls)) ?? nil
    }

    mutating func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        if let direct, bytes.count % LeafBuffers.alignment == 0, offset % Int64(LeafBuffers.alignment) == 0 {
            do throws(BlobError) {
                return try direct.write(bytes, at: offset)
            } catch {
                // It may want an alignment of its own. What is really wrong shows again below.
                self.direct = nil
            }
        }
        try file.write(bytes, at: offset)
    }
}
