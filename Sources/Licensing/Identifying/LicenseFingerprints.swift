/// The texts we know, as rows of word numbers: enough to compare with, not enough to read.
public struct LicenseFingerprints: Sendable {
    /// What a known text is.
    public enum Kind: UInt8, Sendable, Hashable {
        case license
        /// Rules of use that a licence refers to: no grant of its own.
        case policy
    }

    /// One text. Several may have the same id: versions of the wording, with and without an appendix.
    public struct Text: Sendable {
        public let id: LicenseID
        /// Other ids whose text is word for word the same; the text alone can't tell them apart.
        public let kin: [LicenseID]
        public let kind: Kind
        let tokens: Range<Int>
        /// Words of its copyright lines, addresses and list numbers, ascending: to have them more than the others do means nothing.
        let soft: [UInt16]
    }

    public let texts: [Text]
    /// Sorted; a word's number is its place here plus one, and 0 is every word that no known text has.
    let words: [UInt32]
    /// Which of the words have a digit.
    let numeric: [Bool]
    /// How many texts have the word of this number.
    let spread: [UInt16]
    /// The words, all texts in a row, that are not soft.
    let tokens: [UInt16]
    private let numbers: WordTable

    init(texts: [Text], words: [UInt32], numeric: [Bool], tokens: [UInt16]) {
        self.texts = texts
        self.words = words
        self.numeric = numeric
        self.tokens = tokens
        var spread = [UInt16](repeating: 0, count: words.count + 1)
        var last = [Int32](repeating: -1, count: words.count + 1)
        for (index, text) in texts.enumerated() {
            for token in tokens[text.tokens] where last[Int(token)] != Int32(index) {
                last[Int(token)] = Int32(index)
                spread[Int(token)] += 1
            }
        }
        self.spread = spread
        var numbers = WordTable(capacity: words.count)
        for (index, word) in words.enumerated() { numbers.set(word, to: UInt32(index + 1)) }
        self.numbers = numbers
    }

    /// The number of a word; 0 if no known text has it.
    @inline(__always)
    func number(of word: UInt32) -> UInt16 { UInt16(truncatingIfNeeded: numbers.value(word) ?? 0) }

    /// Without the texts that `keep` refuses, for measuring what is answered when the right text is not known.
    public func filtered(_ keep: (Text) -> Bool) -> LicenseFingerprints {
        LicenseFingerprints(texts: texts.filter(keep), words: words, numeric: numeric, tokens: tokens)
    }
}
