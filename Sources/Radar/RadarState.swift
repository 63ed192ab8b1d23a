public import Vocabulary

/// What the radar remembers between its runs.
public struct RadarState: Sendable, Hashable, Codable {
    /// What was last seen of a model, to compare the next look with.
    public struct Sighting: Sendable, Hashable, Codable {
        public var model: ModelID
        /// When the hub last answered.
        public var seenAt: Timestamp
        /// The most open gate that was seen; nil: it has never been seen.
        public var gate: Gate?
        /// What the hub said of the licence, in order (`license: mit`), while its `main` stood for `licensesAt`.
        public var licenses: [String]?
        public var licensesAt: CommitID?

        public init(model: ModelID, seenAt: Timestamp) {
            self.model = model
            self.seenAt = seenAt
        }

        private enum CodingKeys: String, CodingKey {
            case model, gate, licenses
            case seenAt = "seen_at"
            case licensesAt = "licenses_at"
        }
    }

    static let currentSchema = 1

    let schema: Int
    /// When the radar last ran to its end; nil: never.
    public var ranAt: Timestamp?
    /// Models that could not be asked about in the last run.
    public var notAsked: [RefusedItem]
    public var sightings: [Sighting]
    /// In order of model, kind and subject.
    public var open: [RadarEvent]
    /// What is not in the history yet: written with the state, so that a killed run neither loses nor repeats anything.
    var pending: [RadarRecord]

    public init() {
        schema = Self.currentSchema
        (notAsked, sightings, open, pending) = ([], [], [], [])
    }

    private enum CodingKeys: String, CodingKey {
        case schema, sightings, open, pending
        case ranAt = "ran_at"
        case notAsked = "not_asked"
    }
}
