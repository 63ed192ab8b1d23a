public import Blobs
internal import Foundation
public import Vocabulary

/// Manifests under their own digest, which never change: those of snapshots and pins. What is read is checked against its name.
public final class ManifestVault: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    /// Files of all cached manifests together; about 60 MB.
    private static let cacheLimit = 200_000

    let documents: any DocumentStore
    private let lock = NSLock()
    private var cache: [Digest: RevisionManifest] = [:]
    private var cachedFiles = 0

    public init(_ documents: any DocumentStore) { self.documents = documents }

    /// The document of a manifest.
    public static func key(_ digest: Digest) -> String {
        let hex = digest.hex
        return "manifests/\(hex.prefix(2))/\(hex).json"
    }

    /// Throws `.damaged` where it is missing or is another.
    public func manifest(_ digest: Digest) async throws(ShelfError) -> RevisionManifest {
        if let known = lock.withLock({ cache[digest] }) { return known }
        let bytes = try await bytes(digest)
        let manifest = try ManifestDocument.decode(bytes, path: Self.key(digest))
        guard manifest.digest == digest else { throw .damaged(path: Self.key(digest), reason: "its digest is \(manifest.digest.hex)") }
        remember(manifest, digest)
        return manifest
    }

    /// The same without its file names: quicker, and not cached.
    public func scan(_ digest: Digest) async throws(ShelfError) -> ManifestScan {
        let scan = try ManifestScan(parsing: try await bytes(digest), path: Self.key(digest))
        guard scan.digest == digest else { throw .damaged(path: Self.key(digest), reason: "its digest is \(scan.digest.hex)") }
        return scan
    }

    /// Keeps a manifest. One that is there and sound stays as it is.
    public func keep(_ manifest: RevisionManifest) async throws(ShelfError) -> Digest {
        let digest = manifest.digest
        if (try? await scan(digest)) != nil { return digest }
        guard let bytes = try? ManifestDocument(manifest).encoded(), bytes.count <= ManifestDocument.limit else {
            throw .unnameable(manifest.model, reason: "the manifest of \(manifest.commit) is larger than \(ManifestDocument.limit) bytes")
        }
        do throws(BlobError) { try await documents.write(Self.key(digest), bytes) } catch { throw .storage(error) }
        return digest
    }

    private func bytes(_ digest: Digest) async throws(ShelfError) -> [UInt8] {
        let bytes: [UInt8]?
        do throws(BlobError) {
            bytes = try await documents.read(Self.key(digest), limit: ManifestDocument.limit)
        } catch {
            throw .storage(error)
        }
        guard let bytes else { throw .damaged(path: Self.key(digest), reason: "it is missing") }
        return bytes
    }

    private func remember(_ manifest: RevisionManifest, _ digest: Digest) {
        lock.withLock {
            if cachedFiles + manifest.files.count > Self.cacheLimit {
                cache = [:]
                cachedFiles = 0
            }
            if cache.updateValue(manifest, forKey: digest) == nil { cachedFiles += manifest.files.count }
        }
    }
}
