internal import Foundation
public import Vocabulary

internal import struct Crypto.SHA256

/// Gives a blob's bytes a name outside its store, for folders that other programs read.
///
/// A hard link where the store has the bytes in a file that nobody may write and the folder is on the same file system: no bytes are
/// moved, and the store's file is the other program's as well. Else a copy, hashed while it is made: bytes that are not the blob never get
/// the name.
public struct BlobPlacement: Sendable {
    /// How a blob came to its place.
    public enum Outcome: Sendable, Hashable {
        case linked, copied
        /// A file of the blob's size was there.
        case present
    }

    private static let piece = 1 << 20

    private let blobs: any BlobStore
    private let mayLink: Bool
    private let verifies: Bool

    /// - Parameters:
    ///   - mayLink: false: always copy.
    ///   - verifies: whether bytes are hashed before they are linked, and those that are there already as well. A copy always is.
    public init(_ blobs: any BlobStore, mayLink: Bool = true, verifies: Bool = false) {
        self.blobs = blobs
        self.mayLink = mayLink
        self.verifies = verifies
    }

    /// Puts a blob at `path`, whose folder is there, in one step: a killed process leaves at most a temporary file, which the next one
    /// replaces. One process at a time for a path. Throws `.missing`, and `.mismatch` for bytes that are not the blob.
    public func place(_ digest: Digest, size: Int64, at path: String) async throws(BlobError) -> Outcome {
        if let bad = try await blobs.knownDamage(of: digest).first { throw .damaged(digest, bad) }
        let reader = try await blobs.reader(of: digest)
        guard reader.size == size else {
            throw .mismatch(expected: .sha256(digest), actual: "\(reader.size) bytes, not \(size)")
        }
        let (mayLink, verifies) = (mayLink, verifies)
        return try await Offload.run { () throws(BlobError) in
            if try Self.hasFile(of: size, at: path) {
                guard verifies else { return .present }
                if try Self.file(path, has: digest, size) { return .present }
            }
            if mayLink {
                if verifies {
                    try Self.hash(size, digest) { buffer, offset throws(BlobError) in try reader.read(into: buffer, at: offset) }
                }
                if try Self.link(reader, to: path) { return .linked }
            }
            try Self.copy(reader, digest, to: path)
            return .copied
        }
    }

    private static func file(_ path: String, has digest: Digest, _ size: Int64) throws(BlobError) -> Bool {
        guard let file = try PosixFile(path, flags: O_RDONLY | O_NOFOLLOW) else { return false }
        do throws(BlobError) {
            try hash(size, digest) { buffer, offset throws(BlobError) in try file.read(into: buffer, at: offset) }
            return true
        } catch {
            if case .mismatch = error { return false }
            throw error
        }
    }

    /// Reads to the end and compares. Throws `.mismatch`.
    private static func hash(
        _ size: Int64, _ digest: Digest, read: (UnsafeMutableRawBufferPointer, Int64) throws(BlobError) -> Int,
        each: (UnsafeRawBufferPointer, Int64) throws(BlobError) -> Void = { _, _ throws(BlobError) in }
    ) throws(BlobError) {
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: piece, alignment: 4_096)
        defer { buffer.deallocate() }
        var hash = SHA256()
        var offset: Int64 = 0
        while offset < size {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(Int64(piece), size - offset))])
            let count = try read(room, offset)
            guard count > 0 else { break }
            let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
            hash.update(bufferPointer: bytes)
            try each(bytes, offset)
            offset += Int64(count)
        }
        let actual = Digest(bytes: Array(hash.finalize()))
        guard actual == digest else { throw .mismatch(expected: .sha256(digest), actual: actual?.hex ?? "") }
    }

    /// A plain file that another program or an earlier run put there whole: both rename whole files to their names.
    private static func hasFile(of size: Int64, at path: String) throws(BlobError) -> Bool {
        var there = stat()
        guard lstat(path, &there) == 0 else {
            if errno == ENOENT { return false }
            throw BlobError("stat", path, errno)
        }
        guard there.st_mode & S_IFMT != S_IFDIR else { throw .io(operation: "place", path: path, reason: "a folder is in its place") }
        return there.st_mode & S_IFMT == S_IFREG && Int64(there.st_size) == size
    }

    /// By the open file, not by a name: it is the one that the store has just vouched for. False where the system does not let us.
    private static func link(_ reader: any BlobReader, to path: String) throws(BlobError) -> Bool {
        guard let descriptor = reader.descriptor else { return false }
        var info = stat()
        // Whoever opens the new name must not be able to change the store's bytes by accident.
        guard fstat(descriptor, &info) == 0, info.st_mode & 0o222 == 0, Int64(info.st_size) == reader.size else { return false }
        let temporary = temporary(path)
        try Folder.removeFile(temporary)
        guard linkat(AT_FDCWD, "/proc/self/fd/\(descriptor)", AT_FDCWD, temporary, AT_SYMLINK_FOLLOW) == 0 else { return false }
        try Folder.rename(temporary, path)
        return true
    }

    private static func copy(_ reader: any BlobReader, _ digest: Digest, to path: String) throws(BlobError) {
        let temporary = temporary(path)
        try Folder.removeFile(temporary)
        guard let file = try PosixFile(temporary, flags: O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW) else {
            throw BlobError("open", temporary, ENOENT)
        }
        do throws(BlobError) {
            try hash(
                reader.size, digest, read: { buffer, offset throws(BlobError) in try reader.read(into: buffer, at: offset) },
                each: { bytes, offset throws(BlobError) in try file.write(bytes, at: offset) })
            try file.synchronize()
            try Folder.rename(temporary, path)
        } catch {
            try? Folder.removeFile(temporary)
            throw error
        }
    }

    /// The same for every run, so that what a killed one left is replaced.
    private static func temporary(_ path: String) -> String { path + ".weighbridge-part" }
}
