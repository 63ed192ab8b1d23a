/// The bytes of a page while it is written: fragments and numbers, and never an object for a value.
struct PageBytes {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 256) { bytes.reserveCapacity(capacity) }

    @inline(__always)
    static func += (left: inout PageBytes, text: StaticString) {
        text.withUTF8Buffer { left.bytes.append(contentsOf: $0) }
    }

    @inline(__always)
    static func += (left: inout PageBytes, fragment: [UInt8]) {
        // Handing the array itself over would count a reference up and down.
        fragment.withUnsafeBufferPointer { left.bytes.append(contentsOf: $0) }
    }

    static func += (left: inout PageBytes, number: Int64) {
        // Twenty places hold every Int64.
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { places in
            var rest = number.magnitude
            var start = 20
            repeat {
                start -= 1
                places[start] = 0x30 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0 && start > 0
            if number < 0 { left.bytes.append(0x2D) }
            left.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: places[start...]))
        }
    }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    /// With zeros in front, `width` digits, at most 20.
    mutating func append(_ number: Int, width: Int) {
        append(UInt64(max(0, number)), digits: min(width, 20), base: 10)
    }

    /// The lower `digits` hexadecimal digits, at most 20.
    mutating func appendHex(_ value: UInt64, digits: Int) { append(value, digits: min(digits, 20), base: 16) }

    @inline(__always)
    private mutating func append(_ value: UInt64, digits: Int, base: UInt64) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { places in
            var rest = value
            for place in (0..<digits).reversed() {
                let digit = UInt8(truncatingIfNeeded: rest % base)
                places[place] = digit < 10 ? 0x30 + digit : 0x57 + digit
                rest /= base
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: places[..<digits]))
        }
    }

    /// `2024-06-10T09:30:00.000Z`, as `Timestamp.description` writes it, without its strings. From 1970 on.
    mutating func append(milliseconds: Int64) {
        let seconds = Int(max(0, milliseconds) / 1_000)
        // H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
        let shifted = seconds / 86_400 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        append(yearOfEra + era * 400 + (month >= 10 ? 1 : 0), width: 4)
        append(0x2D)
        append(month < 10 ? month + 3 : month - 9, width: 2)
        append(0x2D)
        append(dayOfYear - (153 * month + 2) / 5 + 1, width: 2)
        append(0x54)
        append(seconds / 3_600 % 24, width: 2)
        append(0x3A)
        append(seconds / 60 % 60, width: 2)
        append(0x3A)
        append(seconds % 60, width: 2)
        append(0x2E)
        append(Int(max(0, milliseconds) % 1_000), width: 3)
        append(0x5A)
    }

    /// Bytes that were written before, again.
    mutating func append(repeating range: Range<Int>) { bytes.append(contentsOf: Array(bytes[range])) }

    mutating func dropLast() { bytes.removeLast() }
}
