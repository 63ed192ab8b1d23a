internal import GRDB

/// What full text search looks in: the texts themselves, and the index over them.
///
/// The index is written here and not by triggers: a statement with a trigger may be undone on its own, so before each one SQLite has
/// the index put all it holds in memory on disk. That is a segment a model instead of one a page: half of a crawl's work (measured).
struct TextIndex {
    private struct Text {
        var name: String
        var tags: String
        var card: String
    }

    private struct Change {
        let model: Int64
        let order: Int
        let text: Text
        let isAdded: Bool
    }

    private var changes: [Change] = []

    /// A new model's texts. It is not found before `flush`.
    mutating func add(_ path: String, _ tags: TagList, to model: Int64, in db: Database) throws {
        let text = Text(name: SearchWords.name(of: path), tags: tags.text, card: "")
        let insert = try db.bulk("INSERT INTO model_text (model_id, name, tags) VALUES (?, ?, ?)")
        insert.bind(1, model)
        insert.bind(2, text.name)
        insert.bind(3, text.tags)
        try insert.run()
        note(text, model, isAdded: true)
    }

    /// Takes other tags for a model, and says which it had; nil: the same.
    mutating func change(tags: TagList, of model: Int64, in db: Database) throws -> TagList? {
        let before = try change(model, in: db) { $0.tags = tags.text }
        return before.map { TagList(text: $0.tags) }
    }

    /// Takes another card for a model; an empty text is none.
    mutating func change(card: String, of model: Int64, in db: Database) throws {
        _ = try change(model, in: db) { $0.card = card }
    }

    /// The text before, or nil where nothing changed.
    private mutating func change(_ model: Int64, in db: Database, _ edit: (inout Text) -> Void) throws -> Text? {
        let find = try db.bulk("SELECT name, tags, card FROM model_text WHERE model_id = ?")
        find.bind(1, model)
        guard try find.step() else { return nil }
        let before = Text(name: find.text(0) ?? "", tags: find.text(1) ?? "", card: find.text(2) ?? "")
        find.finish()
        var after = before
        edit(&after)
        guard after.tags != before.tags || after.card != before.card else { return nil }
        let update = try db.bulk("UPDATE model_text SET tags = ?2, card = ?3 WHERE model_id = ?1")
        update.bind(1, model)
        update.bind(2, after.tags)
        update.bind(3, after.card)
        try update.run()
        note(before, model, isAdded: false)
        note(after, model, isAdded: true)
        return before
    }

    private mutating func note(_ text: Text, _ model: Int64, isAdded: Bool) {
        changes.append(Change(model: model, order: changes.count, text: text, isAdded: isAdded))
    }

    /// Brings the index to where the texts are. To be called in the same write, which lands with all of it or none.
    mutating func flush(in db: Database) throws {
        // A step back in the order of models would make the index begin another segment.
        changes.sort { ($0.model, $0.order) < ($1.model, $1.order) }
        let add = try db.bulk("INSERT INTO model_search (rowid, name, tags, card) VALUES (?, ?, ?, ?)")
        // FTS5's command for taking a row out of an index that holds no texts itself: it has to be told what they were.
        let remove = try db.bulk("INSERT INTO model_search (model_search, rowid, name, tags, card) VALUES ('delete', ?, ?, ?, ?)")
        for change in changes {
            let statement = change.isAdded ? add : remove
            statement.bind(1, change.model)
            statement.bind(2, change.text.name)
            statement.bind(3, change.text.tags)
            statement.bind(4, change.text.card)
            try statement.run()
        }
        changes.removeAll(keepingCapacity: true)
    }
}
