internal import Blobs
internal import Vocabulary

/// A session of a store that tells what happens to it.
struct WatchedIngest: BlobIngest {
    private let session: any BlobIngest
    private let progress: FillProgress
    /// Told when bytes that were given out turned out to be wrong.
    private let spoiled: @Sendable () -> Void

    init(_ session: any BlobIngest, _ progress: FillProgress, spoiled: @escaping @Sendable () -> Void) {
        self.session = session
        self.progress = progress
        self.spoiled = spoiled
        // Where it can't be read, clients wait for the whole.
        progress.begin((try? session.arriving()) ?? nil)
    }

    var missing: [Range<Int64>] { session.missing }
    var partSize: Int64 { session.partSize }

    func write(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(BlobError) {
        try session.write(bytes, at: offset)
        progress.wrote(offset..<offset + Int64(bytes.count))
    }

    func commit() async throws(BlobError) -> Digest {
        do throws(BlobError) {
            return try await session.commit()
        } catch {
            if case .mismatch = error, progress.end(areWrong: true) { spoiled() }
            throw error
        }
    }

    func suspend() {
        _ = progress.end(areWrong: false)
        session.suspend()
    }

    func discard() {
        _ = progress.end(areWrong: true)
        session.discard()
    }
}
