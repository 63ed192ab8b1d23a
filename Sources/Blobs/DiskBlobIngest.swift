internal import Foundation
internal import Vocabulary

/// A session that gathers leaves in memory, writes whole ones to `.<hex>.partial` and keeps their digests in a sidecar.
final class DiskBlobIngest: BlobIngest, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private enum State { case open, committing, ended }

    let partSize: Int64
    private let content: ContentID
    let leaves: Leaves
    private let layout: BlobLayout
    let file: PosixFile
    private let hasher: TrailingHasher
    /// Leaves that are on the disk.
    let readable: ReadableLeaves
    private let buffers: LeafBuffers
    private let lock = NSLock()
    private var state = State.open
    /// Why no more can be written.
    private var failure: BlobError?
    /// Contiguous bytes of each leaf.
    private var progress: [Int64]
    /// Leaves that have begun to arrive.
    private var begun: [Int: LeafBuffer] = [:]
    /// The first leaf that is not whole.
    private var front = 0

    /// Takes over an open, locked, right-sized partial file and the leaves of it that are known to be right.
    init(content: ContentID, leaves: Leaves, store: DiskBlobStore, file: PosixFile, sidecar: ProgressSidecar, known: [Digest?]) {
        self.content = content
        self.leaves = leaves
        self.partSize = store.partSize
        self.layout = store.layout
        self.buffers = store.buffers
        self.file = file
        progress = known.enumerated().map { $1 == nil ? 0 : leaves.length(of: $0) }
        var wantsObject = false
        if case .gitBlob = content { wantsObject = true }
        let readable = ReadableLeaves(leaves, known: known.map { $0 != nil })
        self.readable = readable
        hasher = TrailingHasher(
            file: file, leaves: leaves, known: known, wantsObject: wantsObject, isReadAlong: { readable.isWatched },
            recorded: { leaf, digest in
                sidecar.record(leaf: leaf, digest)
                readable.note(leaf)
            })
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

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        guard offset >= 0, offset <= leaves.size, Int64(bytes.count) <= leaves.size - offset else {
            throw .outOfBounds(content, offset: offset)
        }
        var done = 0
        while done < bytes.count {
            let start = offset + Int64(done)
            let leaf = Int(start / leaves.leafSize)
            let whole = leaves.range(of: leaf)
            let count = min(bytes.count - done, Int(whole.upperBound - start))
            let part = UnsafeRawBufferPointer(rebasing: bytes[done..<done + count])
            if let (buffer, isFront) = try gather(part, leaf, from: start - whole.lowerBound) { try pass(on: buffer, leaf, isFront) }
            done += count
        }
    }

    /// Hashes from the first leaf on, for somebody waits for each.
    func hurry() { if leaves.count > 1 { hasher.startNow() } }

    func commit() async throws(BlobError) -> Digest {
        let lacking = lock.withLock { () -> Int64? in
            guard state == .open else { return nil }
            let lacking = missingCount()
            if lacking == 0 { state = .committing }
            return lacking
        }
        if let failure = lock.withLock({ failure }) {
            suspend()
            throw failure
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

    /// Adds bytes to a leaf. The leaf, once it is whole, and whether it is the first that was not.
    private func gather(_ bytes: UnsafeRawBufferPointer, _ leaf: Int, from start: Int64) throws(BlobError) -> (LeafBuffer, isFront: Bool)? {
        lock.lock()
        defer { lock.unlock() }
        if let failure { throw failure }
        guard state == .open else { throw .outOfBounds(content, offset: leaves.range(of: leaf).lowerBound + start) }
        let end = start + Int64(bytes.count)
        guard start <= progress[leaf], end > progress[leaf] else { return nil }
        let buffer = begun[leaf] ?? buffers.take()
        buffer.copy(bytes, to: Int(start))
        progress[leaf] = end
        guard end == leaves.length(of: leaf) else {
            begun[leaf] = buffer
            return nil
        }
        begun[leaf] = nil
        let isFront = leaf == front
        advance()
        return (buffer, isFront)
    }

    /// Hands a whole leaf to the hasher, or to the disk where the hasher will not come to it soon.
    private func pass(on buffer: LeafBuffer, _ leaf: Int, _ isFront: Bool) throws(BlobError) {
        do throws(BlobError) {
            if isFront, try hasher.take(leaf, buffer) { return }
            try file.write(buffer.prefix(leaves.length(of: leaf)), at: leaves.range(of: leaf).lowerBound)
            readable.note(leaf)
            hasher.completed(leaf)
        } catch {
            throw lock.withLock {
                var reason = error
                if case .full(let path, _) = error { reason = .full(path: path, needed: leaves.length(of: leaf) + missingCount()) }
                failure = reason
                return reason
            }
        }
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
