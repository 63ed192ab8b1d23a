public import Blobs
internal import JSONReading
internal import Shelves
public import Vocabulary

/// The blobs that a lock file (`mirror.lock`) pins: whatever stands in it as a file's `content` or `blob`, at any depth.
public enum LockedBlobs {
    /// Largest lock file that is read.
    private static let limit = 256 << 20

    /// No blobs where there is no file. Throws where it can't be read, for then it is not known what must stay.
    public static func read(_ path: String, in blobs: DiskBlobStore) async throws(CollectError) -> Set<Digest> {
        let contents = try contents(path)
        var digests: Set<Digest> = []
        for content in contents {
            do throws(BlobError) {
                if let digest = try await blobs.held(content) { digests.insert(digest) }
            } catch {
                throw .storage(error)
            }
        }
        return digests
    }

    private static func damaged(_ path: String, _ reason: String) -> CollectError {
        .unreadable(
            .shelf(.damaged(path: path, reason: reason)),
            remedy: "put the file back from a backup or from version control, make it anew (`weighbridge mirror lock`), or move it away")
    }

    private static func contents(_ path: String) throws(CollectError) -> [ContentID] {
        let root: JSONValue
        do {
            guard let bytes = try AtomicFile.read(path, limit: limit) else { return [] }
            root = try JSONDocument(parsing: bytes, limit: limit).root
        } catch {
            throw damaged(path, "\(error)")
        }
        var found: [ContentID] = []
        var pending = [root]
        while let value = pending.popLast() {
            if let array = value.array { pending += array }
            guard let object = value.object else { continue }
            for (key, member) in object {
                guard key.equals("content") || key.equals("blob"), let text = member.string else {
                    pending.append(member)
                    continue
                }
                guard let content = ContentID(hex: text.hasPrefix("sha256:") ? String(text.dropFirst(7)) : text) else {
                    throw damaged(path, "not a content id: \(text.prefix(100))")
                }
                found.append(content)
            }
        }
        return found
    }
}
