/// What the comparison needs to know of the words and texts of the fingerprints, worked out once when they are loaded.
struct KnownTraits: Sendable {
    struct Word: OptionSet, Sendable {
        let rawValue: UInt8
        static let grave = Word(rawValue: 1)
        static let turning = Word(rawValue: 2)
        static let light = Word(rawValue: 4)
        static let number = Word(rawValue: 8)
        /// Few texts have it: likely a name.
        static let rare = Word(rawValue: 16)

        init(rawValue: UInt8) { self.rawValue = rawValue }

        init(hash: UInt32, number: Bool, spread: Int) {
            var traits = Word()
            if Words.grave.contains(hash) { traits.insert(.grave) }
            if Words.turning.contains(hash) { traits.insert(.turning) }
            if Words.light.contains(hash) { traits.insert(.light) }
            if number { traits.insert(.number) }
            if spread <= 4, traits.isEmpty { traits.insert(.rare) }
            self = traits
        }
    }

    /// By word number; the first is that of unknown words and empty.
    let words: [Word]
    /// By text: the words that a copy has to have. What is before and after is often left out: introductions, appendices.
    let bodies: [Range<Int>]

    init(_ prints: LicenseFingerprints) {
        var words: [Word] = [[]]
        words.reserveCapacity(prints.words.count + 1)
        for (index, hash) in prints.words.enumerated() {
            words.append(Word(hash: hash, number: prints.numeric[index], spread: Int(prints.spread[index + 1])))
        }
        self.words = words
        let heads = Self.numbers(Self.bodyBegins, prints)
        let tails = Self.numbers(Self.bodyEnds, prints)
        bodies = prints.texts.map { text in
            let tokens = prints.tokens[text.tokens]
            let start = heads.compactMap { Self.find($0, in: tokens) }.min() ?? text.tokens.lowerBound
            let end = tails.compactMap { Self.find($0, in: tokens) }.filter { $0 > start }.min() ?? text.tokens.upperBound
            return start..<end
        }
    }

    func traits(of token: LicenseToken, number: UInt16) -> Word {
        number > 0
            ? words[Int(number)] : Word(hash: token.hash, number: token.flags.contains(.hasDigit), spread: 0)
    }

    /// Words with which the binding part of widely used texts begins.
    private static let bodyBegins = ["by exercising the licensed rights defined below", "the work as defined below is provided under"]
    /// Words with which it has ended.
    private static let bodyEnds = [
        "end of terms and conditions", "creative commons is not a party to", "creative commons may be contacted at",
        "how to apply the apache license", "how to apply these terms to your new",
    ]

    private static func numbers(_ phrases: [String], _ prints: LicenseFingerprints) -> [[UInt16]] {
        phrases.map { $0.split(separator: " ").map { prints.number(of: WordTable.hash(String($0))) } }.filter { !$0.contains(0) }
    }

    private static func find(_ phrase: [UInt16], in tokens: ArraySlice<UInt16>) -> Int? {
        guard tokens.count >= phrase.count else { return nil }
        for start in tokens.startIndex...(tokens.endIndex - phrase.count) where tokens[start] == phrase[0] {
            if tokens[start..<start + phrase.count].elementsEqual(phrase) { return start }
        }
        return nil
    }
}
