public import Vocabulary

/// What a mirror shall hold, and on which terms: `mirror.yaml`.
public struct MirrorDeclaration: Hashable, Sendable {
    /// One model, the revisions of it to follow and the files of them.
    public struct Entry: Hashable, Sendable {
        public var model: ModelID
        /// Never empty.
        public var revisions: [Revision]
        public var files: FileSelection
        public var limits: SizeLimits
        /// Who let the model in, and why, whatever the verdict on its licence is; nil: the verdict counts.
        public var approval: String?

        public init(
            model: ModelID, revisions: [Revision] = [.main], files: FileSelection = FileSelection(), limits: SizeLimits = SizeLimits(),
            approval: String? = nil
        ) {
            self.model = model
            self.revisions = revisions.isEmpty ? [.main] : revisions
            self.files = files
            self.limits = limits
            self.approval = approval
        }
    }

    /// In the order of the file; what they do not say themselves is filled in from `defaults`.
    public var entries: [Entry]
    /// Models that are found anew at each sync.
    public var queries: [CatalogQuery]
    public var policy: MirrorPolicy
    /// What namespaces may take.
    public var quotas: [Quota]
    public var retention: DeclaredRetention

    public init(
        entries: [Entry] = [], queries: [CatalogQuery] = [], policy: MirrorPolicy = MirrorPolicy(), quotas: [Quota] = [],
        retention: DeclaredRetention = DeclaredRetention()
    ) {
        self.entries = entries
        self.queries = queries
        self.policy = policy
        self.quotas = quotas
        self.retention = retention
    }
}

/// How large a model may be to be taken. One that is larger is not taken at all.
public struct SizeLimits: Hashable, Sendable {
    /// Bytes of all files of one revision that are taken; nil: any.
    public var model: Int64?
    /// Bytes of each file that is taken; nil: any.
    public var file: Int64?

    public init(model: Int64? = nil, file: Int64? = nil) {
        self.model = model
        self.file = file
    }
}

/// Which models a mirror lets go of when it is told to retire some (`mirror gc --retire`).
public struct DeclaredRetention: Hashable, Sendable {
    public var rules: [RetentionRule]
    /// Of the verdicts that the rules speak of; nil: they speak of none.
    public var scenario: String?

    public init(rules: [RetentionRule] = [], scenario: String? = nil) {
        self.rules = rules
        self.scenario = scenario
    }
}
