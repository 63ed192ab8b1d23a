public import Catalog
public import Search
internal import Vocabulary

/// Saved searches and what came to match them, as the contract's JSON.
public enum SavedSearchReport {
    /// One saved search.
    public static func fields(_ search: SavedSearch) -> Fields {
        [
            ("id", .int(search.id)), ("name", .text(search.name)), ("query", .text(search.query)), ("created", .text(search.createdAt)),
            ("compared", .text(search.comparedAt)), ("matches", .int(search.matches)), ("too_wide", .bool(search.isTooWide)),
        ]
    }

    /// A saved search and its events, the newest first.
    public static func fields(_ changes: SavedSearchChanges) -> Fields {
        [("search", .object(fields(changes.search))), ("events", .list(changes.events.map(event)))]
    }

    private static func event(_ event: SavedSearchEvent) -> Datum {
        .object([
            ("id", .int(event.id)), ("reference", .text(event.model)), ("matches", .bool(event.matches)), ("noted", .text(event.notedAt)),
            ("task", .text(event.task)), ("summary", .text(event.summary)), ("vanished", .text(event.vanishedAt)),
        ])
    }
}
