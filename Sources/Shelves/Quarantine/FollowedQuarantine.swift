internal import Foundation
public import Vocabulary

/// The quarantine as a server heeds it: looked at anew at most every 200 ms, by a request that comes then; between looks a dictionary in memory.
///
/// Where the document can't be read, or has vanished, what was held back stays held back, and the reason is reported once. Before it was
/// read for the first time, nothing can be said of any bytes: `load` and `item` throw.
public final class FollowedQuarantine: @unchecked Sendable {  // Safety: everything mutable is under `lock`.
    private let store: QuarantineStore
    private let interval: Duration
    private let report: @Sendable (String) -> Void
    private let lock = NSLock()
    private var state = State()

    private struct State {
        /// nil: never read.
        var held: [Digest: QuarantineItem]?
        var version: String?
        var looked: ContinuousClock.Instant?
        var reported: String?
    }

    /// - Parameter report: is told why the quarantine can't be read, once for each reason.
    public init(
        _ store: QuarantineStore, interval: Duration = .milliseconds(200), report: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.store = store
        self.interval = interval
        self.report = report
    }

    /// Reads it, for a server that is about to start. Throws where it can't be read.
    public func load() async throws(ShelfError) {
        // The version first: what is written in between is then read again.
        let version = try await store.version()
        let held = try await store.read().heldBack
        lock.withLock {
            state.held = held
            state.version = version
            state.looked = .now
            state.reported = nil
        }
    }

    /// Why a blob is not to be served; nil: it may be.
    public func item(holding blob: Digest) async throws(ShelfError) -> QuarantineItem? {
        if isDue() { await look() }
        if let held = lock.withLock({ state.held }) { return held[blob] }
        try await load()
        return lock.withLock { state.held?[blob] }
    }

    /// All that is not to be served.
    public func heldBack() async throws(ShelfError) -> [Digest: QuarantineItem] {
        if isDue() { await look() }
        if let held = lock.withLock({ state.held }) { return held }
        try await load()
        return lock.withLock { state.held ?? [:] }
    }

    private func isDue() -> Bool {
        let now = ContinuousClock.now
        return lock.withLock {
            guard let looked = state.looked, looked.advanced(by: interval) <= now else { return false }
            state.looked = now
            return true
        }
    }

    private func look() async {
        do throws(ShelfError) {
            let version = try await store.version()
            let known = lock.withLock { state.version }
            guard version != known else { return }
            guard version != nil else { throw .damaged(path: Quarantine.key, reason: "it has vanished") }
            try await load()
        } catch {
            let reason = error.description
            let isNew = lock.withLock {
                defer { state.reported = reason }
                return state.reported != reason
            }
            if isNew { report("the quarantine can't be read; what was held back before stays held back: \(reason)") }
        }
    }
}
