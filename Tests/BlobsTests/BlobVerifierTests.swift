import Foundation
import TestSupport
import Testing
import Vocabulary

@testable import Blobs

/// Bytes that are there already, perhaps wrong ones.
private struct Memory: ChunkSource {
    let name: String
    let content: [UInt8]

    func bytes(_ range: Range<Int64>, of digest: Digest) async throws -> [UInt8] {
        Array(content[Int(range.lowerBound)..<min(content.count, Int(range.upperBound))])
    }
}

@Suite struct BlobVerifierTests {
    private let content = pattern((3 << 20) + 777)

    /// A store that holds `content`, and the path of its file.
    private func held(_ body: (DiskBlobStore, Digest, String) async throws -> Void) async throws {
        let folder = try ScratchFolder()
        let store = DiskBlobStore(root: folder.path + "/blobs")
        let digest = try await store.store(content, as: try sha256(content))
        try await body(store, digest, store.layout.blob(digest))
    }

    /// Changes a file as a failing disk would: behind everybody's back, times included.
    private func change(_ path: String, _ body: (FileHandle) throws -> Void) throws {
        let before = try FileManager.default.attributesOfItem(atPath: path)
        chmod(path, 0o644)
        let file = try #require(FileHandle(forUpdatingAtPath: path))
        try body(file)
        try file.close()
        chmod(path, 0o444)
        try FileManager.default.setAttributes([.modificationDate: before[.modificationDate] as Any], ofItemAtPath: path)
    }

    private func flip(_ path: String, at offset: Int) throws {
        try change(path) { file in
            try file.seek(toOffset: UInt64(offset))
            let byte = try file.read(upToCount: 1)?.first ?? 0
            try file.seek(toOffset: UInt64(offset))
            try file.write(contentsOf: [byte ^ 0x10])
        }
    }

    @Test("a tree is there when its blob is, has a leaf for each MiB, and reads back only as that blob's and only whole")
    func tree() async throws {
        try await held { store, digest, _ in
            let tree = try #require(try await store.tree(of: digest))
            #expect(tree.size == Int64(content.count) && tree.leaves.count == 4)
            #expect(tree.leaves.last == digest)
            for leaf in 0..<4 {
                let range = tree.range(of: leaf)
                let (before, bytes) = (content[..<Int(range.lowerBound)], content[Int(range.lowerBound)..<Int(range.upperBound)])
                #expect(bytes.withUnsafeBytes { tree.matches($0, leaf: leaf) })
                #expect(!(Array(bytes.dropLast()) + [bytes.last! ^ 1]).withUnsafeBytes { tree.matches($0, leaf: leaf) })
                #expect(!bytes.dropLast().withUnsafeBytes { tree.matches($0, leaf: leaf) })
                // What follows a leaf's state makes the digest of the whole, by another library's account of it.
                var run = leaf > 0 ? SHA256Run(after: tree.leaves[leaf - 1], length: Int64(before.count)) : SHA256Run()
                #expect(content[before.count...].withUnsafeBytes { run.finish($0) } == plainDigest(content))
            }
            let encoded = tree.encoded(for: digest)
            #expect(HashTree(encoded, for: digest) == tree)
            #expect(HashTree(encoded, for: tree.leaves[0]) == nil)
            for index in [0, 9, 20, 40, 60, 90, encoded.count - 1] {
                var damaged = encoded
                damaged[index] ^= 1
                #expect(HashTree(damaged, for: digest) == nil, "byte \(index)")
            }
            #expect(HashTree(Array(encoded.dropLast()), for: digest) == nil)
            #expect(HashTree([], for: digest) == nil)
            // Whole, and of other content.
            let other = try #require(HashTree(size: tree.size, leaves: tree.leaves.dropLast() + [tree.leaves[0]]))
            #expect(HashTree(other.encoded(for: digest), for: digest) == nil)
        }
    }

    @Test("healthy blobs of all sizes are healthy, in the order asked for, and one that is gone is missing")
    func healthy() async throws {
        let folder = try ScratchFolder()
        let store = DiskBlobStore(root: folder.path + "/blobs")
        var digests: [Digest] = []
        for size in [0, 1, 1 << 20, (1 << 20) + 1, 40 << 20] {
            let bytes = pattern(size, seed: UInt64(size + 3))
            digests.append(try await store.store(bytes, as: try sha256(bytes)))
        }
        let gone = Digest(hashing: [9])
        let found = try await BlobVerifier(store, cores: 3).verify(digests + [gone])
        #expect(found.map(\.digest) == digests + [gone])
        #expect(found.count(where: \.isHealthy) == 5)
        #expect(found.last?.state == .missing)
    }

    @Test("a flipped bit is found where it is, is known to every process, and only its chunk is fetched again")
    func flipped() async throws {
        try await held { store, digest, path in
            try flip(path, at: (2 << 20) + 5)
            let health = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(health.state == .damaged([2 << 20..<3 << 20]))
            #expect(try DiskBlobStore(root: store.layout.root).knownDamage(of: digest) == [2 << 20..<3 << 20])
            // A source with wrong bytes makes nothing worse; the next one is asked.
            let repair = BlobRepair(
                store, sources: [Memory(name: "wrong", content: pattern(content.count, seed: 8)), Memory(name: "right", content: content)])
            #expect(try await repair.repair(health) == .repaired(bytes: 1 << 20))
            #expect(try await store.bytes(of: digest) == content)
            #expect(try store.knownDamage(of: digest).isEmpty)
            #expect(try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int == 0o444)
        }
    }

    @Test("a blob that was cut or that grew is damaged, and gets its length back")
    func lengths() async throws {
        try await held { store, digest, path in
            try change(path) { try $0.truncate(atOffset: (1 << 20) + 9) }
            let short = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(short.state == .damaged([1 << 20..<Int64(content.count)]))
            let repair = BlobRepair(store, sources: [Memory(name: "right", content: content)])
            #expect(try await repair.repair(short) == .repaired(bytes: Int64(content.count) - (1 << 20)))
            try change(path) {
                try $0.seekToEnd()
                try $0.write(contentsOf: [1, 2, 3])
            }
            let long = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(long.state == .damaged([Int64(content.count)..<Int64(content.count) + 3]))
            #expect(try await repair.repair(long) == .repaired(bytes: 0))
            #expect(try await store.bytes(of: digest) == content)
        }
    }

    @Test("a lost or damaged tree is made anew from a right blob; a damaged blob without one is fetched as a whole")
    func treeless() async throws {
        try await held { store, digest, path in
            let tree = try await store.tree(of: digest)
            try AtomicFile.write([1, 2, 3], to: store.layout.tree(digest))
            let health = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(health.isHealthy && health.isNewlyTreed)
            #expect(try await store.tree(of: digest) == tree)

            try FileManager.default.removeItem(atPath: store.layout.tree(digest))
            try flip(path, at: 3)
            let damaged = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(damaged.state == .damaged([0..<Int64(content.count)]))
            let wrong = BlobRepair(store, sources: [Memory(name: "wrong", content: pattern(content.count, seed: 8))])
            guard case .failed(let reasons) = try await wrong.repair(damaged) else {
                return #expect(Bool(false), "repaired by wrong bytes")
            }
            #expect(reasons.count == 1 && reasons[0].contains("expected"))
            #expect(FileManager.default.fileExists(atPath: path))
            let right = BlobRepair(store, sources: [Memory(name: "right", content: content)])
            #expect(try await right.repair(damaged) == .repaired(bytes: Int64(content.count)))
            #expect(try await store.bytes(of: digest) == content)
            #expect(try await store.tree(of: digest) == tree)
        }
    }

    @Test("a repair that cannot begin, another session being at the same blob, leaves the damaged file in its place and says why")
    func busy() async throws {
        try await held { store, digest, path in
            try FileManager.default.removeItem(atPath: store.layout.tree(digest))
            try FileManager.default.moveItem(atPath: path, toPath: path + ".away")
            let other = try await store.ingest(.sha256(digest), size: Int64(content.count))
            try FileManager.default.moveItem(atPath: path + ".away", toPath: path)
            try flip(path, at: 3)
            let damaged = try #require(try await BlobVerifier(store).verify([digest]).first)
            let repair = BlobRepair(store, sources: [Memory(name: "right", content: content)])
            guard case .failed(let reasons) = try await repair.repair(damaged) else {
                return #expect(Bool(false), "repaired beside another session")
            }
            #expect(reasons.count == 1)
            #expect(FileManager.default.fileExists(atPath: path))
            other.discard()
            #expect(try await repair.repair(damaged) == .repaired(bytes: Int64(content.count)))
            #expect(try await store.bytes(of: digest) == content)
        }
    }

    @Test("a disk that takes no repair fails that blob with the reason, which stays on record", arguments: [ENOSPC, EROFS, EIO])
    func refusing(code: Int32) async throws {
        let folder = try ScratchFolder()
        let digest = try await DiskBlobStore(root: folder.path + "/blobs").store(content, as: try sha256(content))
        var failing = DiskCalls.system
        failing.write = { _, _, _, _ in
            errno = code
            return -1
        }
        let store = smallParts(folder, calls: failing)
        try flip(store.layout.blob(digest), at: 5)
        let damaged = try #require(try await BlobVerifier(store).verify([digest]).first)
        let repair = BlobRepair(store, sources: [Memory(name: "right", content: content)])
        guard case .failed(let reasons) = try await repair.repair(damaged) else {
            return #expect(Bool(false), "repaired on a disk that takes nothing")
        }
        #expect(reasons.count == 1)
        #expect(try store.knownDamage(of: digest) == [0..<HashTree.leafSize])
    }

    @Test("a repair that is stopped says so, not that the sources have nothing")
    func stopped() async throws {
        try await held { store, digest, path in
            try flip(path, at: 5)
            let damaged = try #require(try await BlobVerifier(store).verify([digest]).first)
            let work = Task {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await BlobRepair(store, sources: []).repair(damaged)
            }
            await #expect(throws: CancellationError.self) { try await work.value }
            #expect(try store.knownDamage(of: digest) == [0..<HashTree.leafSize])
        }
    }

    @Test("a blob that is gone is brought back as a whole, and without a source it is said why not")
    func gone() async throws {
        try await held { store, digest, path in
            try FileManager.default.removeItem(atPath: path)
            let health = try #require(try await BlobVerifier(store).verify([digest]).first)
            #expect(try await BlobRepair(store, sources: []).repair(health) == .failed(["no source to repair from"]))
            let repair = BlobRepair(store, sources: [Memory(name: "right", content: content)])
            #expect(try await repair.repair(health, size: Int64(content.count)) == .repaired(bytes: Int64(content.count)))
            #expect(try await store.bytes(of: digest) == content)
        }
    }

    @Test("a reader gives out nothing that is damaged, whether it is known or found just then, and what is right once stays so")
    func reader() async throws {
        try await held { store, digest, path in
            try flip(path, at: (2 << 20) + 5)
            let reader = try await store.reader(of: digest)
            try reader.check(0..<2 << 20)
            #expect(throws: BlobError.self) { try reader.check(1 << 20..<(2 << 20) + 1) }
            #expect(try store.knownDamage(of: digest) == [2 << 20..<3 << 20])
            // Another process, by the record alone.
            let other = try await DiskBlobStore(root: store.layout.root).reader(of: digest)
            try other.check(0..<2 << 20)
            #expect(throws: BlobError.self) { try other.check((2 << 20) + 100..<(2 << 20) + 200) }
            try other.check(3 << 20..<Int64(content.count))
            // A repair makes another generation of the file.
            let health = try #require(try await BlobVerifier(store).verify([digest]).first)
            _ = try await BlobRepair(store, sources: [Memory(name: "right", content: content)]).repair(health)
            try await store.reader(of: digest).check(0..<Int64(content.count))
        }
    }

    @Test("a small blob is checked by its own name before it is given out")
    func small() async throws {
        let folder = try ScratchFolder()
        let store = DiskBlobStore(root: folder.path + "/blobs")
        let digest = try await store.store([1, 2, 3, 4], as: try sha256([1, 2, 3, 4]))
        try await store.reader(of: digest).check(0..<4)
        let other = DiskBlobStore(root: folder.path + "/blobs")
        try flip(store.layout.blob(digest), at: 2)
        let reader = try await other.reader(of: digest)
        #expect(throws: BlobError.self) { try reader.check(0..<1) }
    }

    @Test("a verification that is stopped half way says nothing against a blob whose hash it did not finish")
    func cancelled() async throws {
        try await held { store, digest, path in
            try FileManager.default.removeItem(atPath: path + ".tree")
            let (reads, began) = AsyncStream.makeStream(of: Int.self)
            let cancelled = DispatchSemaphore(value: 0)
            let verification = Task {
                try await BlobVerifier(store).verify([digest]) { count in
                    began.yield(count)
                    // Every reader stays at its first leaf until then.
                    _ = cancelled.wait(timeout: .now() + 10)
                    cancelled.signal()
                }
            }
            for await _ in reads { break }
            verification.cancel()
            cancelled.signal()
            await #expect(throws: BlobError.self) { try await verification.value }
            #expect(try store.knownDamage(of: digest).isEmpty)
            try await store.reader(of: digest).check(0..<Int64(content.count))
        }
    }

    @Test("one large blob is read by every thread, not by the one that opened it")
    func oneBlob() async throws {
        let folder = try ScratchFolder()
        let store = DiskBlobStore(root: folder.path + "/blobs")
        let content = pattern(40 << 20)
        let digest = try await store.store(content, as: try sha256(content))
        let threads = Threads()
        let found = try await BlobVerifier(store, cores: 3).verify([digest]) { _ in
            threads.note()
            // The first one stays until another has come.
            threads.waitForTwo()
        }
        #expect(found.map(\.isHealthy) == [true])
        #expect(threads.count > 1)
    }
}

/// Which threads came by.
private final class Threads: @unchecked Sendable {  // Safety: `seen` is only touched under `condition`.
    private let condition = NSCondition()
    private var seen: Set<UInt> = []

    var count: Int { condition.withLock { seen.count } }

    func note() {
        condition.withLock {
            seen.insert(UInt(pthread_self()))
            condition.broadcast()
        }
    }

    /// Blocks until there are two, for twenty seconds.
    func waitForTwo() {
        let end = Date(timeIntervalSinceNow: 20)
        condition.withLock { while seen.count < 2, condition.wait(until: end) {} }
    }
}
