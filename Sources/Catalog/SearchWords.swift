/// How a model's name is written into the text index, and how what a person types is looked up there.
enum SearchWords {
    /// What a typed text asks of the index.
    enum Match: Equatable {
        /// Nothing was typed.
        case everything
        /// There are no words in it: only signs that no name, tag or card is found by.
        case nothing
        /// An FTS5 expression in which every word is quoted: nothing typed can act as syntax.
        case expression(String)
    }

    /// A name and the other ways it is written: `llama-3.2-1b` is also found as `llama3.2`, `MiniLM` as `mini lm`.
    static func name(of path: String) -> String {
        var text = path
        for part in path.split(separator: "/") {
            let segments = part.split(whereSeparator: { $0 == "-" || $0 == "_" })
            for (index, segment) in segments.enumerated() {
                let pieces = split(segment)
                if pieces.count > 1 { text += " " + pieces.joined(separator: " ") }
                if index > 0, segment.first?.isNumber == true, segments[index - 1].allSatisfy(\.isLetter) {
                    text += " " + segments[index - 1] + segment
                }
            }
        }
        return text
    }

    /// `MiniLM` into `Mini`, `LM`; `Qwen2.5` into `Qwen`, `2.5`; `7b` stays: a number and its unit are one word.
    private static func split(_ segment: Substring) -> [Substring] {
        var pieces: [Substring] = []
        var start = segment.startIndex
        var before: Character?
        var index = segment.startIndex
        while index < segment.endIndex {
            let character = segment[index]
            let after = segment.index(after: index)
            if let last = before, index != start, isBoundary(last, character, next: after < segment.endIndex ? segment[after] : nil) {
                pieces.append(segment[start..<index])
                start = index
            }
            before = character
            index = after
        }
        pieces.append(segment[start...])
        return pieces
    }

    private static func isBoundary(_ left: Character, _ right: Character, next: Character?) -> Bool {
        if left.isLetter && right.isNumber { return true }
        if left.isLowercase && right.isUppercase { return true }
        // The last capital of a run begins the next word: GPTNeo is GPT and Neo.
        return left.isUppercase && right.isUppercase && next?.isLowercase == true
    }

    /// At most this many words of a query count, each of at most 64 characters: a query is a line, not a document.
    static let wordLimit = 12

    /// Every word must occur; the last may go on (`1b-inst` finds `1b-instruct`). Any text is legal and takes bounded work.
    static func match(_ text: String?) -> Match {
        guard let text, !text.isEmpty else { return .everything }
        var words: [String] = []
        var word = ""
        var hasLetters = false
        var length = 0
        func end() {
            if hasLetters { words.append(word) }
            word = ""
            hasLetters = false
            length = 0
        }
        for scalar in text.unicodeScalars.prefix(2_048) {
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
                end()
                if words.count == wordLimit { break }
            } else if length < 64 {
                // A quote would end the quoted word; the index treats any sign as a gap, so a gap says the same.
                word.unicodeScalars.append(scalar == "\"" ? " " : scalar)
                length += 1
                if isWordCharacter(scalar) { hasLetters = true }
            }
        }
        if words.count < wordLimit { end() }
        guard !words.isEmpty else { return text.allSatisfy(\.isWhitespace) ? .everything : .nothing }
        return .expression(words.map { "\"\($0)\"" }.joined(separator: " AND ") + "*")
    }

    /// What FTS5's unicode61 keeps as part of a word: letters, numbers and private use.
    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .privateUse:
            true
        default: false
        }
    }
}
