internal import Foundation
public import Vocabulary

/// A store in a folder of the local disk. Several processes may use one: unfinished files are locked, finished ones never change.
///
/// The folder must be on one file system with hard POSIX rename semantics; names are hexadecimal, so it may be case-insensitive.
public struct DiskBlobStore: BlobStore {
    /// Ranges that are written at the same time meet at multiples of it.
    public static let defaultPartSize: Int64 = 16 << 20

    let layout: BlobLayout
    let partSize: Int64
    /// Bytes of which progress is kept.
    let leafSize: Int64
    let calls: DiskCalls
    /// Shared by all readers.
    let checks = ServedChecks()
    /// Shared by all ingests.
    let buffers: LeafBuffers
    let desk = HashDesk()
    let writes = WriteDesk()

    /// Nothing is created before the first ingest.
    public init(root: String) {
        self.init(root: root, partSize: Self.defaultPartSize, leafSize: HashTree.leafSize, calls: .system)
    }

    /// A part must be a multiple of a leaf. Trees are only kept where leaves have the size of theirs.
    init(root: String, partSize: Int64, leafSize: Int64, calls: DiskCalls) {
        layout = BlobLayout(root: root)
        self.partSize = partSize
        self.leafSize = leafSize
        self.calls = calls
        buffers = LeafBuffers(size: leafSize)
    }

    public func size(of digest: Digest) async throws(BlobError) -> Int64? { try heldSize(digest) }

    public func reader(of digest: Digest) async throws(BlobError) -> any BlobReader {
        guard let file = try PosixFile(layout.blob(digest), flags: O_RDONLY) else { throw .missing(digest) }
        return DiskBlobReader(
            file: file, size: Int64(try file.status().st_size), digest: digest, store: self, damage: try knownDamage(of: digest))
    }

    public func held(_ content: ContentID) async throws(BlobError) -> Digest? { try heldDigest(content) }

    public func ingest(_ content: ContentID, size: Int64) async throws(BlobError) -> any BlobIngest {
        try await Offload.run { () throws(BlobError) -> any BlobIngest in try open(content, size: size) }
    }

    /// Gives up a blob's name; its bytes go when the last reader closes. No error if it is not held.
    public func remove(_ digest: Digest) async throws(BlobError) {
        try Folder.removeFile(layout.blob(digest))
    }

    private func open(_ content: ContentID, size: Int64) throws(BlobError) -> any BlobIngest {
        guard size >= 0 else { throw .outOfBounds(content, offset: size) }
        for _ in 0..<16 {
            if let digest = try heldDigest(content) {
                let held = try heldSize(digest) ?? 0
                guard held == size else {
                    throw .mismatch(expected: content, actual: "\(held) bytes under that name, not \(size)")
                }
                return HeldIngest(content: content, digest: digest, partSize: partSize)
            }
            try Folder.create(layout.folder(of: content))
            let path = layout.partial(content)
            guard let file = try PosixFile(path, flags: O_RDWR | O_CREAT | O_NOFOLLOW, calls: calls) else { continue }
            guard try file.lock() else { throw .busy(content) }
            // Between our open and our lock another session may have renamed or removed the file: then the lock means nothing.
            guard try Self.isStill(file, at: path) else { continue }
            return try session(content, Leaves(size: size, leafSize: leafSize), file)
        }
        throw .busy(content)
    }

    private func session(_ content: ContentID, _ leaves: Leaves, _ file: PosixFile) throws(BlobError) -> DiskBlobIngest {
        func begin(_ sidecar: ProgressSidecar, _ known: [LeafRecord?]) -> DiskBlobIngest {
            DiskBlobIngest(content: content, leaves: leaves, store: self, file: file, sidecar: sidecar, known: known)
        }
        let sidecarPath = layout.progress(content)
        if Int64(try file.status().st_size) == leaves.size,
            let (sidecar, recorded) = ProgressSidecar.load(sidecarPath, content: content, leaves)
        {
            try file.reserve(leaves.size)
            // A power cut may have kept the record and lost the bytes: what does not match is missing again.
            let right = LeafReader.matching(file, leaves, LeafReader.Expected.of(recorded, leaves))
            return begin(sidecar, recorded.enumerated().map { right.contains($0) ? $1 : nil })
        }
        // Before the file gets its length: a left-over sidecar must never vouch for a file that is new.
        try Folder.removeFile(sidecarPath)
        do throws(BlobError) {
            try file.reserve(leaves.size)
            let sidecar = try ProgressSidecar.create(sidecarPath, content: content, leaves)
            return begin(sidecar, [LeafRecord?](repeating: nil, count: leaves.count))
        } catch {
            try? Folder.removeFile(sidecarPath)
            try? Folder.removeFile(file.path)
            throw error
        }
    }

    private static func isStill(_ file: PosixFile, at path: String) throws(BlobError) -> Bool {
        let ours = try file.status()
        var there = stat()
        guard lstat(path, &there) == 0 else {
            if errno == ENOENT { return false }
            throw BlobError("stat", path, errno)
        }
        return ours.st_ino == there.st_ino && ours.st_dev == there.st_dev
    }

    func heldSize(_ digest: Digest) throws(BlobError) -> Int64? {
        let path = layout.blob(digest)
        var info = stat()
        guard stat(path, &info) == 0 else {
            if errno == ENOENT { return nil }
            throw BlobError("stat", path, errno)
        }
        return Int64(info.st_size)
    }

    func heldDigest(_ content: ContentID) throws(BlobError) -> Digest? {
        switch content {
        case .sha256(let digest):
            return try heldSize(digest) == nil ? nil : digest
        case .gitBlob(let object):
            var target = [UInt8](repeating: 0, count: 256)
            let count = target.withUnsafeMutableBytes { buffer in
                buffer.withMemoryRebound(to: CChar.self) { text in
                    text.baseAddress.map { readlink(layout.link(object), $0, text.count) } ?? -1
                }
            }
            guard count >= 64, let digest = Digest(hex: String(decoding: target[(count - 64)..<count], as: UTF8.self)) else { return nil }
            return try heldSize(digest) == nil ? nil : digest
        }
    }

    /// Remembers under which digest a git object's bytes are held. An index: what it loses is only fetched again.
    static func link(_ object: GitObjectID, to digest: Digest, in layout: BlobLayout) throws(BlobError) {
        let path = layout.link(object)
        let temporary = "\(layout.folder(of: .gitBlob(object)))/.\(object).link"
        try Folder.removeFile(temporary)
        guard symlink(layout.linkTarget(digest), temporary) == 0 else { throw BlobError("link", temporary, errno) }
        try Folder.rename(temporary, path)
    }
}

/// A blob that is open; the descriptor keeps its bytes alive.
struct DiskBlobReader: BlobReader {
    let file: PosixFile
    let size: Int64
    let digest: Digest
    let store: DiskBlobStore
    /// What was known when it was opened.
    let damage: [Range<Int64>]
    var descriptor: Int32? { file.descriptor }

    func check(_ range: Range<Int64>) throws(BlobError) {
        if let bad = damage.first(where: { $0.overlaps(range) }) { throw .damaged(digest, bad) }
        try store.checks.check(range, of: digest, file, in: store)
    }

    func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int64) throws(BlobError) -> Int {
        guard offset >= 0, offset < size else { return 0 }
        return try file.read(into: buffer, at: offset)
    }
}
