internal import Foundation
internal import Vocabulary

/// How far each part of an unfinished file has come, kept beside it so that a killed process loses nothing that was written.
///
/// 72 bytes of header (magic, kind and content id, size, part size), then a little-endian UInt64 for each part: contiguous
/// bytes from its start. Written with `pwrite` after the data: a process that dies between the two fetches that write again,
/// never the other way round. Not mapped into memory: on a full or copy-on-write disk a mapping would end the process with
/// SIGBUS where a write gives an error. A power cut may keep the sidecar and lose data; the hash at commit finds that.
struct ProgressSidecar: Sendable {
    private static let magic: [UInt8] = Array("WBPROG1\n".utf8)
    private static let headerSize = 72

    private let file: PosixFile

    /// The progress left by an earlier session, or nil if there is none that can be believed.
    static func load(_ path: String, content: ContentID, size: Int64, partSize: Int64) -> (ProgressSidecar, [Int64])? {
        guard let file = (try? PosixFile(path, flags: O_RDWR | O_NOFOLLOW)) ?? nil else { return nil }
        let parts = Parts(size: size, partSize: partSize)
        let length = headerSize + parts.count * 8
        guard let info = try? file.status(), info.st_size == length else { return nil }
        var bytes = [UInt8](repeating: 0, count: length)
        guard let count = try? bytes.withUnsafeMutableBytes({ try file.read(into: $0, at: 0) }), count == length,
            Array(bytes[..<headerSize]) == header(content, size, partSize)
        else { return nil }
        var progress: [Int64] = []
        progress.reserveCapacity(parts.count)
        for part in 0..<parts.count {
            let start = headerSize + part * 8
            let value = bytes[start..<start + 8].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            guard value <= UInt64(parts.length(of: part)) else { return nil }
            progress.append(Int64(value))
        }
        return (ProgressSidecar(file: file), progress)
    }

    /// A sidecar that says nothing has arrived.
    static func create(_ path: String, content: ContentID, size: Int64, partSize: Int64) throws(BlobError) -> ProgressSidecar {
        try Folder.removeFile(path)
        guard let file = try PosixFile(path, flags: O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW) else { throw BlobError("open", path, ENOENT) }
        let count = Parts(size: size, partSize: partSize).count
        let bytes = header(content, size, partSize) + [UInt8](repeating: 0, count: count * 8)
        try file.write(all: bytes)
        return ProgressSidecar(file: file)
    }

    func record(part: Int, bytes: Int64) throws(BlobError) {
        var word = UInt64(bytes).littleEndian
        var failure: BlobError?
        withUnsafeBytes(of: &word) { buffer in
            do throws(BlobError) { try file.write(buffer, at: Int64(Self.headerSize + part * 8)) } catch { failure = error }
        }
        if let failure { throw failure }
    }

    private static func header(_ content: ContentID, _ size: Int64, _ partSize: Int64) -> [UInt8] {
        var bytes = magic
        switch content {
        case .sha256(let digest): bytes += [1, 0, 0, 0, 0, 0, 0, 0] + digest.bytes
        case .gitBlob(let object): bytes += [2, 0, 0, 0, 0, 0, 0, 0] + object.bytes
        }
        bytes += [UInt8](repeating: 0, count: 56 - bytes.count)
        for value in [size, partSize] {
            withUnsafeBytes(of: value.littleEndian) { bytes += $0 }
        }
        return bytes
    }
}

/// A size cut into equal parts, the last one shorter.
struct Parts: Sendable {
    let size: Int64
    let partSize: Int64

    var count: Int { Int((size + partSize - 1) / partSize) }

    func start(of part: Int) -> Int64 { Int64(part) * partSize }

    func length(of part: Int) -> Int64 { min(partSize, size - start(of: part)) }
}
