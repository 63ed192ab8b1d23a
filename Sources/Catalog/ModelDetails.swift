public import Vocabulary

/// A model's card as we read it ourselves.
public struct CatalogCard: Sendable, Hashable {
    /// The commit it was read from.
    public var commit: CommitID
    /// JSON text of an object; nil where there is none, or none that can be read.
    public var frontMatter: String?
    /// The prose below it.
    public var body: String
    /// What the front matter says of the licence, as written.
    public var licenses: [LicenseClaim]
    public var baseModels: [BaseModelClaim]
    /// What its prose and results were read as.
    public var reading: CardReading

    public init(
        commit: CommitID, frontMatter: String?, body: String, licenses: [LicenseClaim] = [], baseModels: [BaseModelClaim] = [],
        reading: CardReading = CardReading()
    ) {
        self.reading = reading
        self.commit = commit
        self.frontMatter = frontMatter
        self.body = body
        self.licenses = licenses
        self.baseModels = baseModels
    }
}

/// What a visit to one model brought: files, refs, card and what is wrong with them. Recorded as one.
public struct ModelDetails: Sendable, Hashable {
    public var model: ModelID
    /// The commit that was asked for; nil: the hub's listing names none.
    public var attempted: CommitID?
    /// nil: the file list could not be had; what was held before stays.
    public var revision: RevisionClaim?
    /// nil: they could not be had.
    public var refs: [RefClaim]?
    /// nil: there is no card, or none that could be read.
    public var card: CatalogCard?
    /// Licence-like files; nil: they could not be had, what was held before stays.
    public var licenseTexts: [LicenseText]?
    /// Facets with what files and headers say; nil: what was held before stays.
    public var variant: VariantRecord?
    public var weightFiles: [WeightFileRecord] = []
    /// Everything wrong that this visit met. Takes the place of what the last one met.
    public var findings: [Finding]

    /// With those that follow from file names which were refused.
    public var allFindings: [Finding] {
        findings + (revision?.refused ?? []).map { Finding(.fileName, file: $0.name, reason: $0.reason) }
    }

    public init(
        model: ModelID, attempted: CommitID?, revision: RevisionClaim? = nil, refs: [RefClaim]? = nil, card: CatalogCard? = nil,
        licenseTexts: [LicenseText]? = nil, findings: [Finding] = []
    ) {
        self.model = model
        self.attempted = attempted
        self.revision = revision
        self.refs = refs
        self.card = card
        self.licenseTexts = licenseTexts
        self.findings = findings
    }
}

/// A model whose files and card are not held at its current commit.
public struct DetailCandidate: Sendable, Hashable {
    public let model: ModelID
    public let commit: CommitID?
    /// What the listing said of it; nil: it was never listed.
    public let claim: ModelClaim?

    public init(model: ModelID, commit: CommitID?, claim: ModelClaim? = nil) {
        self.model = model
        self.commit = commit
        self.claim = claim
    }
}

/// The counters of a model at one crawl. nil: the hub did not say.
public struct CounterSample: Sendable, Hashable {
    public let takenAt: Timestamp
    public let downloads: Int64?
    public let downloadsAllTime: Int64?
    public let likes: Int64?
    public let trendingScore: Double?
}

/// A finding and what it is about.
public struct RecordedFinding: Sendable, Hashable {
    /// Which part of the work found it.
    public enum Source: String, Sendable, Hashable, CaseIterable {
        case listing, details, mirror
    }

    public let hub: HubID
    /// The model's name as the hub wrote it: an entry that can't be read is no `ModelID`.
    public let subject: String
    public let source: Source
    public let finding: Finding
    public let foundAt: Timestamp
}
