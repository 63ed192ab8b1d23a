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
    ///
    /// Works on bytes, because every listed model passes here: letters beyond ASCII count as lower case.
    static func name(of path: String) -> String {
        var path = path
        return path.withUTF8 { bytes in
            var out = [UInt8](bytes)
            out.reserveCapacity(bytes.count * 3)
            var before: Range<Int>?
            var start = 0
            for index in 0...bytes.count {
                let ends = index == bytes.count || bytes[index] == UInt8(ascii: "/")
                guard ends || bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "_") else { continue }
                let segment = start..<index
                if !segment.isEmpty {
                    addPieces(of: segment, in: bytes, to: &out)
                    if let before, isNumber(bytes[segment.lowerBound]), before.allSatisfy({ isLetter(bytes[$0]) }) {
                        out.append(0x20)
                        out += bytes[before]
                        out += bytes[segment]
                    }
                }
                before = ends ? nil : segment
                start = index + 1
            }
            return String(decoding: out, as: UTF8.self)
        }
    }

    /// `MiniLM` as `Mini`, `LM`; `Qwen2.5` as `Qwen`, `2.5`; `7b` stays: a number and its unit are one word.
    private static func addPieces(of segment: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>, to out: inout [UInt8]) {
        var start = segment.lowerBound
        for index in segment.dropFirst() {
            let next = index + 1 < segment.upperBound ? bytes[index + 1] : nil
            guard isBoundary(bytes[index - 1], bytes[index], next: next) else { continue }
            out.append(0x20)
            out += bytes[start..<index]
            start = index
        }
        guard start > segment.lowerBound else { return }
        out.append(0x20)
        out += bytes[start..<segment.upperBound]
    }

    private static func isBoundary(_ left: UInt8, _ right: UInt8, next: UInt8?) -> Bool {
        if isLetter(left) && isNumber(right) { return true }
        if isLetter(left) && !isUpper(left) && isUpper(right) { return true }
        // The last capital of a run begins the next word: GPTNeo is GPT and Neo.
        return isUpper(left) && isUpper(right) && next.map { isLetter($0) && !isUpper($0) } == true
    }

    private static func isNumber(_ unit: UInt8) -> Bool { (0x30...0x39).contains(unit) }
    private static func isUpper(_ unit: UInt8) -> Bool { (0x41...0x5A).contains(unit) }
    private static func isLetter(_ unit: UInt8) -> Bool { (0x61...0x7A).contains(unit | 0x20) || unit >= 0x80 }

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
