internal import Foundation
internal import Vocabulary

/// A session that writes to `.<hex>.partial`, keeps its progress in a sidecar and hashes behind the writers.
final class DiskBlobIngest: BlobIngest, @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private enum State { case open, committing, ended }

    let partSize: Int64
    private let content: ContentID
    private let parts: Parts
    private let layout: BlobLayout
    private let file: PosixFile
    private let sidecar: ProgressSidecar
    private let hasher: TrailingHasher
    private let lock = NSLock()
    private var state = State.open
    /// Contiguous bytes of each part.
    private var progress: [Int64]
    /// The first part that is not whole.
    private var front = 0
    private var announced: Int64 = 0

    /// Takes over an open, locked, right-sized partial file and what is known of its progress.
    init(content: ContentID, parts: Parts, layout: BlobLayout, file: PosixFile, sidecar: ProgressSidecar, progress: [Int64]) {
        self.content = content
        self.parts = parts
        self.partSize = parts.partSize
        self.layout = layout
        self.file = file
        self.sidecar = sidecar
        self.progress = progress
        var wantsObject = false
        if case .gitBlob = content { wantsObject = true }
        hasher = TrailingHasher(file: file, size: parts.size, wantsObject: wantsObject)
        let prefix = prefixAfterAdvancing()
        announced = prefix
        if prefix > 0 || parts.size == 0 { hasher.advance(to: prefix) }
    }

    deinit { suspend() }

    var missing: [Range<Int64>] {
        lock.withLock {
            var ranges: [Range<Int64>] = []
            for part in front..<max(front, parts.count) where progress[part] < parts.length(of: part) {
                let gap = parts.start(of: part) + progress[part]..<parts.start(of: part) + parts.length(of: part)
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
        guard !bytes.isEmpty else { return }
        guard offset >= 0, offset <= parts.size, Int64(bytes.count) <= parts.size - offset, lock.withLock({ state == .open }) else {
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
        guard let lacking else { throw .outOfBounds(content, offset: parts.size) }
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
        let wasLive = lock.withLock {
            defer { state = .ended }
            return state != .ended
        }
        guard wasLive else { return }
        hasher.cancel()
        file.unlock()
    }

    func discard() {
        let wasLive = lock.withLock {
            defer { state = .ended }
            return state != .ended
        }
        guard wasLive else { return }
        hasher.cancel()
        removeFiles()
        file.unlock()
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
        if let tree = hashes.tree, tree.leaves.count > 1 { try AtomicFile.write(tree.encoded(for: digest), to: layout.tree(digest)) }
        try Folder.rename(file.path, layout.blob(digest))
        try Folder.synchronize(folder, calls: file.calls)
        if case .gitBlob(let object) = content { try DiskBlobStore.link(object, to: digest, in: layout) }
    }

    private func removeFiles() {
        // The sidecar first: were the process killed in between, the rest would be taken for a fresh file.
        try? Folder.removeFile(layout.progress(content))
        try? Folder.removeFile(file.path)
    }

    private func record(_ range: Range<Int64>) throws(BlobError) {
        lock.lock()
        defer { lock.unlock() }
        guard state == .open else { throw .outOfBounds(content, offset: range.lowerBound) }
        var offset = range.lowerBound
        while offset < range.upperBound {
            let part = Int(offset / partSize)
            let start = parts.start(of: part)
            let end = min(range.upperBound, start + partSize)
            if offset - start <= progress[part], end - start > progress[part] {
                try sidecar.record(part: part, bytes: end - start)
                progress[part] = end - start
            }
            offset = end
        }
        let prefix = prefixAfterAdvancing()
        if prefix == parts.size || prefix - announced >= TrailingHasher.step {
            announced = prefix
            hasher.advance(to: prefix)
        }
    }

    private func prefixAfterAdvancing() -> Int64 {
        while front < parts.count, progress[front] == parts.length(of: front) { front += 1 }
        return front < parts.count ? parts.start(of: front) + progress[front] : parts.size
    }

    private func missingCount() -> Int64 {
        var count: Int64 = 0
        for part in front..<max(front, parts.count) { count += parts.length(of: part) - progress[part] }
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
