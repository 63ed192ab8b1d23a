internal import Blobs
public import Shelves
public import Vocabulary

/// Keeps those who write a shelf of fills and those who take models off it apart: a file beside the shelf. Without it a server that adds
/// a file to a commit could bring back, with the commit, blobs that a collector has just let go of.
public enum FillLock {
    /// How long somebody else may hold it: a write or a removal of one commit takes milliseconds.
    private static let patience = Duration.seconds(30)

    static func path(of fills: Shelf) -> String { "\(fills.root).lock" }

    /// Waits for its turn. The lock is given up with the value.
    static func hold(_ fills: Shelf) async throws(ShelfError) -> FileLock {
        let path = path(of: fills)
        let deadline = ContinuousClock.now + patience
        while true {
            do throws(BlobError) { if let lock = try FileLock(path) { return lock } } catch { throw .storage(error) }
            guard ContinuousClock.now < deadline, (try? await Task.sleep(for: .milliseconds(3))) != nil else {
                throw .storage(.io(operation: "lock", path: path, reason: "somebody else holds it"))
            }
        }
    }

    /// Takes a filled model, or one commit of it, off its shelf. Its blobs stay for a collection.
    public static func remove(_ model: ModelID, _ commit: CommitID? = nil, from fills: Shelf) async throws(ShelfError) {
        let lock = try await hold(fills)
        defer { lock.release() }
        if let commit { try fills.remove(commit, of: model) } else { try fills.remove(model) }
    }
}
