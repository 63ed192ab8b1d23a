/// All that is known of one model's terms at one commit: the input of a conclusion.
///
/// Everything read from a hub is hostile: lists are read up to `LicenseDossier.most` entries.
public struct LicenseDossier: Hashable, Sendable {
    /// At most so many files, base models, siblings and datasets are taken into account. The largest real repositories have tens.
    public static let most = 256

    /// What a text applies to, where a repository keeps several.
    public enum Component: String, Hashable, Sendable, Codable, CaseIterable {
        /// Nothing says that it is for a part only.
        case all
        case weights, code, data
        case documentation
        /// Use restrictions that add to the licence.
        case policy
        /// Notices of others' works, which say nothing of this one.
        case notices
    }

    /// What was written, and what that means.
    public struct Reading: Hashable, Sendable {
        public var raw: String
        public var expression: LicenseExpression
        public var confidence: Confidence

        public init(_ raw: String, expression: LicenseExpression, confidence: Confidence) {
            self.raw = raw
            self.expression = expression
            self.confidence = confidence
        }
    }

    /// A LICENSE-like file of the repository.
    public struct File: Hashable, Sendable {
        public var path: String
        public var component: Component
        /// `noAssertion` for a text that we do not know.
        public var expression: LicenseExpression
        public var confidence: Confidence
        /// Digest of the text, where a waiver or a comparison shall be bound to it.
        public var digest: String?
        /// The language of the text where the name or the text says so: `en`, `zh`.
        public var language: String?
        /// What the identification found besides: inserted or missing passages.
        public var note: String?

        public init(
            _ path: String, component: Component = .all, expression: LicenseExpression, confidence: Confidence, digest: String? = nil,
            language: String? = nil, note: String? = nil
        ) {
            self.path = path
            self.component = component
            self.expression = expression
            self.confidence = confidence
            self.digest = digest
            self.language = language
            self.note = note
        }
    }

    /// The address that the card gives for its licence.
    public struct Link: Hashable, Sendable {
        /// What came of asking for it.
        public enum State: String, Hashable, Sendable, Codable, CaseIterable {
            /// The text behind it was read.
            case fetched
            /// Not asked; the address itself may be known.
            case notFetched = "not-fetched"
            case login
            case notFound = "not-found"
            case failed
        }

        public var address: String
        public var state: State
        /// From the text if `fetched`, else from the address alone.
        public var expression: LicenseExpression
        public var confidence: Confidence

        public init(_ address: String, state: State, expression: LicenseExpression = .noAssertion, confidence: Confidence = .none) {
            self.address = address
            self.state = state
            self.expression = expression
            self.confidence = confidence
        }
    }

    /// Whether files are given out only after something was done.
    public struct Gate: Hashable, Sendable {
        /// What has to be done to get the files.
        public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
            case open
            /// Accepting is enough.
            case automatic
            /// Somebody decides.
            case manual
            case unknown
        }

        public var kind: Kind
        /// Terms that the gate's text names; nil: none that we know.
        public var terms: Reading?
        /// The gate turns away people of the EU (`extra_gated_eu_disallowed`).
        public var excludesEU: Bool

        public init(_ kind: Kind, terms: Reading? = nil, excludesEU: Bool = false) {
            self.kind = kind
            self.terms = terms
            self.excludesEU = excludesEU
        }
    }

    /// Another model of the same family, or a data set it was trained on.
    public struct Relative: Hashable, Sendable {
        public var reference: String
        public var expression: LicenseExpression
        public var confidence: Confidence

        public init(_ reference: String, expression: LicenseExpression, confidence: Confidence = .high) {
            self.reference = reference
            self.expression = expression
            self.confidence = confidence
        }
    }

    /// Model id, with its hub where that matters.
    public var model: String
    public var commit: String?
    public var files: [File]
    public var link: Link?
    public var section: Reading?
    public var name: Reading?
    /// nil: absent. An empty text is absent too; `other` and `unknown` are what they say.
    public var tag: Reading?
    /// Whether the tag was a list, which hubs give no operator for.
    public var tagIsList: Bool
    public var gate: Gate
    /// Files, card or metadata carry a copyright notice.
    public var hasCopyrightNotice: Bool?
    /// Whether it takes or makes more than text. nil: not known.
    public var isMultimodal: Bool?
    public var siblings: [Relative]
    public var datasets: [Relative]

    public init(
        model: String, commit: String? = nil, files: [File] = [], link: Link? = nil, section: Reading? = nil, name: Reading? = nil,
        tag: Reading? = nil, tagIsList: Bool = false, gate: Gate = Gate(.open), hasCopyrightNotice: Bool? = nil,
        isMultimodal: Bool? = nil, siblings: [Relative] = [], datasets: [Relative] = []
    ) {
        self.model = model
        self.commit = commit
        self.files = files
        self.link = link
        self.section = section
        self.name = name
        self.tag = tag
        self.tagIsList = tagIsList
        self.gate = gate
        self.hasCopyrightNotice = hasCopyrightNotice
        self.isMultimodal = isMultimodal
        self.siblings = siblings
        self.datasets = datasets
    }
}
