import Blobs
internal import Foundation

/// A lock between processes that its holder's death releases, however it died (flock).
final class FileLock: Sendable {
    private let descriptor: Int32

    /// Takes the lock, or throws `.busy` at once if somebody else has it.
    init(_ path: String) throws(MirrorError) {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o640)
        guard descriptor >= 0 else {
            throw .storage(.io(operation: "open", path: path, reason: String(cString: strerror(errno))))
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .busy(path: path)
        }
    }

    deinit { close(descriptor) }
}
