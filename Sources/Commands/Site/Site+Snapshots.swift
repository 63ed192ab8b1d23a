import Blobs
import Foundation
import Logging
import Shelves

extension Site {
    func snapshots() -> SnapshotStore { SnapshotStore(documents, lockPath: home.snapshotLock.path) }

    /// What clients see: the published snapshot, or the working state before the first publish.
    func published() throws -> PublishedShelf {
        let log = log
        return PublishedShelf(live: try shelf(), snapshots: snapshots()) { log.error("\($0)") }
    }

    func pulls() -> PullLog { PullLog(folder: home.pulls.path, now: now) }

    /// A state by the name that is typed: a snapshot, or `live`.
    func state(_ text: String) async throws -> any ShelfView {
        if text == "live" { return try shelf() }
        let snapshot = try await snapshots().snapshot(try Self.name(text))
        return try await snapshots().view(snapshot.root)
    }

    static func name(_ text: String) throws(CommandFailure) -> SnapshotName {
        guard let name = SnapshotName(text) else {
            throw CommandFailure(
                .usage, "'\(text)' can't name a snapshot: letters, digits, '.', '_' and '-', at most 100, no dot first, and not 'live'")
        }
        return name
    }
}
