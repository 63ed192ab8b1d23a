internal import Foundation
internal import Vocabulary

/// What is known of a leaf that has arrived.
enum LeafRecord: Hashable {
    /// The state that the file's hash has come to behind it.
    case chained(Digest)
    /// Its own hash: it arrived before others that lie before it.
    case alone(Digest)
}

/// Which leaves of an unfinished file have arrived, kept beside it so that a killed process loses little of what was written.
///
/// 72 bytes of header (magic, kind and content id, size, leaf size), then 33 bytes for each leaf: 0 where nothing is known, 1 for a state of
/// the file's hash, 2 for a hash of its own, and its 32 bytes. Written with `pwrite` after the data was hashed and written. Whatever a power
/// cut keeps or loses of the two files, a hash vouches for nothing that is not there: each is compared when a session resumes. Not mapped into memory: on a full or
/// copy-on-write disk a mapping would end the process with SIGBUS where a write gives an error.
struct ProgressSidecar: Sendable {
    private static let magic: [UInt8] = Array("WBPROG3\n".utf8)
    private static let headerSize = 72
    private static let recordSize = 33

    private let file: PosixFile

    /// The records left by an earlier session, nil where a leaf has none; or nil if there is no sidecar that can be believed.
    static func load(_ path: String, content: ContentID, _ leaves: Leaves) -> (ProgressSidecar, [LeafRecord?])? {
        guard let file = (try? PosixFile(path, flags: O_RDWR | O_NOFOLLOW)) ?? nil else { return nil }
        guard let info = try? file.status(), info.st_size == headerSize + leaves.count * recordSize else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(info.st_size))
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0, at: 0) }), count == bytes.count,
            Array(bytes[..<headerSize]) == header(content, leaves)
        else { return nil }
        let records = (0..<leaves.count).map { leaf -> LeafRecord? in
            let start = headerSize + leaf * recordSize
            guard let digest = Digest(bytes: bytes[start + 1..<start + recordSize]) else { return nil }
            switch bytes[start] {
            case 1: return .chained(digest)
            case 2: return .alone(digest)
            default: return nil
            }
        }
        return (ProgressSidecar(file: file), records)
    }

    /// A sidecar that says nothing has arrived.
    static func create(_ path: String, content: ContentID, _ leaves: Leaves) throws(BlobError) -> ProgressSidecar {
        try Folder.removeFile(path)
        guard let file = try PosixFile(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW) else { throw BlobError("open", path, ENOENT) }
        try file.write(all: header(content, leaves) + [UInt8](repeating: 0, count: leaves.count * recordSize))
        return ProgressSidecar(file: file)
    }

    /// Notes a leaf that is written. What can't be noted is fetched again if the session does not end well: no error.
    func record(leaf: Int, _ record: LeafRecord) {
        let bytes =
            switch record {
            case .chained(let state): [1] + state.bytes
            case .alone(let digest): [2] + digest.bytes
            }
        try? file.write(all: bytes, at: Int64(Self.headerSize + leaf * Self.recordSize))
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
