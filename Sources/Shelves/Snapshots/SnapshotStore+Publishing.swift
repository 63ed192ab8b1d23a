internal import Blobs
public import Vocabulary

extension SnapshotStore {
    /// What is served now, and was before; nil: nothing was ever published, and the working state is served.
    public func publication() async throws(SnapshotError) -> Publication? {
        guard let bytes = try await read(Publication.key, limit: Publication.limit) else { return nil }
        do throws(ShelfError) { return try Publication(parsing: bytes) } catch { throw .shelf(error) }
    }

    /// Serves a snapshot from now on: one write. Its listing is checked first, so that nothing damaged is put before clients.
    public func publish(_ name: SnapshotName, at time: Timestamp) async throws(SnapshotError) -> Publication {
        let lock = try exclusive(suffix: ".publish")
        defer { lock?.release() }
        let snapshot = try await snapshot(name)
        _ = try await listing(snapshot.root)
        let item = Publication.Item(name: name, root: snapshot.root, at: time, wasTakenBack: false)
        let before = try await publication()
        if let before, before.current.name == name, before.current.root == snapshot.root { return before }
        return try await put(before?.publishing(item) ?? Publication(current: item))
    }

    /// Serves what was served before the current one; again: what was before that.
    public func rollback(at time: Timestamp) async throws(SnapshotError) -> Publication {
        let lock = try exclusive(suffix: ".publish")
        defer { lock?.release() }
        guard let next = try await publication()?.rolledBack(at: time) else { throw .nothingBefore }
        _ = try await listing(next.current.root)
        return try await put(next)
    }

    /// Forgets that something was served before: clients can't ask for its commits any more, and nothing is kept for them. What is served now
    /// stays. Answers how many went.
    public func forget(_ isGone: (Publication.Item) -> Bool) async throws(SnapshotError) -> Int {
        let lock = try exclusive(suffix: ".publish")
        defer { lock?.release() }
        guard let before = try await publication() else { return 0 }
        let rest = before.history.filter { !isGone($0) }
        if rest.count < before.history.count { _ = try await put(Publication(current: before.current, history: rest)) }
        return before.history.count - rest.count
    }

    /// Forgets a snapshot, and that it was served. Throws `.published` for the one that is served now.
    public func forget(_ name: SnapshotName) async throws(SnapshotError) {
        if try await publication()?.current.name == name { throw .published(name) }
        let wasServed = try await forget { $0.name == name } > 0
        do throws(SnapshotError) {
            try await drop(name, isForced: false)
        } catch {
            // It was dropped before, and only the history still had it.
            if case .unknown = error, wasServed { return }
            throw error
        }
    }

    private func put(_ publication: Publication) async throws(SnapshotError) -> Publication {
        try await write(Publication.key, publication.encoded())
        return publication
    }
}
