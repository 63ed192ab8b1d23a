public import Vocabulary

/// What a sync does, model by model: a value, made before anything moves, that can be shown and then performed as it is.
public struct SyncPlan: Sendable {
    /// One revision of one model.
    public struct Item: Sendable {
        public let model: ModelID
        public let revision: Revision
        /// The query that found the model; nil: it is declared by name.
        public let query: String?
        public let work: Work

        public init(model: ModelID, revision: Revision, query: String? = nil, work: Work) {
            self.model = model
            self.revision = revision
            self.query = query
            self.work = work
        }
    }

    /// What is done about a revision.
    public enum Work: Sendable {
        /// Not on the shelf yet.
        case add(MirrorPlan)
        /// Another commit is on the shelf, or the same with other files.
        case update(MirrorPlan, from: CommitID)
        case unchanged(CommitID, refused: [RefusedItem])
        /// A rule keeps it out. What of it is on the shelf stays there.
        case blocked(PolicyBlock)
        /// It is not known what the hub has. What is on the shelf stays there.
        case failed(MirrorError)

        /// What is to be fetched and published.
        public var plan: MirrorPlan? {
            switch self {
            case .add(let plan), .update(let plan, _): plan
            case .unchanged, .blocked, .failed: nil
            }
        }
    }

    /// A model on the shelf that is no longer declared.
    public struct Removal: Hashable, Sendable {
        public let model: ModelID
        /// What goes: all its commits but pinned ones.
        public let commits: [CommitID]
        /// Bytes of its files that nothing else on the shelf has.
        public let bytes: Int64
        /// Why it stays all the same; nil: it goes.
        public let kept: String?

        public init(model: ModelID, commits: [CommitID], bytes: Int64, kept: String?) {
            self.model = model
            self.commits = commits
            self.bytes = bytes
            self.kept = kept
        }
    }

    /// What became of a query.
    public struct Query: Hashable, Sendable {
        public let name: String
        public let found: Int
        /// nil: it was answered.
        public let failure: String?
    }

    /// In the order of the declaration.
    public let items: [Item]
    /// In order of model.
    public let removals: [Removal]
    public let queries: [Query]
    /// Models on the shelf before.
    public let held: Int

    public init(items: [Item], removals: [Removal] = [], queries: [Query] = [], held: Int = 0) {
        self.items = items
        self.removals = removals
        self.queries = queries
        self.held = held
    }

    /// Content that several models share counts once.
    public var bytesToFetch: Int64 {
        var seen: Set<ContentID> = []
        return items.reduce(0) { sum, item in
            (item.work.plan?.steps ?? []).reduce(sum) { seen.insert($1.file.content).inserted ? $0 + $1.bytesToFetch : $0 }
        }
    }

    /// Bytes that `mirror gc` can free after it, if no snapshot or pin keeps them.
    public var bytesToFree: Int64 { leaving.reduce(0) { $0 + $1.bytes } }

    /// Removals that are to happen.
    public var leaving: [Removal] { removals.filter { $0.kept == nil } }

    /// Whether so much of the mirror would go that it is more likely a mistake: more than a quarter of the models.
    public var isDrastic: Bool { leaving.count * 4 > held }
}

/// Of what a plan is made.
public struct PlanScope: Sendable {
    /// What is done about models that are no longer declared.
    public enum Removals: Sendable {
        /// Not even looked for.
        case ignore
        /// Named in the plan; they stay.
        case show
        case remove
    }

    /// Only these of what is declared; empty: all of it. Nothing is removed then.
    public var only: [ModelReference]
    public var removals: Removals

    public init(only: [ModelReference] = [], removals: Removals = .ignore) {
        self.only = only
        self.removals = only.isEmpty ? removals : .ignore
    }
}

/// What of a plan others know: the catalog, and who pinned what.
public struct PlanKnowledge: Sendable {
    /// nil: queries fail.
    public var finder: (any ModelFinding)?
    /// nil: no licence is known.
    public var judge: (any LicenseJudging)?
    public var pinned: @Sendable () async throws -> [ModelID: Set<CommitID>]

    public init(
        finder: (any ModelFinding)? = nil, judge: (any LicenseJudging)? = nil,
        pinned: @escaping @Sendable () async throws -> [ModelID: Set<CommitID>] = { [:] }
    ) {
        self.finder = finder
        self.judge = judge
        self.pinned = pinned
    }
}
