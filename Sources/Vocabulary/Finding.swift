/// Something wrong with one model that did not stop the run: recorded, shown, never lost.
public struct Finding: Hashable, Sendable, Codable {
    /// What kind of thing is wrong. The raw values are stored and printed: never change one.
    public enum Code: String, Hashable, Sendable, Codable, CaseIterable {
        /// A listing entry that could not be read.
        case listingEntry = "listing-entry"
        /// Details of the model could not be fetched.
        case unreachable
        case gated
        case missing
        /// A file name that is refused.
        case fileName = "file-name"
        /// A tree entry without a usable hash or size.
        case fileEntry = "file-entry"
        case cardEncoding = "card-encoding"
        case cardFrontMatter = "card-front-matter"
        case cardDuplicateKey = "card-duplicate-key"
        case cardTooLarge = "card-too-large"
        case cardAliasBomb = "card-alias-bomb"
        case cardTooDeep = "card-too-deep"
        /// A licence text that was not read for its size.
        case licenseTooLarge = "license-too-large"
        /// A configuration file that could not be read.
        case configuration
        /// Weights whose header is not what their format says.
        case weightHeader = "weight-header"
        /// Bytes that are not what the hub promised.
        case wrongContent = "wrong-content"
        /// A file that a scan found harmful: it is not served, or its revision not published.
        case heldBack = "held-back"
    }

    public let code: Code
    /// The file it is about, as written; nil: the model as a whole.
    public let file: String?
    /// For a person: names the thing and the reason.
    public let reason: String

    public init(_ code: Code, file: String? = nil, reason: String) {
        self.code = code
        self.file = file
        self.reason = String(reason.prefix(1_000))
    }
}
