public import Catalog
public import Vocabulary

/// Searches that somebody keeps over a catalog, and what came to match them since.
///
/// Nothing runs in the background: whoever asks for a feed has the search compared with what it matched before, if the catalog has changed.
public struct SavedSearches: Sendable {
    private let catalog: CatalogDatabase
    private let names: SpokenNames
    private let now: @Sendable () -> Timestamp

    /// What is stored of a page of results means nothing in a feed.
    public static let parameters = SearchParameters.filters + [SearchParameters.sort]
    /// Paging and counting belong to a request and not to what is kept: they are left out, not refused.
    private static let passing: Set<String> = ["limit", "offset", "cursor", "facets"]
    /// Characters.
    public static let longestName = 200
    public static let longestQuery = 4_096
    /// A reader asks often and shows few.
    public static let mostEvents = 1_000

    /// - Parameter names: what may be typed for scenarios, tasks and languages.
    public init(_ catalog: CatalogDatabase, names: SpokenNames, now: @escaping @Sendable () -> Timestamp) {
        self.catalog = catalog
        self.names = names
        self.now = now
    }

    /// Keeps a search, and takes stock of what matches it.
    public func save(name: String, query: String, _ engine: SearchEngine) async throws(SavedSearchError) -> SavedSearch {
        let name = name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let hasControls = name.unicodeScalars.contains { $0.properties.generalCategory == .control }
        guard !name.isEmpty, !hasControls, name.unicodeScalars.count <= Self.longestName else {
            throw .parameter(ParameterError("name", "'name' is a line of 1 to \(Self.longestName) characters"))
        }
        let items = QueryItems(query)
        let stored = items.encoded(without: Self.passing)
        guard stored.utf8.count <= Self.longestQuery else {
            throw .parameter(ParameterError("query", "'query' is longer than \(Self.longestQuery) bytes"))
        }
        let search = try self.query(stored)
        // Says what no model has before it is kept; later it only means that nothing matches.
        _ = try await asked { () throws(SearchError) in try await engine.rows(search, limit: 0) }
        guard
            let saved = try await inCatalog({ catalog throws(CatalogError) in try await catalog.save(search: name, query: stored, at: now())
            })
        else { throw .tooMany }
        return try await follow(saved, engine)
    }

    /// Those that are kept, in the order in which they were saved.
    public func all() async throws(SavedSearchError) -> [SavedSearch] {
        try await inCatalog { catalog throws(CatalogError) in try await catalog.savedSearches() }
    }

    /// nil: there is none, or it was removed.
    public func search(_ id: Int64) async throws(SavedSearchError) -> SavedSearch? {
        try await inCatalog { catalog throws(CatalogError) in try await catalog.savedSearch(id) }
    }

    /// Whether there was one.
    public func remove(_ id: Int64) async throws(SavedSearchError) -> Bool {
        try await inCatalog { catalog throws(CatalogError) in try await catalog.remove(savedSearch: id, at: now()) }
    }

    /// The search that is kept under a query string.
    public func query(_ stored: String) throws(SavedSearchError) -> SearchQuery {
        do throws(ParameterError) {
            return try SearchQuery(ParameterReader(QueryItems(stored).pairs, table: Self.parameters), names: names)
        } catch {
            throw .parameter(error)
        }
    }

    /// What came to match a search or stopped to, the newest first, as the engine's state of the catalog has it; nil: there is none.
    public func changes(of id: Int64, limit: Int, _ engine: SearchEngine) async throws(SavedSearchError) -> SavedSearchChanges? {
        guard let kept = try await search(id) else { return nil }
        let search = try await follow(kept, engine)
        let events = try await inCatalog { catalog throws(CatalogError) in
            try await catalog.events(ofSavedSearch: id, limit: min(max(0, limit), Self.mostEvents))
        }
        return SavedSearchChanges(search: search, events: events)
    }

    private func follow(_ search: SavedSearch, _ engine: SearchEngine) async throws(SavedSearchError) -> SavedSearch {
        let query = try query(search.query)
        let changes = engine.index.changes
        // What is mirrored is no part of the index: there, nothing tells whether it changed.
        guard search.comparedChanges ?? -1 < changes || query.mirroredOnly else { return search }
        let rows: [Int64]?
        do throws(SearchError) {
            rows = try await engine.rows(query, limit: CatalogDatabase.mostFollowed)
        } catch {
            // The last model with a value is gone: nothing matches any more.
            guard error.cause == .badFilter else { throw .search(error) }
            rows = []
        }
        return try await inCatalog { catalog throws(CatalogError) in
            try await catalog.compare(savedSearch: search.id, with: rows, changes: changes, at: now())
            return try await catalog.savedSearch(search.id)
        } ?? search
    }

    private func asked<Value>(_ question: () async throws(SearchError) -> Value) async throws(SavedSearchError) -> Value {
        do throws(SearchError) { return try await question() } catch { throw .search(error) }
    }

    private func inCatalog<Value>(
        _ question: (CatalogDatabase) async throws(CatalogError) -> Value
    ) async throws(SavedSearchError) -> Value {
        do throws(CatalogError) { return try await question(catalog) } catch { throw .search(SearchError(.catalog, "\(error)")) }
    }
}

/// A saved search and what came to match it or stopped to, the newest first.
public struct SavedSearchChanges: Sendable {
    public let search: SavedSearch
    public let events: [SavedSearchEvent]
}

/// Why a search could not be kept or followed.
public enum SavedSearchError: Error, Sendable, CustomStringConvertible {
    /// Name or query can't be taken.
    case parameter(ParameterError)
    case search(SearchError)
    /// As many are kept as can be.
    case tooMany

    public var description: String {
        switch self {
        case .parameter(let error): error.description
        case .search(let error): error.description
        case .tooMany: "there are \(CatalogDatabase.mostSavedSearches) saved searches already: remove one first"
        }
    }
}
