/// One word of a name, with what it means by itself.
struct NameToken {
    /// The separator of a size that is glued to a word.
    static let glue: UInt8 = 1

    let start: Int
    let end: Int
    /// The byte before it; 0 at the start.
    let separator: UInt8
    let word: NameWord?
    let quantity: Quantity?
    /// Whether it is part of the family's name.
    var isFamily = false
    /// Whether it is part of a quantization's label.
    var isLabel = false

    /// A number with a unit.
    enum Quantity {
        /// `7b`, `350m`, `7b1`.
        case weights(Int64)
        /// `1t`: weights, or tokens seen.
        case trillions(Int64)
        /// `a3b`.
        case active(Int64)
        /// `e2b`.
        case effective(Int64)
        /// `8x7b`.
        case mixture(experts: Int64, each: Int64)
        /// `16e`.
        case experts(Int64)
        /// `128k`.
        case thousands(Int64)
        /// `4bit`, `4.0bpw`, `int4`, `w4a16`.
        case bits(Double, Notation)
        /// A number alone.
        case number(Decimal)
        /// `v1.5`.
        case version(Decimal)
    }

    /// How bits were written.
    enum Notation {
        case plain, perWeight, integer, weightsAndActivations
    }

    init(_ text: borrowing NameText, _ start: Int, _ end: Int, _ separator: UInt8) {
        self.start = start
        self.end = end
        self.separator = separator
        word = Words.table.value(of: text.lower, start, end)
        quantity = Self.quantity(text.lower, start, end)
    }

    /// A number as names write it: at most twelve digits, three of them behind the point.
    struct Decimal {
        let value: Double
        let wholeDigits: Int
        let hasPoint: Bool
        let end: Int

        /// The number that starts at `start`; nil where there is none.
        init?(_ bytes: [UInt8], _ start: Int, _ end: Int) {
            var index = start
            var whole = 0.0
            while index < end, NameText.isDigit(bytes[index]) {
                whole = whole * 10 + Double(bytes[index] - 0x30)
                index += 1
            }
            let digits = index - start
            guard digits > 0, digits <= 12 else { return nil }
            var scale = 0.1
            var point = false
            while index + 1 < end, bytes[index] == 0x2E, NameText.isDigit(bytes[index + 1]) {
                index += 1
                while index < end, NameText.isDigit(bytes[index]) {
                    // Of 2.9.1 the value is 2.9; it matters for sizes only, which have one point.
                    if !point { whole += Double(bytes[index] - 0x30) * scale }
                    scale /= 10
                    index += 1
                }
                point = true
            }
            value = whole
            wholeDigits = digits
            hasPoint = point
            self.end = index
        }
    }

    private static func quantity(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Quantity? {
        if NameText.isDigit(bytes[start]) { return plainQuantity(bytes, start, end) }
        guard end - start >= 2, let number = Decimal(bytes, start + 1, end) else { return longPrefix(bytes, start, end) }
        let rest = end - number.end
        switch bytes[start] {
        case 0x61: return rest == 1 ? weights(number, bytes[end - 1]).map { .active($0) } : nil
        case 0x65: return rest == 1 && bytes[end - 1] == 0x62 ? weights(number, 0x62).map { .effective($0) } : nil
        case 0x76: return rest == 0 || (rest == 1 && NameText.isLetter(bytes[end - 1])) ? .version(number) : nil
        case 0x77:
            // w4a16: bits of weights and of activations.
            guard rest >= 2, bytes[number.end] == 0x61, Decimal(bytes, number.end + 1, end) != nil, number.value <= 16 else { return nil }
            return .bits(number.value, .weightsAndActivations)
        case 0x78:
            return nil
        default: return nil
        }
    }

    private static func plainQuantity(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Quantity? {
        guard let number = Decimal(bytes, start, end) else { return nil }
        let rest = end - number.end
        if rest == 0 { return .number(number) }
        let unit = bytes[number.end]
        if rest == 1 {
            switch unit {
            case 0x62, 0x6D: return weights(number, unit).map { .weights($0) }
            case 0x74: return weights(number, unit).map { .trillions($0) }
            case 0x65: return number.hasPoint || number.value > 1024 ? nil : .experts(Int64(number.value))
            case 0x6B: return number.hasPoint || number.wholeDigits > 5 ? nil : .thousands(Int64(number.value))
            default: return nil
            }
        }
        if unit == 0x78, !number.hasPoint, number.value >= 2, number.value <= 512, let each = Decimal(bytes, number.end + 1, end),
            end - each.end == 1, let size = weights(each, bytes[end - 1])
        {
            return .mixture(experts: Int64(number.value), each: size)
        }
        // 7b1 is 7.1 billion.
        if unit == 0x62, rest == 2, !number.hasPoint, number.wholeDigits <= 2, NameText.isDigit(bytes[end - 1]) {
            return .weights(Int64(number.value) * 1_000_000_000 + Int64(bytes[end - 1] - 0x30) * 100_000_000)
        }
        return bits(bytes, number, end)
    }

    /// `4bit`, `8bits`, `4.0bpw`.
    private static func bits(_ bytes: [UInt8], _ number: Decimal, _ end: Int) -> Quantity? {
        guard number.value >= 1, number.value <= 16, end - number.end <= 4, bytes[number.end] == 0x62 else { return nil }
        let tail = bytes[number.end..<end]
        if tail.elementsEqual("bit".utf8) || tail.elementsEqual("bits".utf8) { return .bits(number.value, .plain) }
        return tail.elementsEqual("bpw".utf8) ? .bits(number.value, .perWeight) : nil
    }

    /// `int4`, `uint8`.
    private static func longPrefix(_ bytes: [UInt8], _ start: Int, _ end: Int) -> Quantity? {
        guard end - start >= 4, end - start <= 6 else { return nil }
        let at = bytes[start] == 0x75 ? start + 1 : start
        guard end - at >= 4, bytes[at] == 0x69, bytes[at + 1] == 0x6E, bytes[at + 2] == 0x74, let number = Decimal(bytes, at + 3, end),
            number.end == end, !number.hasPoint, number.value >= 1, number.value <= 16
        else { return nil }
        return .bits(number.value, .integer)
    }

    /// nil for what no model has: nothing, more than two thousand billion, or millions with a fraction (`1.7M` counts steps).
    private static func weights(_ number: Decimal, _ unit: UInt8) -> Int64? {
        guard number.value > 0, number.wholeDigits <= 4 else { return nil }
        switch unit {
        case 0x62: return number.value <= 2_000 ? Int64((number.value * 1_000_000_000).rounded()) : nil
        case 0x6D: return number.hasPoint ? nil : Int64(number.value) * 1_000_000
        case 0x74: return number.value <= 20 ? Int64((number.value * 1_000_000_000_000).rounded()) : nil
        default: return nil
        }
    }
}
