public import Vocabulary

/// A licence-like file as it was fetched: bytes without our opinion.
public struct LicenseText: Sendable, Hashable {
    public let path: String
    public let bytes: [UInt8]

    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }
}

/// A text that was not yet recognised with the licence data of today.
public struct UnreadDocument: Sendable, Hashable {
    public let id: Int64
    public let bytes: [UInt8]
}

/// What the catalog holds that says something of a model's licence.
public struct ModelPapers: Sendable, Hashable {
    /// A licence-like file of the model.
    public struct File: Sendable, Hashable {
        public let path: String
        public let commit: String
        public let digest: Digest
        /// JSON of what it was recognised as; nil: not read yet.
        public let reading: String?
    }

    /// Names the model in `record(_:)`; ascending.
    public let rowID: Int64
    public let model: ModelID
    public let commit: CommitID?
    public let gate: Gate
    public let isVanished: Bool
    /// The hub's word for what it does.
    public let task: String?
    /// Of the listing, then of the card where that says something else.
    public var claims: [LicenseClaim] = []
    public var baseModels: [BaseModelClaim] = []
    public var files: [File] = []
    /// What the card says of the gate; nil: it is open, or nothing is said.
    public var gateText: GateText?
    /// Data sets it says it was trained on, as they were written: of the tags, then of the card. At most `mostDatasets`.
    public var datasets: [String] = []

    /// The longest lists on hubs have some hundred.
    public static let mostDatasets = 256

    /// `extra_gated_…` of a card.
    public struct GateText: Sendable, Hashable {
        /// Shown to whoever asks for the files; cut after 16,384 characters.
        public let prompt: String?
        /// JSON text of an object: the fields of the form.
        public let fields: String?
        /// `extra_gated_eu_disallowed`.
        public let excludesEU: Bool
    }
}

/// What was concluded of a model's licence, in the words of the one who weighed it.
public struct ConclusionRecord: Sendable, Hashable {
    /// SPDX expressions: of the model itself, and with what it inherits.
    public var own: String
    public var effective: String
    /// `high`, `medium`, `low` or `none`.
    public var confidence: String
    /// JSON: evidence and conflicts.
    public var detail: String
    /// By scenario: `allow`, `allow-with-duties`, `review`, `block` or `unknown`.
    public var verdicts: [String: String]

    /// SHA-256 of all of it: equal conclusions are kept once.
    var content: [UInt8] {
        ContentHash.of([own, effective, confidence, detail] + verdicts.sorted { $0.key < $1.key }.flatMap { [$0.key, $0.value] })
    }

    public init(own: String, effective: String, confidence: String, detail: String, verdicts: [String: String]) {
        self.own = own
        self.effective = effective
        self.confidence = confidence
        self.detail = detail
        self.verdicts = verdicts
    }
}

/// The conclusion on one model at one commit.
public struct WeighedModel: Sendable, Hashable {
    public let rowID: Int64
    public let commit: CommitID?
    /// Its place in the list of conclusions that is recorded with it: many models share one.
    public let conclusion: Int

    public init(rowID: Int64, commit: CommitID?, conclusion: Int) {
        self.rowID = rowID
        self.commit = commit
        self.conclusion = conclusion
    }
}
