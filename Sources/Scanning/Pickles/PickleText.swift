/// Texts of the line opcodes as Python reads them: escapes must not hide a name.
enum PickleText {
    static func decoded(_ line: ArraySlice<UInt8>, for code: UInt8) -> String {
        switch code {
        case UInt8(ascii: "S"): unquoted(line)
        case UInt8(ascii: "V"): unescaped(line, isRaw: true)
        default: String(decoding: line.count > PickleOp.textLimit ? line.prefix(PickleOp.textLimit) : line, as: UTF8.self)
        }
    }

    /// STRING has the quotes of `repr`, and its escapes.
    private static func unquoted(_ line: ArraySlice<UInt8>) -> String {
        let text = line.drop { $0 == 0x20 || $0 == 0x09 }
        guard let quote = text.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            return String(decoding: text, as: UTF8.self)
        }
        let inner = text.dropFirst()
        return unescaped(inner[..<(inner.lastIndex(of: quote) ?? inner.endIndex)], isRaw: false)
    }

    /// UNICODE is raw-unicode-escape, which knows `\u` and `\U` only; STRING has all of Python's escapes.
    private static func unescaped(_ line: ArraySlice<UInt8>, isRaw: Bool) -> String {
        guard line.contains(UInt8(ascii: "\\")) else { return String(decoding: line, as: UTF8.self) }
        var out: [UInt8] = []
        var rest = line
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let kind = rest.first else {
                out.append(byte)
                continue
            }
            let isKnown = kind == UInt8(ascii: "u") || kind == UInt8(ascii: "U") || !isRaw
            guard isKnown else {
                out.append(byte)
                continue
            }
            rest = rest.dropFirst()
            append(kind, &rest, to: &out)
        }
        return String(decoding: out, as: UTF8.self)
    }

    private static func append(_ kind: UInt8, _ rest: inout ArraySlice<UInt8>, to out: inout [UInt8]) {
        switch kind {
        case UInt8(ascii: "x"): number(&rest, 2, radix: 16, to: &out)
        case UInt8(ascii: "u"): number(&rest, 4, radix: 16, to: &out)
        case UInt8(ascii: "U"): number(&rest, 8, radix: 16, to: &out)
        case UInt8(ascii: "0")...UInt8(ascii: "7"):
            rest = rest.dropFirst(0)
            var digits = [kind]
            while digits.count < 3, let next = rest.first, (UInt8(ascii: "0")...UInt8(ascii: "7")).contains(next) {
                digits.append(next)
                rest = rest.dropFirst()
            }
            scalar(UInt32(String(decoding: digits, as: UTF8.self), radix: 8), to: &out)
        case UInt8(ascii: "n"): out.append(0x0A)
        case UInt8(ascii: "t"): out.append(0x09)
        case UInt8(ascii: "r"): out.append(0x0D)
        default: out.append(kind)
        }
    }

    private static func number(_ rest: inout ArraySlice<UInt8>, _ width: Int, radix: Int, to out: inout [UInt8]) {
        let digits = rest.prefix(width)
        rest = rest.dropFirst(digits.count)
        scalar(UInt32(String(decoding: digits, as: UTF8.self), radix: radix), to: &out)
    }

    private static func scalar(_ value: UInt32?, to out: inout [UInt8]) {
        out += Array(String(Character(value.flatMap(Unicode.Scalar.init) ?? "\u{FFFD}")).utf8)
    }
}
