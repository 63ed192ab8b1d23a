/// How a model was made of another.
public enum Relation: String, Hashable, Sendable, Codable, CaseIterable {
    /// Fewer bits or another file format: the same work.
    case quantized
    case merge
    case finetune
    /// Small weights that need the base at run time.
    case adapter
    /// The one follows the other.
    case newVersion = "new_version"
    /// A copy.
    case duplicate
}

/// What lineage needs to know of one model.
public struct LineageNode: Hashable, Sendable {
    /// One model it was made of.
    public struct Parent: Hashable, Sendable {
        public var model: String
        /// nil: not stated; taken for `finetune`, with less confidence.
        public var relation: Relation?

        public init(_ model: String, _ relation: Relation?) {
            self.model = model
            self.relation = relation
        }
    }

    /// What its own repository says.
    public var expression: LicenseExpression
    public var confidence: Confidence
    /// Its repository states no licence at all (not `other`, not an unread text): what it was made of is then the only evidence.
    public var statesNothing: Bool
    public var parents: [Parent]
    /// What it was under before, oldest first.
    public var former: [LicenseExpression]

    public init(
        expression: LicenseExpression, confidence: Confidence, statesNothing: Bool = false, parents: [Parent] = [],
        former: [LicenseExpression] = []
    ) {
        self.expression = expression
        self.confidence = confidence
        self.statesNothing = statesNothing
        self.parents = parents
        self.former = former
    }
}

/// What can be learnt of a model that another was made of.
public enum LineageLookup: Hashable, Sendable {
    case found(LineageNode)
    /// Behind a gate. What was last known of it, if ever.
    case gated(lastKnown: LicenseExpression?)
    case deleted(lastKnown: LicenseExpression?)
    /// Never seen.
    case unknown
}

/// The terms that bind whoever uses a model: its own, and those of all that it was made of.
public struct EffectiveTerms: Hashable, Sendable {
    /// One model of the ancestry.
    public struct Step: Hashable, Sendable {
        public var model: String
        /// The model that was made of it.
        public var child: String
        public var relation: Relation?
        public var expression: LicenseExpression
        /// 1 for a parent.
        public var depth: Int

        public init(model: String, child: String, relation: Relation?, expression: LicenseExpression, depth: Int) {
            self.model = model
            self.child = child
            self.relation = relation
            self.expression = expression
            self.depth = depth
        }
    }

    /// A part of the ancestry whose terms are not known.
    public struct Unknown: Hashable, Sendable {
        /// Why they are not known.
        public enum Reason: String, Hashable, Sendable, Codable, CaseIterable {
            case unresolved, gated, deleted
            /// It is there, and states no licence that we know.
            case unlicensed
            /// Further up than `Lineage` follows.
            case tooDeep = "too-deep"
            /// More ancestors than `Lineage` follows.
            case tooMany = "too-many"
        }

        public var model: String
        public var reason: Reason
        /// Its terms when it was last seen: taken into account, and still not known.
        public var lastKnown: LicenseExpression?

        public init(_ model: String, _ reason: Reason, lastKnown: LicenseExpression? = nil) {
            self.model = model
            self.reason = reason
            self.lastKnown = lastKnown
        }
    }

    public var own: LicenseExpression
    /// The model states nothing of its own, and the terms of what it was made of stand for it, with little confidence.
    public var isInherited: Bool
    /// Own AND all that is inherited: what holds when the model is used. Contains `NOASSERTION` if a part is unknown.
    public var expression: LicenseExpression
    /// What binds the files of this model alone: differs from `expression` for adapters, which need their base only to run.
    public var filesAlone: LicenseExpression
    public var confidence: Confidence
    /// Nearest first.
    public var chain: [Step]
    public var unknowns: [Unknown]
    /// Models that are their own ancestors.
    public var cycles: [String]
    /// C4 and C10.
    public var conflicts: [Conflict]

    public init(
        own: LicenseExpression, isInherited: Bool = false, expression: LicenseExpression, filesAlone: LicenseExpression,
        confidence: Confidence, chain: [Step] = [], unknowns: [Unknown] = [], cycles: [String] = [], conflicts: [Conflict] = []
    ) {
        self.own = own
        self.isInherited = isInherited
        self.expression = expression
        self.filesAlone = filesAlone
        self.confidence = confidence
        self.chain = chain
        self.unknowns = unknowns
        self.cycles = cycles
        self.conflicts = conflicts
    }
}
