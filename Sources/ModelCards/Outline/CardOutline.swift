/// The prose of a card, by sections.
///
/// Any text has an outline: time proportional to its bytes (a megabyte in some tens of milliseconds), memory bounded by `Limits`.
public struct CardOutline: Sendable, Hashable {
    /// What is kept of a card's prose.
    public struct Limits: Sendable, Hashable {
        /// Real cards have up to a hundred; what follows the last belongs to it.
        public var sections = 512
        /// Bytes of text a section: longer are pasted logs and tables.
        public var text = 32 << 10
        /// Bytes of a heading: longer are paragraphs that begin with `#`.
        public var heading = 240

        public init() {}
    }

    /// In the order of the card. The first may be what stands in front of all headings.
    public let sections: [CardSection]

    /// Takes `ModelCard.body` apart.
    public init(of body: String, limits: Limits = Limits()) {
        let bytes = Array(body.utf8)
        var builder = OutlineBuilder(bytes: bytes, limits: limits)
        var lines = CardLines(bytes)
        lines.forEach { builder.add($0, at: $1, number: $2) }
        sections = builder.finish()
    }

    /// The first section of this kind in which something is written.
    public func first(_ kind: CardSection.Kind) -> CardSection? { sections.first { $0.kind == kind && $0.state == .filled } }

    /// Kinds for which something is written.
    public var filledKinds: Set<CardSection.Kind> { Set(sections.lazy.filter { $0.state == .filled }.map(\.kind)) }

    /// What the card's prose says of the licence: the first such section in one line, at most 2,048 bytes (more is a licence text pasted
    /// into a card).
    public var licenseWords: String? { first(.license)?.words(limit: 2_048) }
}
