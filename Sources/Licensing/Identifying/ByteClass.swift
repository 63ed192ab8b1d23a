/// What a byte is to the tokenizer.
enum ByteClass: UInt8 {
    case separator
    case letter
    case digit
    case newline
    /// `<`
    case tag
    /// `&`
    case entity
    /// Not ASCII.
    case high

    static let table: [ByteClass] = (0...255).map { byte in
        switch UInt8(byte) {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter
        case UInt8(ascii: "0")...UInt8(ascii: "9"): .digit
        case 0x0a, 0x0d, 0x0c: .newline
        case UInt8(ascii: "<"): .tag
        case UInt8(ascii: "&"): .entity
        case 0x80...0xff: .high
        default: .separator
        }
    }
}

/// One code point read from bytes that may be UTF-8, Latin-1 or rubbish.
struct LooseScalar {
    var value: UInt32
    var length: Int

    /// Reads UTF-8 where it is UTF-8; any other byte is taken as Windows-1252, which invalid licence files usually are.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) {
        let first = bytes[index]
        let needed = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1
        if needed > 1, first < 0xf5, index + needed <= bytes.count {
            var code = UInt32(first) & (0x7f >> UInt32(needed))
            var valid = true
            for offset in 1..<needed {
                let byte = bytes[index + offset]
                if byte & 0xc0 != 0x80 {
                    valid = false
                    break
                }
                code = code << 6 | UInt32(byte & 0x3f)
            }
            if valid {
                value = code
                length = needed
                return
            }
        }
        value = first == 0x92 || first == 0x91 ? 0x2019 : first < 0xa0 ? 0xa0 : UInt32(first)
        length = 1
    }

    /// A quote that stands for an apostrophe when letters are on both sides.
    var isApostrophe: Bool { value == 0x2019 || value == 0x2018 || value == 0x02bc }
    /// A mark that may join the parts of a word, or is not seen at all.
    var isJoiner: Bool {
        value == 0xad || (0x2010...0x2013).contains(value) || (0x200b...0x200d).contains(value) || value == 0x2060 || value == 0xfeff
    }
    var isIdeograph: Bool {
        (0x2e80...0x2fff).contains(value) || (0x3040...0x9fff).contains(value) || (0xac00...0xd7af).contains(value)
            || (0xf900...0xfaff).contains(value) || (0x20000...0x3ffff).contains(value)
    }
    var isLetter: Bool {
        value >= 0xc0 && value != 0xd7 && value != 0xf7 && !(0x2000...0x2e7f).contains(value) && !(0x3000...0x303f).contains(value)
            && !(0xe000...0xf8ff).contains(value) && !(0xfe00...0xffef).contains(value) && !(0x1f000...0x1ffff).contains(value)
            && !isIdeograph
    }

    /// The plain letter under an accent (U+00C0 to U+017F); nil for letters without one.
    var plainLetter: UInt8? {
        guard (0xc0...0x17f).contains(value) else { return nil }
        let letter = Self.plain[Int(value) - 0xc0]
        return letter == UInt8(ascii: ".") ? nil : letter
    }

    private static let plain = Array(
        ("aaaaaaaceeeeiiiidnooooo.ouuuuytsaaaaaaaceeeeiiiidnooooo.ouuuuyty"
            + "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkklllllll"
            + "lllnnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs").utf8)
}
