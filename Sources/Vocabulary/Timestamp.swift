/// A moment, in milliseconds since 1970-01-01T00:00:00Z. Hubs give no finer time, and an integer sorts and stores as itself.
public struct Timestamp: Hashable, Comparable, Sendable, Codable, LosslessStringConvertible {
    public let milliseconds: Int64

    public init(milliseconds: Int64) {
        self.milliseconds = milliseconds
    }

    /// RFC 3339 with `Z` or an offset, with or without a fraction: `2022-03-02T23:29:04.000Z`.
    public init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(4), scanner.skip("-"), let month = scanner.number(2), scanner.skip("-"),
            let day = scanner.number(2), scanner.skip("T") || scanner.skip(" ") || scanner.skip("t"),
            let hour = scanner.number(2), scanner.skip(":"),
            let minute = scanner.number(2), scanner.skip(":"), let second = scanner.number(2),
            (1...12).contains(month), (1...31).contains(day), hour < 24, minute < 60, second < 61
        else { return nil }
        var fraction = 0
        if scanner.skip(".") {
            guard let parsed = scanner.thousandths() else { return nil }
            fraction = parsed
        }
        var offset = 0
        if scanner.skip("+") || scanner.skip("-") {
            let sign = scanner.last == UInt8(ascii: "+") ? 1 : -1
            guard let hours = scanner.number(2), scanner.skip(":"), let minutes = scanner.number(2) else { return nil }
            offset = sign * (hours * 60 + minutes)
        } else if !scanner.skip("Z") && !scanner.skip("z") {
            return nil
        }
        guard scanner.isAtEnd else { return nil }
        let seconds = Self.days(year, month, day) * 86_400 + hour * 3_600 + (minute - offset) * 60 + second
        milliseconds = Int64(seconds) * 1_000 + Int64(fraction)
    }

    /// A day, `2026-01-31`, meaning its first moment in UTC, or a whole time.
    public static func day(_ text: String) -> Timestamp? {
        Timestamp(text.utf8.count == 10 ? "\(text)T00:00:00.000Z" : text)
    }

    /// `2022-03-02T23:29:04.000Z`, the form the Hub writes.
    public var description: String {
        let (days, inDay) = milliseconds.flooredDivision(by: 86_400_000)
        let (year, month, day) = Self.civil(Int(days))
        let ms = Int(inDay)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))T"
            + "\(padded(ms / 3_600_000, 2)):\(padded(ms / 60_000 % 60, 2)):\(padded(ms / 1_000 % 60, 2)).\(padded(ms % 1_000, 3))Z"
    }

    public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

    /// Days since 1970-01-01 of a proleptic Gregorian date (H. Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
        let shifted = month <= 2 ? year - 1 : year
        let era = Int(Int64(shifted).flooredDivision(by: 400).quotient)
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
    }

    private static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
        let shifted = days + 719_468
        let era = Int(Int64(shifted).flooredDivision(by: 146_097).quotient)
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthIndex = (5 * dayOfYear + 2) / 153
        let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * monthIndex + 2) / 5 + 1)
    }

    public init(from decoder: any Decoder) throws { self = try decodeText(decoder, "an RFC 3339 time") }
    public func encode(to encoder: any Encoder) throws { try encodeText(description, encoder) }
}

private struct DigitScanner {
    private var rest: Substring.UTF8View
    private(set) var last: UInt8 = 0

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(_ digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let unit = rest.first, (0x30...0x39).contains(unit) else { return nil }
            value = value * 10 + Int(unit - 0x30)
            rest = rest.dropFirst()
        }
        return value
    }

    /// A fraction of any length, in thousandths, cut rather than rounded.
    mutating func thousandths() -> Int? {
        var value = 0
        var count = 0
        while let unit = rest.first, (0x30...0x39).contains(unit), count < 18 {
            if count < 3 { value = value * 10 + Int(unit - 0x30) }
            count += 1
            rest = rest.dropFirst()
        }
        guard count > 0 else { return nil }
        while count < 3 {
            value *= 10
            count += 1
        }
        return value
    }

    mutating func skip(_ character: Unicode.Scalar) -> Bool {
        guard let unit = rest.first, unit == UInt8(ascii: character) else { return false }
        last = unit
        rest = rest.dropFirst()
        return true
    }
}

extension Int64 {
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

private func padded(_ number: Int, _ width: Int) -> String {
    let text = String(number)
    return String(repeating: "0", count: max(0, width - text.count)) + text
}
