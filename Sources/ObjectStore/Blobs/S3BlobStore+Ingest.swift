public import Blobs
public import Vocabulary

extension S3BlobStore {
    /// Bytes go to the staging folder, where they are resumed and verified as in any store of this machine; `commit` uploads them. Killed
    /// after they were verified, the next session has nothing to write and only uploads.
    public func ingest(_ content: ContentID, size: Int64) async throws(BlobError) -> any BlobIngest {
        guard let staging else { throw .readOnly(path: client.location.description) }
        if let digest = try await held(content) {
            guard let there = try await self.size(of: digest), there == size else {
                throw .mismatch(expected: content, actual: "an object of another size under that name")
            }
            return HeldIngest(content: content, digest: digest, partSize: DiskBlobStore.defaultPartSize)
        }
        return UploadingIngest(staged: try await staging.ingest(content, size: size), content: content, store: self)
    }

    /// Brings a staged blob into the bucket and frees its place.
    fileprivate func finish(_ content: ContentID, _ digest: Digest) async throws(BlobError) {
        guard let staging, let stagingRoot else { return }
        let (reader, tree) = (try await staging.reader(of: digest), try await staging.tree(of: digest))
        let single = reader.size <= HashTree.leafSize ? HashTree(size: reader.size, leaves: reader.size == 0 ? [] : [digest]) : nil
        do throws(BlobUpload.Failure) {
            try await BlobUpload(client: client, digest: digest, reader: reader, tree: tree ?? single).run()
        } catch {
            throw error.asBlobError
        }
        let files = DiskDocumentStore(root: stagingRoot)
        if case .gitBlob(let object) = content {
            do throws(S3Error) { try await client.put(S3Keys.link(object), Array(digest.hex.utf8)) } catch { throw error.asBlobError }
            try await files.remove("git/\(content.hex.prefix(2))/\(content.hex)")
        }
        try await staging.remove(digest)
        try await files.remove("sha256/\(digest.hex.prefix(2))/\(digest.hex).tree")
    }
}

extension BlobUpload.Failure {
    var asBlobError: BlobError {
        switch self {
        case .blob(let error): error
        case .store(let error): error.asBlobError
        }
    }
}

/// A session whose bytes are staged, and uploaded when they are whole.
private struct UploadingIngest: BlobIngest {
    let staged: any BlobIngest
    let content: ContentID
    let store: S3BlobStore

    var missing: [Range<Int64>] { staged.missing }
    var partSize: Int64 { staged.partSize }
    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) { try staged.write(bytes, at: offset) }

    func commit() async throws(BlobError) -> Digest {
        let digest = try await staged.commit()
        try await store.finish(content, digest)
        return digest
    }

    func suspend() { staged.suspend() }
    func discard() { staged.discard() }
}
