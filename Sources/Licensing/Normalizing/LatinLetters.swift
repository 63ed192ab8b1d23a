/// What the scanner has to know of characters beyond ASCII.
enum LatinLetters {
    /// A Latin letter without its accent, in lower case; nil for everything else.
    static func plain(_ scalar: Unicode.Scalar) -> String? {
        guard (0xAA...0x24F).contains(scalar.value) else { return nil }
        return table[scalar]
    }

    /// The ASCII character that a full-width one stands for.
    static func narrow(_ scalar: Unicode.Scalar) -> UInt8? {
        guard (0xFF01...0xFF5E).contains(scalar.value) else { return nil }
        let byte = UInt8(scalar.value - 0xFEE0)
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"): return byte
        default: return nil
        }
    }

    /// Marks on the letter before, and characters without width.
    static func isIgnored(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x300...0x36F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x2064, 0xFEFF, 0xFE00...0xFE0F, 0xAD: true
        default: false
        }
    }

    /// Signs; nil for letters.
    static func sign(_ scalar: Unicode.Scalar) -> ClaimToken.Gap? {
        switch scalar.value {
        case 0xA0, 0x2000...0x200A, 0x202F, 0x3000: .space
        case 0x2010...0x2015, 0x2212, 0xFF0D, 0xFF5E, 0x2E3A: .dash
        case 0xFF0C, 0x3001: .comma
        case 0xFF1B: .semicolon
        case 0xFF0F, 0x2044: .slash
        case 0xFF5C: .pipe
        case 0xFF06: .ampersand
        case 0xFF08, 0x3010, 0x300C, 0x300A, 0x3014, 0xFF3B: .open
        case 0xFF09, 0x3011, 0x300D, 0x300B, 0x3015, 0xFF3D: .close
        case 0xFF1A: .colon
        case 0x2265: .greater
        case 0xFF3F: .underscore
        case 0x2028, 0x2029, 0x85: .line
        // Punctuation and symbols: quotes, bullets, middle dots (also the one in transcribed names), pictures.
        case 0xA1...0xBF, 0xD7, 0xF7, 0x2016...0x2027, 0x2030...0x205E, 0x20A0...0x2BFF, 0x3002...0x303F, 0x30FB, 0xFF01...0xFF0F,
            0xFF1C...0xFF20, 0xFF65, 0x1F000...0x1FAFF, 0xE000...0xF8FF, 0xFFFD:
            narrow(scalar) == nil && plain(scalar) == nil ? .other : nil
        default: nil
        }
    }

    /// A letter of another script, as a word goes on with it.
    static func isForeignLetter(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x250 && sign(scalar) == nil && !isIgnored(scalar) && narrow(scalar) == nil
    }

    /// Cyrillic and Greek in lower case; other scripts have none.
    static func lowered(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0x391...0x3A9, 0x410...0x42F: Unicode.Scalar(scalar.value + 0x20) ?? scalar
        case 0x400...0x40F: Unicode.Scalar(scalar.value + 0x50) ?? scalar
        default: scalar
        }
    }

    private static let table: [Unicode.Scalar: String] = {
        let rows: [(String, String)] = [
            ("àáâãäåāăąÀÁÂÃÄÅĀĂĄª", "a"), ("çćĉċčÇĆĈĊČ", "c"), ("ďđĎĐðÐ", "d"), ("èéêëēĕėęěÈÉÊËĒĔĖĘĚ", "e"), ("ĝğġģĜĞĠĢ", "g"),
            ("ĥħĤĦ", "h"), ("ìíîïĩīĭįıÌÍÎÏĨĪĬĮİ", "i"), ("ĵĴ", "j"), ("ķĶ", "k"), ("ĺļľłĹĻĽŁ", "l"), ("ñńņňÑŃŅŇ", "n"),
            ("òóôõöøōŏőÒÓÔÕÖØŌŎŐº", "o"), ("ŕŗřŔŖŘ", "r"), ("śŝşšŚŜŞŠșȘ", "s"), ("ţťŧŢŤŦțȚ", "t"), ("ùúûüũūŭůűųÙÚÛÜŨŪŬŮŰŲ", "u"),
            ("ŵŴ", "w"), ("ýÿŷÝŸŶ", "y"), ("źżžŹŻŽ", "z"), ("æÆ", "ae"), ("œŒ", "oe"), ("ß", "ss"), ("þÞ", "th"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (letters, plain) in rows {
            for letter in letters.unicodeScalars { table[letter] = plain }
        }
        return table
    }()
}

extension String {
    /// Whether these bytes occur in it: for parts of words in scripts without spaces, where no folding is wanted.
    func holds(_ part: String) -> Bool {
        let found = utf8.withContiguousStorageIfAvailable { text in
            part.utf8.withContiguousStorageIfAvailable { part in
                guard let first = part.first, part.count <= text.count else { return false }
                for start in 0...(text.count - part.count) where text[start] == first {
                    if text[start..<(start + part.count)].elementsEqual(part) { return true }
                }
                return false
            } ?? false
        }
        return found ?? false
    }
}
