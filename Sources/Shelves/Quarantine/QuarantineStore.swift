public import Blobs
internal import Vocabulary

/// Keeps the quarantine among a mirror's documents, as `quarantine.json`.
public struct QuarantineStore: Sendable {
    /// How long after a change every server that can reach the document heeds it. Who quarantines bytes before it publishes them waits so long.
    public static let settling: Duration = .seconds(1)
    /// How often, and for how long, the lock is tried.
    private static let (tries, pause) = (400, Duration.milliseconds(25))

    private let documents: any DocumentStore
    private let lockPath: String?

    /// - Parameter lockPath: taken while the document is changed; nil: nobody else writes it.
    public init(_ documents: any DocumentStore, lockPath: String?) {
        self.documents = documents
        self.lockPath = lockPath
    }

    /// Empty where there is no document. Throws for a damaged one.
    public func read() async throws(ShelfError) -> Quarantine {
        let bytes: [UInt8]?
        do throws(BlobError) { bytes = try await documents.read(Quarantine.key, limit: Quarantine.limit) } catch { throw .storage(error) }
        guard let bytes else { return Quarantine() }
        return try Quarantine(parsing: bytes)
    }

    /// Changes the document, durably when this returns. Writers wait for one another, up to ten seconds.
    @discardableResult
    public func change<Value>(_ body: (inout Quarantine) -> Value) async throws(ShelfError) -> Value {
        let lock = try await exclusive()
        defer { lock?.release() }
        let before = try await read()
        var after = before
        let value = body(&after)
        guard after != before else { return value }
        let bytes = after.encoded()
        do throws(BlobError) {
            guard bytes.count <= Quarantine.limit else {
                throw .io(operation: "write", path: Quarantine.key, reason: "it would be larger than \(Quarantine.limit) bytes")
            }
            try await documents.write(Quarantine.key, bytes)
        } catch {
            throw .storage(error)
        }
        return value
    }

    /// Makes another store's document like this one's. Nobody else may change that one meanwhile. Answers whether it was another.
    @discardableResult
    public func copy(to other: QuarantineStore) async throws(ShelfError) -> Bool {
        let ours = try await read()
        // A damaged one is replaced.
        let theirs: Quarantine?
        do throws(ShelfError) { theirs = try await other.read() } catch {
            guard case .damaged = error else { throw error }
            theirs = nil
        }
        guard ours != theirs else { return false }
        do throws(BlobError) { try await other.documents.write(Quarantine.key, ours.encoded()) } catch { throw .storage(error) }
        return true
    }

    /// Changes with the document; nil: there is none.
    func version() async throws(ShelfError) -> String? {
        do throws(BlobError) { return try await documents.version(of: Quarantine.key) } catch { throw .storage(error) }
    }

    private func exclusive() async throws(ShelfError) -> FileLock? {
        guard let lockPath else { return nil }
        for _ in 0..<Self.tries {
            do throws(BlobError) { if let lock = try FileLock(lockPath) { return lock } } catch { throw .storage(error) }
            do { try await Task.sleep(for: Self.pause) } catch { break }
        }
        throw .storage(.io(operation: "lock", path: lockPath, reason: "another process is changing the quarantine"))
    }
}
