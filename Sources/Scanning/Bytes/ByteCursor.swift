/// Reads numbers and lengths from bytes that nobody vouches for: every step is checked, and running out says how much was needed.
struct ByteCursor {
    let bytes: [UInt8]
    private(set) var position: Int
    var isBigEndian = false

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }

    /// The next `count` bytes, passed over.
    mutating func take(_ count: Int) throws(HeaderFault) -> Range<Int> {
        guard count >= 0 else { throw .malformed("a length is negative") }
        let (end, overflow) = position.addingReportingOverflow(count)
        guard !overflow else { throw .needs(.max) }
        guard end <= bytes.count else { throw .needs(end) }
        defer { position = end }
        return position..<end
    }

    mutating func take(_ count: UInt64) throws(HeaderFault) -> Range<Int> {
        guard let count = Int(exactly: count) else { throw .needs(.max) }
        return try take(count)
    }

    mutating func integer<Number: FixedWidthInteger>(_: Number.Type) throws(HeaderFault) -> Number {
        let range = try take(MemoryLayout<Number>.size)
        var value: Number = 0
        for index in range { value = (value << 8) | Number(truncatingIfNeeded: bytes[index]) }
        return isBigEndian ? value : value.byteSwapped
    }

    mutating func byte() throws(HeaderFault) -> UInt8 { bytes[try take(1).lowerBound] }

    mutating func text(_ count: UInt64, limit: Int) throws(HeaderFault) -> String {
        guard count <= UInt64(limit) else { throw .tooMuch("a text of \(count) bytes, where \(limit) are allowed") }
        return String(decoding: bytes[try take(count)], as: UTF8.self)
    }
}

extension Collection<UInt8> where Index == Int {
    /// A little-endian number at `offset` from the start; nil where the bytes end before.
    func littleEndian<Number: FixedWidthInteger>(_: Number.Type, at offset: Int) -> Number? {
        let width = MemoryLayout<Number>.size
        guard offset >= 0, offset <= count - width else { return nil }
        var value: Number = 0
        for step in (0..<width).reversed() {
            value = (value << 8) | Number(truncatingIfNeeded: self[startIndex + offset + step])
        }
        return value
    }
}
