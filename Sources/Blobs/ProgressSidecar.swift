internal import Foundation
internal import Vocabulary

/// Which leaves of an unfinished file have arrived, kept beside it so that a killed process loses little of what was written.
///
/// 72 bytes of header (magic, kind and content id, size, leaf size), then 32 bytes for each leaf: its SHA-256, zeros where none is
/// known. Written with `pwrite` after the data was read back and hashed. Whatever a power cut keeps or loses of the two files, a
/// digest vouches for nothing that is not there: each is compared when a session resumes. Not mapped into memory: on a full or
/// copy-on-write disk a mapping would end the process with SIGBUS where a write gives an error.
struct ProgressSidecar: Sendable {
    private static let magic: [UInt8] = Array("WBPROG2\n".utf8)
    private static let headerSize = 72

    private let file: PosixFile

    /// The digests left by an earlier session, nil where a leaf has none; or nil if there is no sidecar that can be believed.
    static func load(_ path: String, content: ContentID, _ leaves: Leaves) -> (ProgressSidecar, [Digest?])? {
        guard let file = (try? PosixFile(path, flags: O_RDWR | O_NOFOLLOW)) ?? nil else { return nil }
        guard let info = try? file.status(), info.st_size == headerSize + leaves.count * 32 else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(info.st_size))
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0, at: 0) }), count == bytes.count,
            Array(bytes[..<headerSize]) == header(content, leaves)
        else { return nil }
        let none = Digest(bytes: [UInt8](repeating: 0, count: 32))
        let digests = (0..<leaves.count).map { leaf in
            let digest = Digest(bytes: bytes[headerSize + leaf * 32..<headerSize + (leaf + 1) * 32])
            return digest == none ? nil : digest
        }
        return (ProgressSidecar(file: file), digests)
    }

    /// A sidecar that says nothing has arrived.
    static func create(_ path: String, content: ContentID, _ leaves: Leaves) throws(BlobError) -> ProgressSidecar {
        try Folder.removeFile(path)
        guard let file = try PosixFile(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW) else { throw BlobError("open", path, ENOENT) }
        try file.write(all: header(content, leaves) + [UInt8](repeating: 0, count: leaves.count * 32))
        return ProgressSidecar(file: file)
    }

    /// Notes a leaf that is written. What can't be noted is fetched again if the session does not end well: no error.
    func record(leaf: Int, _ digest: Digest) {
        try? file.write(all: digest.bytes, at: Int64(Self.headerSize + leaf * 32))
    }

    private static func header(_ content: ContentID, _ leaves: Leaves) -> [UInt8] {
        var bytes = magic
        switch content {
        case .sha256(let digest): bytes += [1, 0, 0, 0, 0, 0, 0, 0] + digest.bytes
        case .gitBlob(let object): bytes += [2, 0, 0, 0, 0, 0, 0, 0] + object.bytes
        }
        bytes += [UInt8](repeating: 0, count: 56 - bytes.count)
        for value in [leaves.size, leaves.leafSize] {
            withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
        }
        return bytes
    }
}
