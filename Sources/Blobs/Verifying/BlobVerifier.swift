internal import Dispatch
internal import Foundation
public import Vocabulary

/// Reads blobs again and compares every byte, at the speed of the disk or of all cores, whichever is less.
///
/// A blob with a tree is compared leaf by leaf, several leaves of one blob at a time. Without a tree the whole hash decides, and a right
/// blob gets its tree. What is found is recorded beside the blob, for servers and for a repair.
public struct BlobVerifier: Sendable {
    private let store: DiskBlobStore
    private let cores: Int

    /// - Parameter cores: threads that hash; nil: as many as the machine has.
    public init(_ store: DiskBlobStore, cores: Int? = nil) {
        self.store = store
        self.cores = max(1, cores ?? ProcessInfo.processInfo.activeProcessorCount)
    }

    /// The health of each blob, in the order given. `progress` is told bytes as they are read, from any thread. Small blobs are shared out
    /// among the threads, large ones cut. Throws `.io` with ECANCELED's words when the task is cancelled.
    public func verify(
        _ digests: [Digest], progress: @escaping @Sendable (Int) -> Void = { _ in }
    ) async throws(BlobError) -> [BlobHealth] {
        let flag = CancelFlag()
        let (store, cores) = (store, cores)
        let outcome: Result<[BlobHealth], BlobError> = await withTaskCancellationHandler {
            let run = VerifyRun(store, digests, progress, flag)
            return await Offload.run { () -> Result<[BlobHealth], BlobError> in
                DispatchQueue.concurrentPerform(iterations: cores) { _ in run.work() }
                return run.outcome()
            }
        } onCancel: {
            flag.set()
        }
        return try outcome.get()
    }
}

final class CancelFlag: @unchecked Sendable {  // Safety: `isSet` is only touched under `lock`.
    private let lock = NSLock()
    private var isSet = false

    var value: Bool { lock.withLock { isSet } }
    func set() { lock.withLock { isSet = true } }
}
