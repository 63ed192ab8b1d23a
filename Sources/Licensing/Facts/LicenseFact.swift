/// What we know of one licence: what it permits, asks and forbids, and how we know.
///
/// One file of `catalog/licenses/`. Not legal advice, and it never claims more than `evidence` carries.
public struct LicenseFact: Hashable, Sendable, Codable {
    public var id: LicenseID
    public var name: String
    /// Kin by text or by vendor: `permissive`, `cc`, `llama`, `openrail`.
    public var family: String
    public var rights: [Right: Clause]
    public var duties: [Duty]
    public var limits: [Limit]
    public var patent: Patent
    /// Whether files are given out only after the terms were accepted.
    public var acceptance: Stated
    public var acceptanceNote: String?
    /// Whether the licensor may withdraw the grant.
    public var revocable: Stated
    /// Whether the licensor may change the terms of a grant already given.
    public var unilateralChange: Stated
    public var governingLaw: String?
    /// What hubs and people call it: folded by `Alias.fold`, by hub; `any` for every hub.
    public var aliases: [String: [String]]
    /// Addresses whose content is this licence, without scheme and trailing slash.
    public var links: [String]
    /// Policies that are part of the terms but kept elsewhere: their changes are changes of the terms.
    public var policies: [String]
    public var guards: Guards?
    public var supersedes: LicenseID?
    public var notes: String?
    public var evidence: [Source]
    public var confidence: Confidence

    /// What the text says of patents.
    public struct Patent: Hashable, Sendable, Codable {
        public var grant: Stated
        /// Whether a suit ends the licence.
        public var endsOnSuit: Stated
        public var note: String?

        public init(grant: Stated, endsOnSuit: Stated, note: String? = nil) {
            self.grant = grant
            self.endsOnSuit = endsOnSuit
            self.note = note
        }
    }

    /// Words that a text must and must not have to be this licence, where likeness alone can't tell it from its kin.
    /// Phrases in lower case, words separated by one space.
    public struct Guards: Hashable, Sendable, Codable {
        public var must: [String]
        public var mustNot: [String]

        public init(must: [String] = [], mustNot: [String] = []) {
            self.must = must
            self.mustNot = mustNot
        }
    }

    /// Where a fact was read.
    public struct Source: Hashable, Sendable, Codable {
        /// A repository, page or document, with its commit or version.
        public var document: String
        /// Day of the reading, `2026-11-23`, where known.
        public var read: String?

        public init(document: String, read: String? = nil) {
            self.document = document
            self.read = read
        }
    }

    public init(
        id: LicenseID, name: String, family: String, rights: [Right: Clause], duties: [Duty] = [], limits: [Limit] = [],
        patent: Patent = Patent(grant: .unknown, endsOnSuit: .unknown), acceptance: Stated = .no, acceptanceNote: String? = nil,
        revocable: Stated = .unknown, unilateralChange: Stated = .unknown, governingLaw: String? = nil, aliases: [String: [String]] = [:],
        links: [String] = [], policies: [String] = [], guards: Guards? = nil, supersedes: LicenseID? = nil, notes: String? = nil,
        evidence: [Source], confidence: Confidence
    ) {
        self.id = id
        self.name = name
        self.family = family
        self.rights = rights
        self.duties = duties
        self.limits = limits
        self.patent = patent
        self.acceptance = acceptance
        self.acceptanceNote = acceptanceNote
        self.revocable = revocable
        self.unilateralChange = unilateralChange
        self.governingLaw = governingLaw
        self.aliases = aliases
        self.links = links
        self.policies = policies
        self.guards = guards
        self.supersedes = supersedes
        self.notes = notes
        self.evidence = evidence
        self.confidence = confidence
    }
}

/// How sure a statement is. `none`: nothing can be concluded.
public enum Confidence: String, Hashable, Sendable, Codable, CaseIterable, Comparable {
    case none, low, medium, high

    private var rank: Int {
        switch self {
        case .none: 0
        case .low: 1
        case .medium: 2
        case .high: 3
        }
    }

    public static func < (left: Confidence, right: Confidence) -> Bool { left.rank < right.rank }
}
