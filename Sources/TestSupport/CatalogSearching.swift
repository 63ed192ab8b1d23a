public import Catalog
public import Search
internal import Vocabulary

/// Searching a catalog that a test just made, always as it is now.
extension CatalogDatabase {
    public func search(_ query: SearchQuery) async throws -> SearchPage {
        try await SearchCatalog(self, path: nil).engine().search(query)
    }

    /// Names of what is found, in order.
    public func paths(_ query: SearchQuery) async throws -> [String] { try await search(query).results.map(\.entry.claim.id.path) }
}
