/// What a file of licence text turned out to be.
public struct TextIdentification: Hashable, Sendable {
    /// What the answer rests on.
    public enum Kind: String, Hashable, Sendable, Codable {
        /// One or several licence texts.
        case license
        /// Rules of use that a licence refers to: no grant of its own.
        case policy
        /// Like a known text, but with other terms: a person has to read it.
        case variant
        /// No text, but an `SPDX-License-Identifier` line.
        case tag
        /// No text, but words that name a licence or grant by its name.
        case name
        /// No text, but an address.
        case link
        case unknown
        case empty
        /// Not text.
        case binary
    }

    /// A known text and how like it the file is.
    public struct Candidate: Hashable, Sendable, Codable {
        public var id: LicenseID
        /// 0…1; 1 is word for word the same.
        public var score: Double

        public init(id: LicenseID, score: Double) {
            self.id = id
            self.score = score
        }
    }

    /// A licence found in a part of the file.
    public struct Part: Hashable, Sendable {
        /// What the part is to the file.
        public enum Role: String, Hashable, Sendable, Codable {
            /// What the file as a whole grants.
            case main
            /// Below a heading that speaks of third parties or components.
            case thirdParty = "third-party"
        }
        public var id: LicenseID
        public var score: Double
        public var confident: Bool
        public var role: Role
        /// Words of the file, counted from 0.
        public var tokens: Range<Int>
        public var bytes: Range<Int>
    }

    /// A run of words of the file that the known text does not have.
    public struct Passage: Hashable, Sendable {
        public var tokens: Range<Int>
        public var bytes: Range<Int>
        /// Whether it has words that change what is granted or asked.
        public var changesTerms: Bool
    }

    /// A run of words of the known text that the file does not have.
    public struct Gap: Hashable, Sendable {
        /// The word of the file before which it is missing.
        public var token: Int
        public var byte: Int
        /// How many words are missing.
        public var count: Int
        public var changesTerms: Bool
    }

    /// What a person should know about the answer.
    public enum Note: String, Hashable, Sendable, Codable, CaseIterable {
        /// The file is longer than what is read.
        case truncated
        /// A part in Chinese, Japanese or Korean was not compared.
        case otherLanguage = "other-language"
        /// Two known texts fit equally well.
        case ambiguous
        /// The differences look like damage, not like other terms.
        case noise
        /// The text is the same for ids that only a statement outside of it can tell apart (`-only`, `-or-later`).
        case sameText = "same-text"
        /// A name or a link was found, not the text itself.
        case noText = "no-text"
        /// More licences than are listed.
        case manyParts = "many-parts"
    }

    /// What can be concluded; `NOASSERTION` for a variant and for an unknown text.
    public var expression: LicenseExpression
    public var kind: Kind
    /// How like the nearest known text the file is, 0…1.
    public var score: Double
    /// Whether the expression may be relied on without reading the text.
    public var confident: Bool
    /// Best first, at most five.
    public var candidates: [Candidate]
    /// In the order of the file.
    public var parts: [Part]
    public var inserted: [Passage]
    public var missing: [Gap]
    public var notes: [Note]
    /// Addresses in a file that is hardly more than a link, at most eight, for whoever knows links.
    public var addresses: [Range<Int>]

    public init(
        _ kind: Kind, expression: LicenseExpression = .noAssertion, score: Double = 0, confident: Bool = false,
        candidates: [Candidate] = [], parts: [Part] = [], inserted: [Passage] = [], missing: [Gap] = [], notes: [Note] = [],
        addresses: [Range<Int>] = []
    ) {
        self.expression = expression
        self.kind = kind
        self.score = score
        self.confident = confident
        self.candidates = candidates
        self.parts = parts
        self.inserted = inserted
        self.missing = missing
        self.notes = notes
        self.addresses = addresses
    }
}
