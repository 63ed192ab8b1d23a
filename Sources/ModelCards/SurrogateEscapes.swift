/// `"\ud83d\ude00"` in YAML: tools that write front matter with a JSON library write characters beyond U+FFFF as two escapes, which
/// libyaml refuses and the Hub's own reader takes.
enum SurrogateEscapes {
    /// The same text with each pair written as one `\UXXXXXXXX`; nil where there is none. A pair is twelve bytes and becomes ten, so
    /// lines stay where they are.
    static func joined(_ yaml: ArraySlice<UInt8>) -> [UInt8]? {
        let bytes = Array(yaml)
        var out: [UInt8] = []
        var found = false
        var position = 0
        while position < bytes.count {
            // An escaped backslash is no start of an escape.
            if bytes[position...].starts(with: [UInt8(ascii: "\\"), UInt8(ascii: "\\")]) {
                out += bytes[position..<(position + 2)]
                position += 2
            } else if let high = unit(bytes, position), (0xD800...0xDBFF).contains(high),
                let low = unit(bytes, position + 6), (0xDC00...0xDFFF).contains(low)
            {
                let scalar = 0x10000 + (high - 0xD800) << 10 + (low - 0xDC00)
                let digits = String(scalar, radix: 16)
                out += Array("\\U\(String(repeating: "0", count: 8 - digits.count))\(digits)".utf8)
                found = true
                position += 12
            } else {
                out.append(bytes[position])
                position += 1
            }
        }
        return found ? out : nil
    }

    /// The code unit of a `\uXXXX` at `position`.
    private static func unit(_ bytes: [UInt8], _ position: Int) -> UInt32? {
        guard position + 6 <= bytes.count, bytes[position] == UInt8(ascii: "\\"), bytes[position + 1] == UInt8(ascii: "u") else {
            return nil
        }
        let digits = bytes[(position + 2)..<(position + 6)]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) || (0x61...0x66).contains($0 | 0x20) }) else { return nil }
        return UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
    }
}
