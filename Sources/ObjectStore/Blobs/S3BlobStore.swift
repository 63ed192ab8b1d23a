public import Blobs
public import Vocabulary

/// Blobs in a bucket of an S3-compatible store.
///
/// A blob is there when its object is: it is created in one step, after its tree. Bytes are compared with the tree before they are handed
/// out, wherever they come from. Whoever may write to the bucket can still replace a blob together with its tree.
public struct S3BlobStore: BlobStore {
    public let client: S3Client
    let loader: SegmentLoader
    /// Where bytes are taken in and verified before they are uploaded; nil: nothing is taken in.
    let staging: DiskBlobStore?
    /// Of the staging store.
    let stagingRoot: String?

    /// - Parameters:
    ///   - cache: what was read stays there.
    ///   - staging: a folder for bytes on their way in; nil: the store is only read.
    ///   - clock: says for how long a store that was not reached is left alone.
    public init(
        _ client: S3Client, cache: LeafCache, staging: String? = nil, clock: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.client = client
        loader = SegmentLoader(client: client, cache: cache, clock: clock)
        stagingRoot = staging
        self.staging = staging.map { DiskBlobStore(root: $0) }
    }

    public func size(of digest: Digest) async throws(BlobError) -> Int64? {
        do throws(S3Error) { return try await client.head(S3Keys.blob(digest))?.size } catch { throw error.asBlobError }
    }

    public func reader(of digest: Digest) async throws(BlobError) -> any BlobReader {
        // A tree in the cache was put there with the blob in the bucket; both never change, so nobody has to be asked.
        if let tree = loader.cache.tree(of: digest) { return S3BlobReader(digest: digest, tree: tree, loader: loader) }
        guard let size = try await size(of: digest) else { throw .missing(digest) }
        let stored = try await storedTree(of: digest, size: size)
        let tree: HashTree
        if let stored { tree = stored } else { tree = try await readTree(of: digest, size: size) }
        guard tree.size == size else { throw .damaged(digest, min(tree.size, size)..<max(tree.size, size)) }
        loader.cache.keep(tree, of: digest)
        return S3BlobReader(digest: digest, tree: tree, loader: loader)
    }

    public func tree(of digest: Digest) async throws(BlobError) -> HashTree? {
        if let tree = loader.cache.tree(of: digest) { return tree }
        guard let size = try await size(of: digest) else { return nil }
        return try await storedTree(of: digest, size: size)
    }

    /// Nothing is kept of what was found wrong: it is looked for again whenever it is read.
    public func knownDamage(of digest: Digest) async throws(BlobError) -> [Range<Int64>] { [] }

    public func held(_ content: ContentID) async throws(BlobError) -> Digest? {
        switch content {
        case .sha256(let digest): return try await size(of: digest) == nil ? nil : digest
        case .gitBlob(let object):
            do throws(S3Error) {
                guard case .bytes(let bytes, _) = try await client.get(S3Keys.link(object), limit: 128) else { return nil }
                guard let digest = Digest(hex: String(decoding: bytes, as: UTF8.self)) else { return nil }
                return try await client.head(S3Keys.blob(digest)) == nil ? nil : digest
            } catch {
                throw error.asBlobError
            }
        }
    }

    /// The blob first: one without a tree is read as a whole, a tree without a blob is not looked at.
    public func remove(_ digest: Digest) async throws(BlobError) {
        do throws(S3Error) {
            try await client.delete(S3Keys.blob(digest))
            try await client.delete(S3Keys.tree(digest))
        } catch {
            throw error.asBlobError
        }
    }

    /// The tree as it is stored; nil: there is none that can be believed. A blob of one leaf is its own.
    private func storedTree(of digest: Digest, size: Int64) async throws(BlobError) -> HashTree? {
        if size <= HashTree.leafSize { return HashTree(size: size, leaves: size == 0 ? [] : [digest]) }
        // 32 bytes for each leaf, and some more.
        let limit = Int(size / HashTree.leafSize + 1) * 32 + 256
        do throws(S3Error) {
            guard case .bytes(let bytes, _) = try await client.get(S3Keys.tree(digest), limit: limit) else { return nil }
            return HashTree(bytes, for: digest)
        } catch {
            if case .malformed = error.cause { return nil }
            throw error.asBlobError
        }
    }

    /// Makes the tree of a blob that has none by reading all of it; its whole hash must be right.
    private func readTree(of digest: Digest, size: Int64) async throws(BlobError) -> HashTree {
        var builder = TreeBuilder()
        var offset: Int64 = 0
        while offset < size {
            let end = min(size, offset + LeafCache.segmentSize)
            let bytes: [UInt8]
            do throws(S3Error) { bytes = try await client.get(S3Keys.blob(digest), offset..<end) } catch { throw error.asBlobError }
            bytes.withUnsafeBytes { builder.update($0) }
            offset = end
        }
        let (found, tree) = builder.finish()
        guard found == digest else { throw .damaged(digest, 0..<max(1, size)) }
        return tree
    }
}
