internal import Foundation
internal import GRDB

/// The row numbers of tags seen lately: most models share a few hundred tags, and a look-up each would be most of a crawl's work.
final class TagDictionary: @unchecked Sendable {  // Safety: `known` is only touched under `lock`.
    private let lock = NSLock()
    private var known: [String: Int64] = [:]

    /// Keeps memory flat however many tags a hub has.
    private static let bound = 100_000

    /// The numbers of tags, in their order; those that are new are added. To be called in a write.
    func ids(of tags: [String], in db: Database) throws -> [Int64] {
        try lock.withLock {
            if known.count >= Self.bound { known.removeAll(keepingCapacity: true) }
            return try tags.map { tag in
                if let id = known[tag] { return id }
                let id = try Self.findOrAdd(tag, in: db)
                known[tag] = id
                return id
            }
        }
    }

    private static func findOrAdd(_ tag: String, in db: Database) throws -> Int64 {
        let find = try db.bulk("SELECT id FROM tag WHERE name = ?")
        find.bind(1, tag)
        if try find.step(), let id = find.int64(0) {
            find.finish()
            return id
        }
        let add = try db.bulk("INSERT INTO tag (name) VALUES (?)")
        add.bind(1, tag)
        try add.run()
        return db.lastInsertedRowID
    }

    /// After a write that was rolled back: numbers it gave out are not there.
    func forget() { lock.withLock { known.removeAll() } }
}
