internal import Foundation
internal import GRDB

/// The row numbers of tags seen lately: most models share a few hundred tags, and a look-up each would be most of a crawl's work.
final class TagDictionary: @unchecked Sendable {  // Safety: `known` is only touched under `lock`.
    private let lock = NSLock()
    private var known: [String: Int64] = [:]

    /// Keeps memory flat however many tags a hub has.
    private static let bound = 100_000

    /// The number of a tag, which is added if it is new. To be called in a write.
    func id(of tag: String, in db: Database) throws -> Int64 {
        if let id = lock.withLock({ known[tag] }) { return id }
        let find = try db.bulk("SELECT id FROM tag WHERE name = ?")
        find.bind(1, tag)
        var id = try find.step() ? find.int64(0) : nil
        find.finish()
        if id == nil {
            let add = try db.bulk("INSERT INTO tag (name) VALUES (?)")
            add.bind(1, tag)
            try add.run()
            id = db.lastInsertedRowID
        }
        let found = id ?? 0
        lock.withLock {
            if known.count >= Self.bound { known.removeAll(keepingCapacity: true) }
            known[tag] = found
        }
        return found
    }

    /// After a write that was rolled back: numbers it gave out are not there.
    func forget() { lock.withLock { known.removeAll() } }
}
