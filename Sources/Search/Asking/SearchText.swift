internal import Catalog

/// What a person typed, as words. Any text is legal and takes bounded work.
struct SearchText: Sendable, Hashable {
    /// One thing that was typed between blanks.
    struct Word: Sendable, Hashable {
        /// In lower case: `llama`, `3.2`, `1b` of `Llama-3.2-1B`; every one has to be found.
        var segments: [Segment]
        /// As typed, without signs that no name, tag or card is found by.
        var plain: String
    }

    /// What stands between signs, and the pieces it may be written as: `qwen2.5` also as `qwen` and `2.5`.
    struct Segment: Sendable, Hashable {
        var text: [UInt8]
        var pieces: [[UInt8]]
    }

    let words: [Word]
    /// Something was typed, and there are no words in it.
    let isUnsearchable: Bool

    /// A query is a line, not a document.
    static let mostWords = 12
    static let mostCharacters = 2_048

    init(_ text: String?) {
        var words: [Word] = []
        var scalars = String.UnicodeScalarView()
        var isBlank = true
        func end() {
            defer { scalars.removeAll() }
            guard words.count < Self.mostWords, scalars.contains(where: Self.isWordCharacter) else { return }
            let plain = String(scalars)
            let segments = Self.segments(of: plain)
            if !segments.isEmpty { words.append(Word(segments: segments, plain: plain)) }
        }
        for scalar in (text ?? "").unicodeScalars.prefix(Self.mostCharacters) {
            if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7F {
                end()
            } else {
                isBlank = false
                if scalars.count < NameWords.longest { scalars.append(scalar) }
            }
        }
        end()
        self.words = words
        isUnsearchable = words.isEmpty && !isBlank
    }

    /// What is typed is cut as names are, so that both meet.
    private static func segments(of word: String) -> [Segment] {
        word.utf8.split { unit in
            let isPlain = (0x30...0x39).contains(unit) || (0x61...0x7A).contains(unit | 0x20) || unit >= 0x80
            return !isPlain && unit != UInt8(ascii: ".")
        }.compactMap { part -> Segment? in
            let trimmed = part.drop { $0 == UInt8(ascii: ".") }
            var found: [[UInt8]] = []
            Array(trimmed).withUnsafeBufferPointer { bytes in NameWords.forEach(in: bytes) { found.append(Array($0)) } }
            // The first word that is cut out of a segment is the segment.
            guard let first = found.first else { return nil }
            return Segment(text: first, pieces: Array(found.dropFirst()))
        }
    }

    /// What the text index keeps as part of a word: letters, numbers and private use.
    private static func isWordCharacter(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber, .letterNumber,
            .otherNumber, .privateUse:
            true
        default: false
        }
    }
}
