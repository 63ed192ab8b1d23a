public import Catalog
public import Search
public import Vocabulary

/// Everything the catalog holds of one model, as the contract's JSON.
public struct ModelReport: Sendable {
    public let entry: CatalogEntry
    /// nil: the index does not know the model yet.
    public let facts: SearchFacts?
    public let variant: VariantRecord?
    public let card: CatalogCard?
    /// nil: none is held.
    public let files: [FileClaim]?
    public let refs: [RefClaim]
    public let samples: [CounterSample]
    public let findings: [RecordedFinding]
    /// nil: not weighed at that commit.
    public let conclusion: ConclusionRecord?

    /// - Parameter commit: of the files and the conclusion; nil: the current one.
    /// - Returns: nil where the catalog does not know the model.
    public init?(of model: ModelID, at commit: CommitID?, in catalog: CatalogDatabase, _ engine: SearchEngine?) async throws(CatalogError) {
        guard let entry = try await catalog.entry(for: model) else { return nil }
        self.entry = entry
        facts = engine?.facts(of: model)
        variant = try await catalog.variant(of: model)
        card = try await catalog.card(of: model)
        files = try await catalog.files(of: model, at: commit)
        refs = try await catalog.refs(of: model)
        samples = try await catalog.samples(of: model)
        findings = try await catalog.findings(of: model)
        conclusion = try await catalog.conclusion(of: model, at: commit)
    }

    /// What was claimed of the licence, by the listing and by the card.
    public var licenses: [LicenseClaim] { entry.claim.licenses + (card?.licenses.filter { !entry.claim.licenses.contains($0) } ?? []) }
    /// What it is said to be made from, by the listing and by the card.
    public var bases: [BaseModelClaim] {
        entry.claim.baseModels + (card?.baseModels.filter { !entry.claim.baseModels.contains($0) } ?? [])
    }

    /// The members of the entry, what the index knows beside it, and what hangs on it.
    public var fields: Fields {
        let known = EntryReport.fields(entry).map { field in
            field.key == "parameters" ? (key: field.key, value: Datum.int(facts?.parameters ?? entry.claim.parameters)) : field
        }
        return known + (facts.map(SearchReport.fields) ?? []) + details
    }

    private var details: Fields {
        [
            ("summary", .text(entry.summary)),
            (
                "license_claims",
                .list(licenses.map { .object([("field", .text($0.field.rawValue)), ("raw", $0.isJSON ? .json($0.raw) : .text($0.raw))]) })
            ),
            ("conclusion", conclusion.map { .object(Self.fields($0)) } ?? .null),
            ("variant", variant.map(VariantReport.record) ?? .null),
            ("card_reading", card.map { .object(CardReport.fields($0.reading)) } ?? .null),
            ("base_models", .list(bases.map { .object([("path", .text($0.path)), ("relation", .text($0.relation))]) })),
            (
                "refs",
                .list(refs.map { .object([("ref", .text($0.ref)), ("kind", .text($0.kind.rawValue)), ("commit", .text($0.commit))]) })
            ),
            ("files", files.map { .list($0.map(Self.file)) } ?? .null),
            ("samples", .list(samples.map(Self.sample))),
            ("card", card.map { .object(CardReport.fields($0)) } ?? .null),
            ("findings", .list(findings.map(Self.finding))),
        ]
    }

    /// What was concluded of a model's licence.
    public static func fields(_ record: ConclusionRecord) -> Fields {
        [
            ("own", .text(record.own)), ("effective", .text(record.effective)), ("confidence", .text(record.confidence)),
            ("verdicts", SearchReport.verdicts(record.verdicts)), ("detail", .json(record.detail)),
        ]
    }

    /// Counters at one crawl.
    public static func sample(_ sample: CounterSample) -> Datum {
        .object([
            ("taken", .text(sample.takenAt)), ("downloads", .int(sample.downloads)), ("downloads_all_time", .int(sample.downloadsAllTime)),
            ("likes", .int(sample.likes)), ("trending", .real(sample.trendingScore)),
        ])
    }

    private static func file(_ file: FileClaim) -> Datum {
        var identity: (key: String, value: Datum)
        switch file.content {
        case .sha256(let digest): identity = ("sha256", .text(digest.hex))
        case .gitBlob(let object): identity = ("git_blob", .text(object))
        }
        return .object([("path", .text(file.path)), ("size", .int(file.size)), identity])
    }

    private static func finding(_ recorded: RecordedFinding) -> Datum {
        .object([
            ("code", .text(recorded.finding.code.rawValue)), ("source", .text(recorded.source.rawValue)),
            ("file", .text(recorded.finding.file)),
            ("reason", .text(recorded.finding.reason)), ("found", .text(recorded.foundAt)),
        ])
    }
}
