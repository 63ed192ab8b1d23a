internal import Dispatch

/// Blocking work, away from the threads that Swift's tasks share: an fsync of gigabytes must not stop the rest.
public enum Offload {
    private static let queue = DispatchQueue(label: "weighbridge.blobs", attributes: .concurrent)

    /// Runs `work` on a thread that may block.
    public static func run<Value: Sendable, Failure: Error>(_ work: @escaping @Sendable () throws(Failure) -> Value) async throws(Failure)
        -> Value
    {
        let outcome: Result<Value, Failure> = await withCheckedContinuation { continuation in
            queue.async {
                do throws(Failure) {
                    continuation.resume(returning: .success(try work()))
                } catch {
                    continuation.resume(returning: .failure(error))
                }
            }
        }
        return try outcome.get()
    }
}
