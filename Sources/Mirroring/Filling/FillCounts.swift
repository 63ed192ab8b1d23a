internal import Foundation

/// What was filled since the start.
public struct FillCounts: Hashable, Sendable {
    /// Requests for something that was not held: revisions and files.
    public var misses = 0
    /// Files that were fetched to their end.
    public var files = 0
    /// Bytes that came from hubs.
    public var bytes: Int64 = 0
    /// Requests that a rule, a scan or a hub's gate turned away.
    public var refused = 0
    /// Fetches, and questions to hubs, that came to nothing.
    public var failed = 0
    /// Fetches that gave up on bytes other than the hub had named.
    public var mismatched = 0
    /// Clients that wait for bytes now.
    public var waiting = 0
    /// Fetches under way or in the queue now.
    public var running = 0
}

/// Counts from any thread.
final class FillCounter: @unchecked Sendable {  // Safety: `counts` is only touched with `lock` held.
    private let lock = NSLock()
    private var counts = FillCounts()

    var value: FillCounts { lock.withLock { counts } }

    func note(_ change: (inout FillCounts) -> Void) { lock.withLock { change(&counts) } }
}
