public import Blobs
internal import Foundation
internal import Vocabulary

/// Parts of blobs on the local disk, at most so many bytes of them, the longest unused going first.
///
///     <path>/blobs/ab/<hex>.tree    hashes of the blob's MiBs; of one MiB or less too, for it tells the size
///     <path>/blobs/ab/<hex>.<n>     segment n of the blob: 8 MiB, the last one shorter
///     <path>/blobs/ab/<hex>.json, .txt    manifests and listings, after the SHA-256 of their bytes
///     <path>/cache.lock             held by the process that uses it
///
/// Nothing in it is believed at first: leaves are compared with the tree once in each generation of their file and process, the others with
/// their own hash whenever they are read. It may be removed at any time while nobody uses it. What does not get written is fetched again, so
/// a full disk only makes it useless.
public final class LeafCache: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// What is fetched at once: some leaves.
    static let segmentSize: Int64 = 8 << 20
    /// The least that a cache may hold: some segments for each of a few readers.
    public static let smallest: Int64 = 64 << 20
    /// Segments that clients may keep open together.
    private static let mostLent = 256

    private struct Item {
        let size: Int64
        /// Rises with every use.
        var used: Int
        /// When its file was last marked as used.
        var marked: ContinuousClock.Instant?
        /// While somebody has it open. It stays then: its bytes would not be free before it is closed.
        weak var open: CachedSegment?
    }

    public let path: String
    private let limit: Int64
    private let openCount = OpenCount()
    private let guardian: FileLock
    private let lock = NSLock()
    /// By file name.
    private var items: [String: Item] = [:]
    private var bytes: Int64 = 0
    /// Of files that are being written.
    private var reserved: Int64 = 0
    private var clock = 0

    /// Takes over what an earlier process left, the least recently used first. Throws `.io` where another process uses the folder.
    public init(path: String, limit: Int64) throws(BlobError) {
        self.path = path
        self.limit = max(limit, Self.smallest)
        guard let guardian = try FileLock("\(path)/cache.lock") else {
            throw .io(operation: "use", path: path, reason: "another process uses this cache folder; each needs one of its own")
        }
        self.guardian = guardian
        var found: [(name: String, size: Int64, time: Double)] = []
        for folder in try AtomicFile.names(in: "\(path)/blobs") {
            for name in try AtomicFile.names(in: "\(path)/blobs/\(folder)") {
                var info = stat()
                let file = "\(path)/blobs/\(folder)/\(name)"
                guard stat(file, &info) == 0 else { continue }
                // Left by a write that a killed process did not end.
                if name.hasPrefix(".") {
                    unlink(file)
                } else {
                    // When it was written, or marked as used.
                    let times = [info.st_mtim, info.st_atim].map { Double($0.tv_sec) + Double($0.tv_nsec) / 1e9 }
                    found.append((name, Int64(info.st_size), max(times[0], times[1])))
                }
            }
        }
        for item in found.sorted(by: { $0.time < $1.time }) { enter(item.name, item.size) }
        makeRoom(for: 0)
    }

    /// Bytes that are held now.
    public var size: Int64 { lock.withLock { bytes } }

    static func name(_ digest: Digest, segment: Int) -> String { "\(digest.hex).\(segment)" }

    /// The tree that is held of a blob; nil: none that can be believed.
    func tree(of digest: Digest) -> HashTree? {
        let name = digest.hex + ".tree"
        guard lock.withLock({ items[name] != nil }), let bytes = ((try? AtomicFile.read(file(name), limit: 256 << 20)) ?? nil),
            let tree = HashTree(bytes, for: digest)
        else { return nil }
        use(name)
        return tree
    }

    func keep(_ tree: HashTree, of digest: Digest) { keep(tree.encoded(for: digest), as: digest.hex + ".tree") }

    /// A document under a digest that never changes; nil: not held, or not as it was.
    func document(_ name: String) -> [UInt8]? {
        guard lock.withLock({ items[name] != nil }), let bytes = ((try? AtomicFile.read(file(name), limit: 1 << 30)) ?? nil),
            bytes.count >= 32, Digest(hashing: Array(bytes[32...])).bytes == Array(bytes[..<32])
        else { return nil }
        use(name)
        return Array(bytes[32...])
    }

    func keep(document bytes: [UInt8], as name: String) { keep(Digest(hashing: bytes).bytes + bytes, as: name) }

    /// Opens a segment, or shares it with those who have it open; nil: not held. Throws where the process or the system has too many files
    /// open.
    func opened(_ digest: Digest, segment: Int) throws(BlobError) -> CachedSegment? {
        let name = Self.name(digest, segment: segment)
        let (isHeld, shared) = lock.withLock { (items[name] != nil, items[name]?.open) }
        guard isHeld else { return nil }
        if let shared {
            use(name)
            return shared
        }
        let file: PosixFile
        do throws(BlobError) {
            guard let found = try PosixFile(reading: self.file(name)) else {
                drop(name)
                return nil
            }
            file = found
        } catch {
            // Then it is not for the file's sake.
            if access(self.file(name), R_OK) == 0 { throw error }
            drop(name)
            return nil
        }
        let segment = CachedSegment(file, among: openCount)
        // Evicted meanwhile: then its bytes are counted no more.
        let isStill = lock.withLock {
            items[name]?.open = segment
            return items[name] != nil
        }
        guard isStill else { return nil }
        use(name)
        return segment
    }

    /// Whether a segment may stay open for as long as a client takes: half of the bytes that are held can always make room, and descriptors
    /// are few.
    var mayLend: Bool { openCount.count <= min(Self.mostLent, Int(limit / Self.segmentSize / 2)) }

    /// Whether a segment is held, whatever is in it.
    func holds(_ digest: Digest, segment: Int) -> Bool { lock.withLock { items[Self.name(digest, segment: segment)] != nil } }

    func keep(_ bytes: [UInt8], of digest: Digest, segment: Int) { keep(bytes, as: Self.name(digest, segment: segment)) }

    /// Removes a segment that was found to be wrong, unless there is another file of it by now.
    func drop(_ wrong: CachedSegment, of digest: Digest, segment: Int) {
        let name = Self.name(digest, segment: segment)
        if lock.withLock({ items[name]?.open === wrong }) { drop(name) }
    }

    /// In this order: a file that is written anew meanwhile may be lost, but there is never one that is not counted.
    private func drop(_ name: String) {
        lock.withLock { bytes -= items.removeValue(forKey: name)?.size ?? 0 }
        unlink(file(name))
    }

    /// Whole by rename, not made durable: what a power cut spoils is found when it is read.
    private func keep(_ content: [UInt8], as name: String) {
        guard Int64(content.count) <= limit / 4, makeRoom(for: Int64(content.count)) else { return }
        defer { lock.withLock { reserved -= Int64(content.count) } }
        let (path, folder) = (file(name), "\(path)/blobs/\(name.prefix(2))")
        let temporary = "\(folder)/.\(name).\(UInt32.random(in: 0 ... .max))"
        guard (try? AtomicFile.createFolder(folder)) != nil else { return }
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        var done = 0
        content.withUnsafeBytes { buffer in
            while done < buffer.count, let base = buffer.baseAddress {
                let count = write(descriptor, base + done, buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                if count <= 0 { break }
                done += count
            }
        }
        close(descriptor)
        guard done == content.count, rename(temporary, path) == 0 else {
            unlink(temporary)
            return
        }
        enter(name, Int64(content.count))
    }

    private func file(_ name: String) -> String { "\(path)/blobs/\(name.prefix(2))/\(name)" }

    private func enter(_ name: String, _ size: Int64) {
        lock.withLock {
            clock += 1
            bytes += size - (items.updateValue(Item(size: size, used: clock), forKey: name)?.size ?? 0)
        }
    }

    private func use(_ name: String) {
        let now = ContinuousClock.now
        let isDue = lock.withLock {
            clock += 1
            items[name]?.used = clock
            guard let item = items[name], item.marked.map({ now - $0 > .seconds(60) }) ?? true else { return false }
            items[name]?.marked = now
            return true
        }
        // So that the order of use outlasts the process, about. The time of modification stays: another one is another generation.
        if isDue { AtomicFile.markRead(file(name)) }
    }

    /// Removes what was not used for longest and is not open until there is room, and some more, so that it is not done for every segment.
    /// The room is reserved. False: there is none.
    @discardableResult
    private func makeRoom(for more: Int64) -> Bool {
        let (gone, isThere): ([String], Bool) = lock.withLock {
            var gone: [String] = []
            if bytes + reserved + more > limit {
                let target = limit - limit / 16 - more - reserved
                for (name, item) in items.sorted(by: { $0.value.used < $1.value.used }) where bytes > target && item.open == nil {
                    bytes -= item.size
                    items[name] = nil
                    gone.append(name)
                }
            }
            let isThere = bytes + reserved + more <= limit
            if isThere { reserved += more }
            return (gone, isThere)
        }
        for name in gone { unlink(file(name)) }
        return isThere
    }
}
