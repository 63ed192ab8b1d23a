/// A model's tags as one text, in the hub's order: one a line. A tag of two lines counts as two.
struct TagList: Sendable, Hashable {
    /// No model has more; a hub that says so is not believed further.
    private static let bound = 4_096
    private static let separator = UInt8(ascii: "\n")

    let text: String
    /// Without empty ones.
    let tags: [String]

    init(_ tags: [String]) {
        let kept = Array(tags.prefix(Self.bound))
        text = kept.joined(separator: "\n")
        let isPlain = kept.allSatisfy { !$0.isEmpty && !$0.utf8.contains(Self.separator) }
        self.tags = isPlain ? kept : Self.split(text)
    }

    init(text: String) {
        self.text = text
        tags = Self.split(text)
    }

    private static func split(_ text: String) -> [String] { text.utf8.split(separator: separator).map { String(Substring($0)) } }
}
