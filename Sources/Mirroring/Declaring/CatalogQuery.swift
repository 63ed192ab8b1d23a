public import Vocabulary

/// A question to the catalog whose answer is mirrored: `queries` of `mirror.yaml`.
public struct CatalogQuery: Hashable, Sendable {
    /// One condition, as the JSON API and `catalog search` name it: `task`, `scenario`, `max_params`.
    public struct Filter: Hashable, Sendable {
        public let name: String
        /// Several widen.
        public let values: [String]

        public init(_ name: String, _ values: [String]) {
            self.name = name
            self.values = values
        }
    }

    /// Names it in plans and errors; no two have the same.
    public var name: String
    /// Words to find; nil: none.
    public var text: String?
    public var filters: [Filter]
    /// What comes first; nil: downloads.
    public var sort: String?
    /// So many of the models that come first; never more than `most`.
    public var top: Int
    /// What is held of each model.
    public var revisions: [Revision]
    public var files: FileSelection
    public var limits: SizeLimits

    /// The most models that one query may bring.
    public static let most = 1_000

    public init(
        name: String, text: String? = nil, filters: [Filter] = [], sort: String? = nil, top: Int = 20, revisions: [Revision] = [.main],
        files: FileSelection = FileSelection(), limits: SizeLimits = SizeLimits()
    ) {
        self.name = name
        self.text = text
        self.filters = filters
        self.sort = sort
        self.top = min(top, Self.most)
        self.revisions = revisions.isEmpty ? [.main] : revisions
        self.files = files
        self.limits = limits
    }

    /// What is declared of a model that the query found.
    func entry(_ model: ModelID) -> MirrorDeclaration.Entry {
        MirrorDeclaration.Entry(model: model, revisions: revisions, files: files, limits: limits)
    }
}

/// Finds models by a query. What a mirror needs of the catalog's search.
public protocol ModelFinding: Sendable {
    /// The first of what matches, at most `query.top`.
    func models(for query: CatalogQuery) async throws -> [ModelID]
    /// Whether the catalog knows that a model is gone from its hub.
    func isVanished(_ model: ModelID) async throws -> Bool
}

/// What only others know of the words in a declaration.
public struct DeclarationChecks: Sendable {
    /// A part of a query that can't be asked.
    public struct Fault: Error, Sendable {
        /// The filter, or `sort`.
        public let name: String
        public let reason: String

        public init(_ name: String, _ reason: String) {
            self.name = name
            self.reason = reason
        }
    }

    public var query: @Sendable (CatalogQuery) -> Fault?
    /// Why a word is no scenario; nil: it is one.
    public var scenario: @Sendable (String) -> String?

    /// Takes any word.
    public init(
        query: @escaping @Sendable (CatalogQuery) -> Fault? = { _ in nil }, scenario: @escaping @Sendable (String) -> String? = { _ in nil }
    ) {
        self.query = query
        self.scenario = scenario
    }
}
