internal import Foundation
public import Vocabulary

/// A session that gathers leaves in memory, writes whole ones to `.<hex>.partial` and keeps their digests in a sidecar.
final class DiskBlobIngest: BlobIngest, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private enum State { case open, committing, ended }

    let partSize: Int64
    private let content: ContentID
    let leaves: Leaves
    private let layout: BlobLayout
    let file: PosixFile
    private let hasher: TrailingHasher
    private let buffers: LeafBuffers
    private let lock = NSLock()
    private var state = State.open
    /// Why no more can be written.
    private var failure: BlobError?
    /// Contiguous bytes of each leaf.
    private var progress: [Int64]
    /// Leaves that have begun to arrive.
    private var begun: [Int: LeafBuffer] = [:]
    private var hasGathered = false
    private var isReadAlong = false
    /// The first leaf that is not whole.
    private var front = 0

    /// Takes over an open, locked, right-sized partial file and the leaves of it that are known to be right.
    init(content: ContentID, leaves: Leaves, store: DiskBlobStore, file: PosixFile, sidecar: ProgressSidecar, known: [LeafRecord?]) {
        self.content = content
        self.leaves = leaves
        self.partSize = store.partSize
        self.layout = store.layout
        self.buffers = store.buffers
        self.file = file
        progress = known.enumerated().map { $1 == nil ? 0 : leaves.length(of: $0) }
        var wantsObject = false
        if case .gitBlob = content { wantsObject = true }
        hasher = TrailingHasher(
            file: file, leaves: leaves, known: known, wantsObject: wantsObject, desk: store.desk, writes: store.writes,
            recorded: { sidecar.record(leaf: $0, $1) })
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

    /// From now on bytes are written as they come, for somebody who reads along. False: it is too late for that.
    func beginReadAlong() -> Bool {
        lock.withLock {
            if !hasGathered { isReadAlong = true }
            return isReadAlong
        }
    }

    /// Where the bytes that follow `offset` without a gap end and can be read, looking no further than `limit`. Only where somebody reads along.
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
            if lock.withLock({ isReadAlong }) {
                try writeThrough(part, leaf, from: start - whole.lowerBound)
            } else if let (buffer, isFront) = try gather(part, leaf, from: start - whole.lowerBound) {
                try pass(on: buffer, leaf, isFront)
            }
            done += count
        }
    }

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
        hasGathered = true
        guard try extends(leaf, start, bytes.count) else { return nil }
        let buffer = begun[leaf] ?? buffers.take()
        buffer.copy(bytes, to: Int(start))
        let isFront = leaf == front
        guard extend(leaf, start, bytes.count) else {
            begun[leaf] = buffer
            return nil
        }
        begun[leaf] = nil
        return (buffer, isFront)
    }

    /// Hands a whole leaf to the hasher, or to the disk where the hasher will not come to it soon.
    private func pass(on buffer: LeafBuffer, _ leaf: Int, _ isFront: Bool) throws(BlobError) {
        do throws(BlobError) {
            // One that came early counts before it is handed over: without room it is none. One in its turn after that: what it waits for may be
            // its own hasher.
            if isFront || buffer.enterEarly(), try hasher.take(leaf, buffer) {
                if isFront { buffer.enter() }
                return
            }
            try file.write(buffer.prefix(leaves.length(of: leaf)), at: leaves.range(of: leaf).lowerBound)
            hasher.completed(leaf)
        } catch {
            throw end(by: error, besides: leaves.length(of: leaf))
        }
    }

    /// Writes bytes before they count.
    private func writeThrough(_ bytes: UnsafeRawBufferPointer, _ leaf: Int, from start: Int64) throws(BlobError) {
        lock.lock()
        let isNew: Bool
        do throws(BlobError) {
            isNew = try extends(leaf, start, bytes.count)
            lock.unlock()
        } catch {
            lock.unlock()
            throw error
        }
        guard isNew else { return }
        do throws(BlobError) { try file.write(bytes, at: leaves.range(of: leaf).lowerBound + start) } catch { throw end(by: error) }
        if lock.withLock({ extend(leaf, start, bytes.count) }) { hasher.completed(leaf) }
    }

    /// Whether bytes go on where a leaf ends so far. Under the lock.
    private func extends(_ leaf: Int, _ start: Int64, _ count: Int) throws(BlobError) -> Bool {
        if let failure { throw failure }
        guard state == .open else { throw .outOfBounds(content, offset: leaves.range(of: leaf).lowerBound + start) }
        return start <= progress[leaf] && start + Int64(count) > progress[leaf]
    }

    /// Counts bytes in; true: the leaf is whole now. Under the lock.
    private func extend(_ leaf: Int, _ start: Int64, _ count: Int) -> Bool {
        progress[leaf] = start + Int64(count)
        advance()
        return progress[leaf] == leaves.length(of: leaf)
    }

    /// No more can be written. The reason, with what a full disk lacks.
    private func end(by error: BlobError, besides lost: Int64 = 0) -> BlobError {
        lock.withLock {
            var reason = error
            if case .full(let path, _) = error { reason = .full(path: path, needed: lost + missingCount()) }
            failure = reason
            return reason
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
public struct HeldIngest: BlobIngest {
    private let content: ContentID
    private let digest: Digest
    public let partSize: Int64

    public init(content: ContentID, digest: Digest, partSize: Int64) {
        self.content = content
        self.digest = digest
        self.partSize = partSize
    }

    public var missing: [Range<Int64>] { [] }
    public func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) { throw .outOfBounds(content, offset: offset) }
    public func commit() async throws(BlobError) -> Digest { digest }
    public func suspend() {}
    public func discard() {}
}
