internal import Blobs
internal import Vocabulary

/// Brings one blob into the store: its tree first, then its bytes, which become visible in one step when all are there.
///
/// Bytes are compared with the tree before they are sent. An upload in parts that was broken off is gone on with.
struct BlobUpload: Sendable {
    /// Blobs up to this size go in one request.
    static let singleLimit: Int64 = 16 << 20
    /// Parts that an upload may have, with some to spare (S3 allows 10,000).
    private static let mostParts: Int64 = 9_000
    /// Parts on their way at once.
    private static let width = 4

    let client: S3Client
    let digest: Digest
    let reader: any BlobReader
    /// nil: there is none to be believed; then the blob is read as a whole first.
    let tree: HashTree?
    /// Told bytes as they arrive in the store, from any thread.
    var progress: @Sendable (Int64) -> Void = { _ in }

    /// Why a blob did not get there.
    enum Failure: Error {
        case blob(BlobError)
        case store(S3Error)
    }

    /// Bytes of a part, so that equal sizes are cut alike in every run.
    static func partSize(_ size: Int64) -> Int64 { max(singleLimit, (size / mostParts / HashTree.leafSize + 1) * HashTree.leafSize) }

    func run() async throws(Failure) {
        let tree = try await believedTree()
        guard tree.size == reader.size else { throw .blob(.damaged(digest, min(tree.size, reader.size)..<max(tree.size, reader.size))) }
        do throws(S3Error) {
            if tree.leaves.count > 1 { try await client.put(S3Keys.tree(digest), tree.encoded(for: digest)) }
        } catch {
            throw .store(error)
        }
        if tree.size <= Self.singleLimit {
            let part = BlobPart(reader: reader, range: 0..<tree.size)
            let hash = try await hash(part, tree)
            do throws(S3Error) { try await client.put(S3Keys.blob(digest), part, hash: hash) } catch { throw .store(error) }
            progress(tree.size)
        } else {
            try await sendParts(tree)
        }
    }

    private func believedTree() async throws(Failure) -> HashTree {
        if let tree { return tree }
        let (reader, digest) = (reader, digest)
        do throws(BlobError) {
            return try await Offload.run { () throws(BlobError) in try Self.tree(of: reader, digest) }
        } catch {
            throw .blob(error)
        }
    }

    private static func tree(of reader: any BlobReader, _ digest: Digest) throws(BlobError) -> HashTree {
        var builder = TreeBuilder()
        let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: Int(HashTree.leafSize), alignment: 4_096)
        defer { buffer.deallocate() }
        var offset: Int64 = 0
        while offset < reader.size {
            let count = try reader.read(into: buffer, at: offset)
            if count == 0 { break }
            builder.update(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            offset += Int64(count)
        }
        let (found, tree) = builder.finish()
        guard found == digest else { throw .damaged(digest, 0..<max(1, reader.size)) }
        return tree
    }

    private func hash(_ part: BlobPart, _ tree: HashTree) async throws(Failure) -> Digest {
        let digest = digest
        do throws(BlobError) {
            return try await Offload.run { () throws(BlobError) in try part.hash(checking: tree, of: digest) }
        } catch {
            throw .blob(error)
        }
    }

    private func sendParts(_ tree: HashTree) async throws(Failure) {
        let key = S3Keys.blob(digest)
        let size = Self.partSize(tree.size)
        let ranges = stride(from: 0, to: tree.size, by: Int64.Stride(size)).map { $0..<min(tree.size, $0 + size) }
        let (upload, there) = try await begun(key, ranges)
        var parts = there
        for part in there { progress(part.size) }
        let sent = Set(there.map(\.number))
        var rest = ranges.enumerated().filter { !sent.contains($0.offset + 1) }[...]
        let outcome: Result<[S3Client.Part], Failure> = await withTaskGroup(of: Result<S3Client.Part, Failure>.self) { group in
            func addNext() {
                guard let (index, range) = rest.popFirst() else { return }
                group.addTask {
                    do throws(Failure) { return .success(try await send(index + 1, range, tree, upload)) } catch { return .failure(error) }
                }
            }
            for _ in 0..<Self.width { addNext() }
            var new: [S3Client.Part] = []
            for await result in group {
                switch result {
                case .failure(let error):
                    group.cancelAll()
                    return .failure(error)
                case .success(let part):
                    new.append(part)
                    addNext()
                }
            }
            return .success(new)
        }
        do throws(Failure) {
            parts += try outcome.get()
            do throws(S3Error) { try await client.complete(upload, parts) } catch { throw .store(error) }
        } catch {
            // Another may have completed the same upload, or the answer to our own completion was lost.
            if case .store = error, let head = try? await client.head(key), head.size == tree.size { return }
            throw error
        }
    }

    private func send(_ number: Int, _ range: Range<Int64>, _ tree: HashTree, _ upload: S3Client.Upload) async throws(Failure)
        -> S3Client.Part
    {
        let part = BlobPart(reader: reader, range: range)
        let hash = try await hash(part, tree)
        do throws(S3Error) {
            let done = try await client.send(number, part, hash: hash, of: upload)
            progress(part.count)
            return done
        } catch {
            throw .store(error)
        }
    }

    /// An upload of the same blob that was broken off, with the parts it has, or a new one. Its name is a hash of its bytes: parts cut
    /// in the same way have the same bytes, and readers compare them in any case.
    private func begun(_ key: String, _ ranges: [Range<Int64>]) async throws(Failure) -> (S3Client.Upload, [S3Client.Part]) {
        // A store that can't list them makes us begin anew, no more.
        if let upload = try? await client.uploads(key).filter({ $0.key == key }).max(by: { $0.age < $1.age }),
            let parts = try? await client.parts(of: upload)
        {
            let right = parts.filter { ranges.indices.contains($0.number - 1) && $0.size == Int64(ranges[$0.number - 1].count) }
            if right.count == parts.count, Set(parts.map(\.number)).count == parts.count { return (upload, right) }
        }
        do throws(S3Error) { return (try await client.begin(key), []) } catch { throw .store(error) }
    }
}

extension S3Client.Upload {
    /// For choosing the latest; one without a time counts as the oldest.
    fileprivate var age: Int64 { began?.milliseconds ?? 0 }
}
