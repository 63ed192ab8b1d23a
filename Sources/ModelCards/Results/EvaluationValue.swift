extension EvaluationResult.Value {
    init(_ value: CardValue, limit: Int) {
        switch value {
        case .number(let text): self.init(text: text, limit: limit)
        case .string(let text): self.init(text: text, limit: limit)
        case .list(let values) where values.count == 1 && values[0].isScalar: self.init(values[0], limit: limit)
        case .list, .map, .bool, .null:
            self.init(text: value.json.cut(to: limit), number: nil, isPercent: false)
        }
    }

    init(text: String, limit: Int) {
        let (number, isPercent) = Self.read(text)
        self.init(text: text.cut(to: limit), number: number, isPercent: isPercent)
    }

    /// No number of a metric is longer.
    private static let longestNumber = 64

    /// "0.91", "91.2%", "91,2", "1.2e-3", "91.2 ± 0.3", "~ 3.4", ".95". Not: "1,234" (a thousand, or one and a bit?), "12/15", "n/a", "inf".
    private static func read(_ text: String) -> (Double?, Bool) {
        guard text.utf8.count <= longestNumber else { return (nil, false) }
        var bytes = Array(text.utf8).trimmed[...]
        if bytes.first == UInt8(ascii: "~") { bytes = Array(bytes.dropFirst()).trimmed[...] }
        let isNumeric: (UInt8) -> Bool = { (0x30...0x39).contains($0) || [0x2E, 0x2C, 0x2B, 0x2D, 0x65, 0x45].contains($0) }
        var digits = Array(bytes.prefix(while: isNumeric))
        // "91+/-0.3": the sign belongs to the spread.
        let spread = digits.count < bytes.count && digits.last == UInt8(ascii: "+") && bytes[bytes.startIndex + digits.count] == 0x2F
        if spread { digits.removeLast() }
        var rest = Array(bytes.dropFirst(digits.count)).trimmed
        let isPercent = rest.first == UInt8(ascii: "%")
        if isPercent { rest = Array(rest.dropFirst()).trimmed }
        let marks = ["±", "+/-", "+-", "("].map { Array($0.utf8) }
        guard rest.isEmpty || marks.contains(where: { rest.starts(with: $0) }) else { return (nil, false) }
        guard let plain = withPoint(digits), let number = Double(String(decoding: plain, as: UTF8.self)), number.isFinite else {
            return (nil, false)
        }
        return (number, isPercent)
    }

    /// A comma is a decimal one where it can be no other: alone, with one, two or more than three digits behind it.
    private static func withPoint(_ digits: [UInt8]) -> [UInt8]? {
        guard let comma = digits.firstIndex(of: 0x2C) else { return digits }
        let behind = digits[(comma + 1)...]
        guard !digits.contains(0x2E), !behind.contains(0x2C), !behind.isEmpty, behind.count != 3 else { return nil }
        var result = digits
        result[comma] = 0x2E
        return result
    }
}

extension CardValue {
    /// Neither a list nor a mapping.
    var isScalar: Bool {
        switch self {
        case .list, .map: false
        default: true
        }
    }

    /// A scalar as text; nil for nothing, for lists and for mappings.
    var scalarText: String? {
        switch self {
        case .string(let text): text
        case .number(let text): text
        case .bool(let value): value ? "true" : "false"
        case .null, .list, .map: nil
        }
    }

    /// A list's values; a single value counts as a list of one, nothing as none.
    var listed: ArraySlice<CardValue> {
        switch self {
        case .list(let values): values[...]
        case .null: []
        default: [self]
        }
    }
}

extension String {
    /// At most `limit` bytes of UTF-8, cut between two characters.
    func cut(to limit: Int) -> String {
        guard utf8.count > limit else { return self }
        let bytes = Array(utf8.prefix(limit + 1))
        return String(decoding: bytes[..<bytes.characterBoundary(atMost: limit)], as: UTF8.self)
    }
}
