/// What one must do in return.
public struct Duty: Hashable, Sendable, Codable {
    /// What has to be done.
    public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
        /// Keep copyright lines and credit the authors.
        case attribution = "attribution.text"
        /// Ship a text file with a given notice.
        case noticeFile = "notice.file"
        /// Ship the text of the licence.
        case licenceCopy = "licence.copy"
        /// Say which files were changed.
        case markChanges = "mark.changes"
        /// Begin the name of a derived model with a given word.
        case namePrefix = "name.prefix"
        /// Show a given line to users.
        case displayLine = "ui.display"
        /// License what was made of it under the same terms; `scope` says how far that reaches.
        case shareAlike = "share.alike"
        /// Bind receivers to the same use restrictions.
        case flowDown = "flowdown.restrictions"
        /// Offer the corresponding source.
        case sourceOffer = "source.offer"
        case register
        /// Tell the licensor.
        case notify
        /// Accept the terms before the files may be fetched.
        case acceptGate = "accept.gate"
        /// Name the model or its paper in publications.
        case cite
        case royalty
        /// Filter or review what is produced.
        case contentFilter = "content.filter"
    }

    /// How far a share-alike duty reaches.
    public enum Scope: String, Hashable, Sendable, Codable, CaseIterable {
        case file, library, work, network, weights
        /// Only the use restrictions, not the other terms.
        case restrictions
    }

    /// What one does that makes the duty arise.
    public enum Trigger: String, Hashable, Sendable, Codable, CaseIterable {
        case use
        case distributeWeights = "distribute.weights"
        case distributeDerivative = "distribute.derivative"
        case host = "host.thirdParty"
        /// A product or service with the model inside is offered.
        case product
        case publishOutputs = "output.publish"
        case trainOnOutputs = "output.train"
    }

    public var kind: Kind
    public var on: [Trigger]
    /// The exact words to show, ship or begin a name with, where the licence prescribes them.
    public var text: String?
    public var scope: Scope?
    /// The duty arises only once the limit of this name is exceeded.
    public var beyond: String?
    public var note: String?
    public var section: String?

    public init(
        _ kind: Kind, on: [Trigger], text: String? = nil, scope: Scope? = nil, beyond: String? = nil, note: String? = nil,
        section: String? = nil
    ) {
        self.kind = kind
        self.on = on
        self.text = text
        self.scope = scope
        self.beyond = beyond
        self.note = note
        self.section = section
    }
}
