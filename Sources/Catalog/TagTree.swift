internal import GRDB

/// The tree that finds models by a tag, written once a page and in its own order: thirteen rows a model that each went to another
/// place of the tree were a fifth of a crawl's work.
struct TagTree {
    private struct Change {
        let tag: Int64
        let model: Int64
        /// A model may come by twice in a page: what was said last holds.
        let order: Int
        let isAdded: Bool
    }

    private let dictionary: TagDictionary
    private var changes: [Change] = []

    init(_ dictionary: TagDictionary) { self.dictionary = dictionary }

    mutating func add(_ tags: [String], to model: Int64, in db: Database) throws { try note(tags, model, isAdded: true, in: db) }

    mutating func remove(_ tags: [String], from model: Int64, in db: Database) throws { try note(tags, model, isAdded: false, in: db) }

    private mutating func note(_ tags: [String], _ model: Int64, isAdded: Bool, in db: Database) throws {
        for tag in try dictionary.ids(of: tags, in: db) {
            changes.append(Change(tag: tag, model: model, order: changes.count, isAdded: isAdded))
        }
    }

    mutating func flush(in db: Database) throws {
        changes.sort { ($0.tag, $0.model, $0.order) < ($1.tag, $1.model, $1.order) }
        let add = try db.bulk("INSERT INTO model_tag (tag_id, model_id) VALUES (?, ?) ON CONFLICT DO NOTHING")
        let remove = try db.bulk("DELETE FROM model_tag WHERE tag_id = ? AND model_id = ?")
        for change in changes {
            let statement = change.isAdded ? add : remove
            statement.bind(1, change.tag)
            statement.bind(2, change.model)
            try statement.run()
        }
        changes.removeAll(keepingCapacity: true)
    }
}
