/// One word, number, sign or address of a claim.
struct ClaimToken {
    enum Kind {
        /// Latin letters, lower case, accents undone.
        case word
        /// Digits and dots: `3`, `2.0`.
        case number
        /// `+`
        case plus
        /// A run of letters of another script.
        case foreign
        /// An address; `text` as it was written.
        case link
    }

    let kind: Kind
    var text: String
    /// What stands between it and the token before.
    let gap: Gap
    /// Where it is in `ClaimText.folded`.
    var folded: Range<Int>
    /// Where it is in the claim, in UTF-8 bytes.
    var source: Range<Int>

    /// Signs in front of a token. None: it touches the token before, like the `3` of `gplv3`.
    struct Gap: OptionSet {
        let rawValue: UInt16

        static let space = Gap(rawValue: 1)
        static let dash = Gap(rawValue: 1 << 1)
        static let comma = Gap(rawValue: 1 << 2)
        static let semicolon = Gap(rawValue: 1 << 3)
        static let slash = Gap(rawValue: 1 << 4)
        static let pipe = Gap(rawValue: 1 << 5)
        static let ampersand = Gap(rawValue: 1 << 6)
        static let open = Gap(rawValue: 1 << 7)
        static let close = Gap(rawValue: 1 << 8)
        static let colon = Gap(rawValue: 1 << 9)
        static let line = Gap(rawValue: 1 << 10)
        static let greater = Gap(rawValue: 1 << 11)
        static let other = Gap(rawValue: 1 << 12)
        static let underscore = Gap(rawValue: 1 << 13)

        /// Signs between two licences that say that there are two.
        static let separators: Gap = [.comma, .semicolon, .slash, .pipe, .ampersand, .line]
    }

    var isGlued: Bool { gap.isEmpty }
}

/// A claim cut into tokens, in one pass; nothing behind the limits is looked at.
struct ClaimText {
    static let byteLimit = 8_192
    static let tokenLimit = 512

    private(set) var tokens: [ClaimToken] = []
    /// All tokens in the form of `Alias.fold`.
    private(set) var folded: [UInt8] = []
    let bytes: ArraySlice<UInt8>
    let isTruncated: Bool

    init(_ text: String) {
        let prefix = Array(text.utf8.prefix(Self.byteLimit + 1))
        bytes = prefix.prefix(Self.byteLimit)
        var scanner = ClaimScanner(bytes: bytes)
        scanner.scan()
        tokens = scanner.tokens
        folded = scanner.folded
        isTruncated = prefix.count > Self.byteLimit || scanner.isTruncated
    }

    /// The part of the claim that these tokens are.
    func fragment(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return String(
            decoding: bytes[tokens[range.lowerBound].source.lowerBound..<tokens[range.upperBound - 1].source.upperBound], as: UTF8.self)
    }

    func key(_ range: Range<Int>) -> String {
        guard !range.isEmpty else { return "" }
        return String(
            decoding: folded[tokens[range.lowerBound].folded.lowerBound..<tokens[range.upperBound - 1].folded.upperBound], as: UTF8.self)
    }

    /// The word at an index; empty for other kinds and beyond the end.
    func word(_ index: Int) -> String {
        guard index >= 0, index < tokens.count, tokens[index].kind == .word else { return "" }
        return tokens[index].text
    }

    func number(_ index: Int) -> String? {
        guard index >= 0, index < tokens.count, tokens[index].kind == .number else { return nil }
        return tokens[index].text
    }

    /// The index behind these words; nil where they don't stand there.
    func after(_ words: [String], at index: Int) -> Int? {
        guard index + words.count <= tokens.count else { return nil }
        for offset in words.indices where word(index + offset) != words[offset] { return nil }
        return index + words.count
    }

    mutating func replace(_ index: Int, by text: String) { tokens[index].text = text }
}
