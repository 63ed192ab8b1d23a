/// Which words of a heading say what its section speaks of: an ordered list, the first that fits decides.
///
/// A phrase stands for itself between word boundaries. `*` at an end lets the word go on there ("limitation*", "*lizenz*"); `=` in front
/// asks for the whole heading. Phrases in scripts without spaces fit anywhere. Words are as `HeadingWords` leaves them: small, no
/// hyphens, no apostrophes.
struct HeadingRule: Sendable {
    let kind: CardSection.Kind
    /// Whether the section it stands under knows better: "Dataset" below "Evaluation" is no training data.
    let isWeak: Bool
    private let phrases: [Phrase]

    init(_ kind: CardSection.Kind, isWeak: Bool = false, _ phrases: [String]) {
        self.kind = kind
        self.isWeak = isWeak
        self.phrases = phrases.map(Phrase.init)
    }

    func fits(_ words: HeadingWords) -> Bool {
        phrases.contains { phrase in
            phrase.isWhole ? words.padded == phrase.bytes : words.padded.find(phrase.bytes, in: 0..<words.padded.count) != nil
        }
    }

    private struct Phrase: Sendable {
        let bytes: [UInt8]
        let isWhole: Bool

        init(_ text: String) {
            isWhole = text.hasPrefix("=")
            let isAnywhere = !isWhole && text.unicodeScalars.contains(where: \.isWithoutSpaces)
            let front = isAnywhere || text.hasPrefix("*") ? "" : " "
            let back = isAnywhere || text.hasSuffix("*") ? "" : " "
            bytes = Array("\(front)\(text.filter { $0 != "*" && $0 != "=" })\(back)".utf8)
        }
    }
}

/// The rules in order, and what keeps them from prose.
enum HeadingRules {
    /// Words of a heading that rules look at; more are a sentence.
    private static let longest = 12
    /// The first heading of a card is its title, unless it is as short as "Model description".
    static let longestFirstHeading = 3

    /// nil: its words say nothing.
    static func match(_ words: HeadingWords) -> HeadingRule? {
        guard words.count > 0, words.count <= longest else { return nil }
        return table.first { $0.fits(words) }
    }

    /// English decides first: its phrases are the longest, and the other languages borrow its words.
    private static let table = strong + otherLanguages + weak
}
