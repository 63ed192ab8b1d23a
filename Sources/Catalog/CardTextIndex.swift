internal import GRDB

/// What full text search looks in: the texts of models whose card is held, and the index over them.
///
/// The index is written here and not by triggers: a statement with a trigger may be undone on its own, so before each one SQLite has
/// the index put all it holds in memory on disk: a segment a model instead of one a transaction.
struct CardTextIndex {
    private struct Text: Equatable {
        var name: String
        var tags: String
        var card: String
    }

    private let db: Database

    init(_ db: Database) { self.db = db }

    /// Takes another card for a model; an empty text is none.
    func write(card: String, tags: String, path: String, of model: Int64) throws {
        try replace(try text(of: model), with: card.isEmpty ? nil : Text(name: NameWords.joined(of: path), tags: tags, card: card), model)
    }

    /// Takes other tags for a model; of no effect where no card is held.
    func write(tags: String, of model: Int64) throws {
        guard let before = try text(of: model) else { return }
        var after = before
        after.tags = tags
        try replace(before, with: after, model)
    }

    private func replace(_ before: Text?, with after: Text?, _ model: Int64) throws {
        guard before != after else { return }
        if let before {
            // FTS5's command for taking a row out of an index that holds no texts itself: it has to be told what they were.
            try put("INSERT INTO card_search (card_search, rowid, name, tags, card) VALUES ('delete', ?, ?, ?, ?)", before, model)
            try db.execute(sql: "DELETE FROM card_text WHERE model_id = ?", arguments: [model])
        }
        if let after {
            try put("INSERT INTO card_text (model_id, name, tags, card) VALUES (?, ?, ?, ?)", after, model)
            try put("INSERT INTO card_search (rowid, name, tags, card) VALUES (?, ?, ?, ?)", after, model)
        }
    }

    private func text(of model: Int64) throws -> Text? {
        let find = try db.bulk("SELECT name, tags, card FROM card_text WHERE model_id = ?")
        find.bind(1, model)
        guard try find.step() else { return nil }
        defer { find.finish() }
        return Text(name: find.text(0) ?? "", tags: find.text(1) ?? "", card: find.text(2) ?? "")
    }

    private func put(_ sql: String, _ text: Text, _ model: Int64) throws {
        let statement = try db.bulk(sql)
        statement.bind(1, model)
        statement.bind(2, text.name)
        statement.bind(3, text.tags)
        statement.bind(4, text.card)
        try statement.run()
    }
}
