import HTTPTypes

/// Puts an answer's head together from its lines, within bounds.
struct HeadParser {
    enum Step {
        case more
        case complete(HTTPResponse.Status, HTTPFields)
        case refused(String)
    }

    /// The Hub sends some 30 fields in 4 KiB (measured); a head far beyond that is an attack or a fault.
    static let mostFields = 256
    static let mostBytes = 65_536

    private var status: Int?
    private var fields: [(name: HTTPField.Name, value: [UInt8])] = []
    private var lines = 0
    private var bytes = 0

    /// `line` with its line end. A status line starts a new head: an interim answer (1xx) is forgotten.
    mutating func feed(_ line: UnsafeRawBufferPointer) -> Step {
        bytes += line.count
        lines += 1
        guard bytes <= Self.mostBytes, lines <= Self.mostFields else { return .refused("the head of the answer is too large") }
        let text = Self.trimmed(line[...])
        if line.starts(with: "HTTP/".utf8) { return begin(text) }
        if text.isEmpty { return end() }
        if line.first == 0x20 || line.first == 0x09 { return fold(text) }
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")) else { return .refused("a header line has no colon") }
        // RFC 9110 section 5.1: a name is a token. What is not can't be asked for either, so it is left out.
        guard let name = HTTPField.Name(String(decoding: text[..<colon], as: UTF8.self)) else { return .more }
        fields.append((name, Array(Self.trimmed(text[text.index(after: colon)...]))))
        return .more
    }

    private mutating func begin(_ line: Slice<UnsafeRawBufferPointer>) -> Step {
        let code = line.drop { $0 != 0x20 }.drop { $0 == 0x20 }.prefix { $0 != 0x20 }
        guard code.count == 3, let number = Int(String(decoding: code, as: UTF8.self)), number >= 100 else {
            return .refused("the status line is malformed")
        }
        status = number
        fields = []
        return .more
    }

    private mutating func end() -> Step {
        guard let code = status else { return .refused("the answer has no status line") }
        guard code >= 200 else {
            status = nil
            return .more
        }
        var all = HTTPFields()
        for field in fields { all.append(HTTPField(name: field.name, lenientValue: field.value)) }
        return .complete(HTTPResponse.Status(integerLiteral: code), all)
    }

    /// RFC 9112 section 5.2: a folded line goes on with the value before it.
    private mutating func fold(_ text: Slice<UnsafeRawBufferPointer>) -> Step {
        guard !fields.isEmpty else { return .refused("the first header line is a continuation") }
        fields[fields.count - 1].value += [0x20] + text
        return .more
    }

    private static func trimmed(_ bytes: Slice<UnsafeRawBufferPointer>) -> Slice<UnsafeRawBufferPointer> {
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A }
        var rest = bytes.drop(while: isBlank)
        while let last = rest.last, isBlank(last) { rest = rest.dropLast() }
        return rest
    }
}
