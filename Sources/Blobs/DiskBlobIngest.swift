internal import Foundation
internal import Vocabulary

/// A session that writes to `.<hex>.partial`, keeps the digests of whole leaves in a sidecar and hashes behind the writers.
final class DiskBlobIngest: BlobIngest, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private enum State { case open, committing, ended }

    let partSize: Int64
    private let content: ContentID
    let leaves: Leaves
    private let layout: BlobLayout
    let file: PosixFile
    private let hasher: TrailingHasher
    private let lock = NSLock()
    private var state = State.open
    /// Contiguous bytes of each leaf.
    private var progress: [Int64]
    /// The first leaf that is not whole.
    private var front = 0

    /// Takes over an open, locked, right-sized partial file and the leaves of it that are known to be right.
    init(content: ContentID, leaves: Leaves, store: DiskBlobStore, file: PosixFile, sidecar: ProgressSidecar, known: [Digest?]) {
        self.content = content
        self.leaves = leaves
        self.partSize = store.partSize
        self.layout = store.layout
        self.file = file
        progress = known.enumerated().map { $1 == nil ? 0 : leaves.length(of: $0) }
        var wantsObject = false
        if case .gitBlob = content { wantsObject = true }
        hasher = TrailingHasher(
            file: file, leaves: leaves, known: known, wantsObject: wantsObject, recorded: { sidecar.record(leaf: $0, $1) })
        advance()
    }

    deinit { suspend() }

    var missing: [Range<Int64>] {
        lock.withLock {
            var ranges: [Range<Int64>] = []
            for leaf in front..<max(front, leaves.count) where progress[leaf] < leaves.length(of: leaf) {
                let range = leaves.range(of: leaf)
                let gap = range.lowerBound + progress[leaf]..<range.upperBound
                if let last = ranges.last, last.upperBound == gap.lowerBound {
                    ranges[ranges.count - 1] = last.lowerBound..<gap.upperBound
                } else {
                    ranges.append(gap)
                }
            }
            return ranges
        }
    }

    /// Where the bytes that follow `offset` without a gap end, looking no further than `limit`.
    func arrived(from offset: Int64, limit: Int64) -> Int64 {
        lock.withLock {
            var end = offset
            for leaf in leaves.leaves(touching: offset..<max(offset, limit)) {
                let whole = leaves.range(of: leaf)
                end = max(end, whole.lowerBound + progress[leaf])
                if end < whole.upperBound { break }
            }
            return min(end, limit)
        }
    }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        guard !bytes.isEmpty else { return }
        guard offset >= 0, offset <= leaves.size, Int64(bytes.count) <= leaves.size - offset, lock.withLock({ state == .open }) else {
            throw .outOfBounds(content, offset: offset)
        }
        do throws(BlobError) {
            try file.write(bytes, at: offset)
            try record(offset..<offset + Int64(bytes.count))
        } catch {
            guard case .full(let path, _) = error else { throw error }
            throw .full(path: path, needed: lock.withLock { missingCount() })
        }
    }

    func commit() async throws(BlobError) -> Digest {
        let lacking = lock.withLock { () -> Int64? in
            guard state == .open else { return nil }
            let lacking = missingCount()
            if lacking == 0 { state = .committing }
            return lacking
        }
        guard let lacking else { throw .outOfBounds(content, offset: leaves.size) }
        guard lacking == 0 else { throw .incomplete(content, missing: lacking) }
        let hashes: TrailingHasher.Hashes
        do throws(BlobError) {
            hashes = try await hasher.hashes()
        } catch {
            suspend()
            throw error
        }
        return try await Offload.run { () throws(BlobError) in try self.finish(hashes) }
    }

    func suspend() {
        guard end() else { return }
        hasher.stop(finishingLeaves: true)
        file.unlock()
    }

    func discard() {
        guard end() else { return }
        hasher.stop(finishingLeaves: false)
        // The sidecar first: were the process killed in between, the rest would be taken for a fresh file.
        try? Folder.removeFile(layout.progress(content))
        try? Folder.removeFile(file.path)
        file.unlock()
    }

    /// Whether the session was still going.
    private func end() -> Bool {
        lock.withLock {
            defer { state = .ended }
            return state != .ended
        }
    }

    private func finish(_ hashes: TrailingHasher.Hashes) throws(BlobError) -> Digest {
        let isRight: Bool
        let actual: String
        switch content {
        case .sha256(let expected): (isRight, actual) = (hashes.digest == expected, hashes.digest.hex)
        case .gitBlob(let expected): (isRight, actual) = (hashes.object == expected, hashes.object?.description ?? "unknown")
        }
        guard isRight else {
            discard()
            throw .mismatch(expected: content, actual: actual)
        }
        do throws(BlobError) {
            try publish(hashes)
        } catch {
            suspend()
            throw error
        }
        lock.withLock { state = .ended }
        // After the rename: a sidecar without its file is harmless, a whole file without its sidecar would be fetched again.
        try? Folder.removeFile(layout.progress(content))
        file.unlock()
        return hashes.digest
    }

    private func publish(_ hashes: TrailingHasher.Hashes) throws(BlobError) {
        let digest = hashes.digest
        guard fchmod(file.descriptor, 0o444) == 0 else { throw BlobError("protect", file.path, errno) }
        try file.synchronize()
        let folder = layout.folder(of: digest)
        try Folder.create(folder)
        // Before the blob: one without a tree would be read as a whole by its first verification. A blob of one leaf is its own.
        if leaves.leafSize == HashTree.leafSize, leaves.count > 1, let tree = HashTree(size: leaves.size, leaves: hashes.leaves) {
            try AtomicFile.write(tree.encoded(for: digest), to: layout.tree(digest))
        }
        try Folder.rename(file.path, layout.blob(digest))
        try Folder.synchronize(folder, calls: file.calls)
        if case .gitBlob(let object) = content { try DiskBlobStore.link(object, to: digest, in: layout) }
    }

    private func record(_ range: Range<Int64>) throws(BlobError) {
        lock.lock()
        defer { lock.unlock() }
        guard state == .open else { throw .outOfBounds(content, offset: range.lowerBound) }
        var completed: [Int] = []
        for leaf in leaves.leaves(touching: range) {
            let whole = leaves.range(of: leaf)
            let end = min(range.upperBound, whole.upperBound) - whole.lowerBound
            guard max(0, range.lowerBound - whole.lowerBound) <= progress[leaf], end > progress[leaf] else { continue }
            progress[leaf] = end
            if end == whole.upperBound - whole.lowerBound { completed.append(leaf) }
        }
        advance()
        if !completed.isEmpty { hasher.completed(completed) }
    }

    private func advance() { while front < leaves.count, progress[front] == leaves.length(of: front) { front += 1 } }

    private func missingCount() -> Int64 {
        var count: Int64 = 0
        for leaf in front..<max(front, leaves.count) { count += leaves.length(of: leaf) - progress[leaf] }
        return count
    }
}

/// A session for content that is held already: nothing to write.
struct HeldIngest: BlobIngest {
    let content: ContentID
    let digest: Digest
    let partSize: Int64

    var missing: [Range<Int64>] { [] }
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) { throw .outOfBounds(content, offset: offset) }
    func commit() async throws(BlobError) -> Digest { digest }
    func suspend() {}
    func discard() {}
}
