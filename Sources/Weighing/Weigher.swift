public import Catalog
public import Licensing
public import Vocabulary

/// Weighs models: draws a conclusion on each model's terms from what the catalog holds, and writes it back with its verdicts.
///
/// Killed at any point, the next run begins anew and ends in the same state: what is written already is found equal.
public struct Weigher: Sendable {
    /// What the verdicts rest on besides the model.
    public struct Standards: Sendable {
        public var catalogue: LicenseCatalogue
        public var scenarios: [Scenario]
        public var organisation: Organisation
        public var datasets: DatasetTable
        /// Names the licence data: texts that were read with other data are read again.
        public var basis: String
        /// Names everything else that verdicts rest on: scenarios, organisation and data sets.
        public var question: String

        public init(
            catalogue: LicenseCatalogue, scenarios: [Scenario], organisation: Organisation = .unknown,
            datasets: DatasetTable = DatasetTable(), basis: String, question: String
        ) {
            self.catalogue = catalogue
            self.scenarios = scenarios
            self.organisation = organisation
            self.datasets = datasets
            self.basis = basis
            self.question = question
        }
    }

    /// What a run did.
    public struct Counts: Sendable, Hashable {
        /// Texts that were recognised anew.
        public var texts = 0
        public var models = 0
        /// Of them, those whose conclusion differs from what was held.
        public var changed = 0
        /// Different things that models say, with their lineage.
        public var conclusions = 0

        public init() {}
    }

    let catalog: CatalogDatabase
    /// What its verdicts rest on.
    public let standards: Standards
    private let identifier: @Sendable () throws -> TextIdentifier
    private let now: @Sendable () -> Timestamp

    /// - Parameter identifier: asked for only where there are texts to recognise, because it takes a moment to load.
    public init(
        _ catalog: CatalogDatabase, _ standards: Standards, identifier: @escaping @Sendable () throws -> TextIdentifier,
        now: @escaping @Sendable () -> Timestamp
    ) {
        self.catalog = catalog
        self.standards = standards
        self.identifier = identifier
        self.now = now
    }

    /// Texts first, then all models; nothing, if nothing changed since the last time.
    ///
    /// - Parameter report: called with the models done so far.
    @discardableResult
    public func run(report: @Sendable (Int) -> Void = { _ in }) async throws -> Counts {
        var counts = Counts()
        let basis = "\(standards.basis) \(standards.question)"
        if try await catalog.isWeighed(basis: basis) { return counts }
        let generation = try await catalog.weighingGeneration()
        counts.texts = try await readTexts()
        var bulk = BulkWeighing(standards)
        var last: Int64 = 0
        while true {
            try Task.checkCancellation()
            let batch = try await catalog.papers(after: last, limit: Self.batch)
            guard let end = batch.last else { break }
            last = end.rowID
            for papers in batch { bulk.add(papers) }
            report(bulk.count)
        }
        let result = try bulk.weighed()
        counts.models = result.models.count
        counts.conclusions = result.conclusions.count
        for start in stride(from: 0, to: result.models.count, by: Self.batch) {
            try Task.checkCancellation()
            let part = Array(result.models[start..<min(start + Self.batch, result.models.count)])
            counts.changed += try await catalog.record(part, conclusions: result.conclusions, at: now())
        }
        try await catalog.markWeighed(generation, basis: basis)
        return counts
    }

    private static let batch = 5_000
    /// Texts a transaction: a megabyte at most each.
    private static let textBatch = 64

    private func readTexts() async throws -> Int {
        var count = 0
        var loaded: TextIdentifier?
        while true {
            try Task.checkCancellation()
            let documents = try await catalog.unreadDocuments(basis: standards.basis, limit: Self.textBatch)
            if documents.isEmpty { return count }
            let identifier = try loaded ?? self.identifier()
            loaded = identifier
            var readings: [Int64: String] = [:]
            for document in documents { readings[document.id] = TextReading(identifier.identify(document.bytes)).json }
            try await catalog.record(readings: readings, basis: standards.basis)
            count += documents.count
        }
    }
}
