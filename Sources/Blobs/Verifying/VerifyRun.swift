internal import Foundation
internal import Vocabulary

/// One verification, worked at by several threads: each takes the next stretch of leaves, of whichever blob is at hand.
final class VerifyRun: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// Leaves that a thread takes at a time: 16 MiB.
    private static let stretch = 16

    /// A blob under way.
    private final class Open {
        let index: Int
        let digest: Digest
        let file: PosixFile
        let tree: HashTree
        let length: Int64
        var next = 0
        var pending = 0
        var bad: [Int] = []
        var failure: BlobError?

        init(index: Int, digest: Digest, file: PosixFile, tree: HashTree, length: Int64) {
            self.index = index
            self.digest = digest
            self.file = file
            self.tree = tree
            self.length = length
        }
    }

    private enum Task {
        case leaves(Open, Range<Int>)
        case begin(Int)
        case done
    }

    private let store: DiskBlobStore
    private let digests: [Digest]
    private let progress: @Sendable (Int) -> Void
    private let flag: CancelFlag
    private let lock = NSCondition()
    /// Threads that are opening a blob whose leaves the others may soon share.
    private var beginning = 0
    private var results: [BlobHealth?]
    private var nextBlob = 0
    private var open: [Open] = []

    init(_ store: DiskBlobStore, _ digests: [Digest], _ progress: @escaping @Sendable (Int) -> Void, _ flag: CancelFlag) {
        self.store = store
        self.digests = digests
        self.progress = progress
        self.flag = flag
        results = Array(repeating: nil, count: digests.count)
    }

    func outcome() -> Result<[BlobHealth], BlobError> {
        guard !flag.value else { return .failure(BlobError("verify", store.layout.root, ECANCELED)) }
        return .success(lock.withLock { results.compactMap { $0 } })
    }

    /// Works until there is nothing left to begin. Called on several threads.
    func work() {
        // Two leaves: they are hashed in pairs.
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 2 * Int(HashTree.leafSize), alignment: 4_096)
        defer { buffer.deallocate() }
        while !flag.value {
            switch take() {
            case .leaves(let blob, let leaves): check(blob, leaves, buffer)
            case .begin(let index):
                begin(index, buffer)
                lock.withLock { beginning -= 1 }
                lock.broadcast()
            case .done: return
            }
        }
    }

    private func take() -> Task {
        lock.lock()
        defer { lock.unlock() }
        while !flag.value {
            if let blob = open.first {
                let leaves = blob.next..<min(blob.tree.leaves.count, blob.next + Self.stretch)
                blob.next = leaves.upperBound
                blob.pending += 1
                if blob.next == blob.tree.leaves.count { open.removeFirst() }
                return .leaves(blob, leaves)
            }
            if nextBlob < digests.count {
                nextBlob += 1
                beginning += 1
                return .begin(nextBlob - 1)
            }
            if beginning == 0 { break }
            // The last blob may be the largest: it is not left to the thread that opens it.
            _ = lock.wait(until: Date(timeIntervalSinceNow: 0.1))
        }
        return .done
    }

    private func begin(_ index: Int, _ buffer: UnsafeMutableRawBufferPointer) {
        let digest = digests[index]
        do throws(BlobError) {
            guard let file = try PosixFile(store.layout.blob(digest), flags: O_RDONLY | O_NOFOLLOW) else {
                return finish(index, BlobHealth(digest, size: 0, .missing))
            }
            let length = Int64(try file.status().st_size)
            posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_SEQUENTIAL)
            // A look at terabytes must not push what servers read out of memory.
            posix_fadvise(file.descriptor, 0, 0, POSIX_FADV_NOREUSE)
            guard let tree = try store.storedTree(of: digest) else {
                return finish(index, try whole(digest, file, length, buffer))
            }
            guard !tree.leaves.isEmpty else {
                return finish(index, try settle(digest, tree.size, length > 0 ? [0..<length] : []))
            }
            let blob = Open(index: index, digest: digest, file: file, tree: tree, length: length)
            lock.withLock { open.append(blob) }
            lock.broadcast()
        } catch {
            finish(index, BlobHealth(digest, size: 0, .unreadable(error.description)))
        }
    }

    private func check(_ blob: Open, _ leaves: Range<Int>, _ buffer: UnsafeMutableRawBufferPointer) {
        var bad: [Int] = []
        var failure: BlobError?
        func bytes(_ leaf: Int, _ half: Int) -> UnsafeRawBufferPointer? {
            let range = blob.tree.range(of: leaf)
            let start = half * Int(HashTree.leafSize)
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[start..<start + range.count])
            do throws(BlobError) {
                let count = try blob.file.read(into: room, at: range.lowerBound)
                progress(count)
                return count == range.count ? UnsafeRawBufferPointer(room) : nil
            } catch {
                // A sector that can't be read is a damaged stretch like any other: the rest of the blob is still worth knowing.
                if case .io = error { return nil }
                failure = error
                return nil
            }
        }
        for leaf in stride(from: leaves.lowerBound, to: leaves.upperBound, by: 2) where failure == nil && !flag.value {
            let pair = leaf..<min(leaf + 2, leaves.upperBound)
            let one = bytes(leaf, 0)
            let two = pair.count == 2 ? bytes(leaf + 1, 1) : nil
            let next = pair.count == 2 ? blob.tree.hash(of: leaf + 1) : nil
            let found = LeafHash.finish(blob.tree.hash(of: leaf), one, next, two)
            if found.0 != blob.tree.leaves[leaf] { bad.append(leaf) }
            if pair.count == 2, found.1 != blob.tree.leaves[leaf + 1] { bad.append(leaf + 1) }
        }
        let isLast = lock.withLock {
            blob.pending -= 1
            blob.bad += bad
            blob.failure = blob.failure ?? failure
            return blob.pending == 0 && blob.next == blob.tree.leaves.count
        }
        if isLast { close(blob) }
    }

    private func close(_ blob: Open) {
        guard !flag.value else { return }
        if let failure = blob.failure {
            return finish(blob.index, BlobHealth(blob.digest, size: blob.tree.size, .unreadable(failure.description)))
        }
        var ranges: [Range<Int64>] = []
        for leaf in blob.bad.sorted() {
            let range = blob.tree.range(of: leaf)
            if let last = ranges.last, last.upperBound == range.lowerBound {
                ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
            } else {
                ranges.append(range)
            }
        }
        // What was added behind the end is damage too.
        if blob.length > blob.tree.size { ranges.append(blob.tree.size..<blob.length) }
        do throws(BlobError) {
            finish(blob.index, try settle(blob.digest, blob.tree.size, ranges))
        } catch {
            finish(blob.index, BlobHealth(blob.digest, size: blob.tree.size, .unreadable(error.description)))
        }
    }

    /// Without a tree: the whole hash decides, and leaves its states behind as the tree.
    private func whole(
        _ digest: Digest, _ file: PosixFile, _ length: Int64, _ buffer: UnsafeMutableRawBufferPointer
    ) throws(BlobError) -> BlobHealth {
        var builder = TreeBuilder()
        var offset: Int64 = 0
        while offset < length, !flag.value {
            let room = UnsafeMutableRawBufferPointer(rebasing: buffer[..<Int(min(HashTree.leafSize, length - offset))])
            let count = try file.read(into: room, at: offset)
            // Shorter than it was a moment ago.
            guard count > 0 else { break }
            builder.update(UnsafeRawBufferPointer(rebasing: room[..<count]))
            offset += Int64(count)
            progress(count)
        }
        // A hash of the beginning says nothing: a healthy blob must not be put on record because somebody had no time.
        guard !flag.value else { throw BlobError("verify", file.path, ECANCELED) }
        let (found, tree) = builder.finish()
        guard found == digest, tree.size == length else { return try settle(digest, length, [0..<max(1, length)]) }
        // On a disk that can't be written the blob is right all the same.
        if tree.leaves.count > 1 { try? store.keep(tree, of: digest) }
        let health = try settle(digest, length, [])
        return BlobHealth(health.digest, size: length, health.state, isNewlyTreed: true)
    }

    /// Records what was found; a record that can't be written changes nothing about it.
    private func settle(_ digest: Digest, _ size: Int64, _ damage: [Range<Int64>]) throws(BlobError) -> BlobHealth {
        if !damage.isEmpty || access(store.layout.damage(digest), F_OK) == 0 { try? store.record(damage, of: digest) }
        return BlobHealth(digest, size: size, damage.isEmpty ? .healthy : .damaged(damage))
    }

    private func finish(_ index: Int, _ health: BlobHealth) { lock.withLock { results[index] = health } }
}
