/// A heading's words in the form in which the table of rules knows them: small letters and digits, a space around each word, no marks,
/// emoji or numbering.
struct HeadingWords {
    /// UTF-8, with a space in front and behind; empty where there are no words.
    let padded: [UInt8]
    /// Words; of scripts without spaces every two characters count as one.
    let count: Int

    init(_ heading: ArraySlice<UInt8>) {
        let text = String(decoding: PlainText.of(heading), as: UTF8.self).lowercased()
        var words: [(text: String, end: Unicode.Scalar)] = []
        var word = ""
        for scalar in text.unicodeScalars {
            if Self.isWord(scalar) {
                word.unicodeScalars.append(scalar)
            } else if !word.isEmpty {
                // An apostrophe and a hyphen part words: "d'usage", "pre-training".
                words.append((word, scalar))
                word = ""
            }
        }
        if !word.isEmpty { words.append((word, " ")) }
        let numbering = words.prefix { Self.isNumber($0.text, endedBy: $0.end) }.count
        if numbering < words.count { words.removeFirst(numbering) }
        // "Citation [optional]", as the template has it.
        if words.count > 1, words.last?.text == "optional" { words.removeLast() }

        padded = words.isEmpty ? [] : Array(" \(words.map(\.text).joined(separator: " ")) ".utf8)
        count = words.reduce(0) { count, word in
            let wide = word.text.unicodeScalars.count { $0.isWithoutSpaces }
            return count + max(1, (wide + 1) / 2)
        }
    }

    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return (0x30...0x39).contains(scalar.value) || (0x61...0x7A).contains(scalar.value) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .nonspacingMark, .spacingMark,
            .decimalNumber:
            // Variation selectors are marks too, behind emoji.
            return !(0xFE00...0xFE0F).contains(scalar.value)
        default: return false
        }
    }

    /// "1", "2.3", "IV.", "a)", "三、": no words.
    private static func isNumber(_ word: String, endedBy end: Unicode.Scalar) -> Bool {
        if word.utf8.allSatisfy({ (0x30...0x39).contains($0) }) { return word.utf8.count <= 3 }
        guard [".", ")", "、", "．", "）"].contains(end) else { return false }
        if word.utf8.count == 1 { return true }
        return word.utf8.count <= 5 && word.allSatisfy("ivx".contains) || word.count <= 2 && word.allSatisfy("一二三四五六七八九十".contains)
    }
}

extension Unicode.Scalar {
    /// Of a script that puts no spaces between words: Han, kana, Thai. (Hangul has spaces, but compounds are written either way.)
    var isWithoutSpaces: Bool {
        switch value {
        case 0x0E00...0x0E7F, 0x3040...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF: true
        default: false
        }
    }
}
