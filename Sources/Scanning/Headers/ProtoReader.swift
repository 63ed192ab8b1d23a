/// Walks the fields of a protobuf message of strangers without loading what it passes over (protobuf, "Encoding").
///
/// Bytes are read by pieces that follow the walk: where fields are small, one request serves many; over large ones it jumps.
struct ProtoReader {
    /// A field: its number, and either its value or where its bytes are.
    struct Field {
        let number: Int
        let content: Content
    }

    enum Content {
        case varint(UInt64)
        case fixed(UInt64)
        case bytes(Range<Int64>)
    }

    let reader: RangeReader
    private(set) var position: Int64
    let end: Int64

    init(_ reader: RangeReader, _ range: Range<Int64>) {
        self.reader = reader
        position = range.lowerBound
        end = range.upperBound
    }

    /// The next field; nil at the end of the message.
    mutating func next() async throws(ScanError) -> Field? {
        guard position < end else { return nil }
        try reader.step()
        let key = try await varint()
        guard key >> 3 > 0, key >> 3 < 1 << 29 else { throw malformed("a field has the number \(key >> 3)") }
        let number = Int(key >> 3)
        switch key & 7 {
        case 0: return Field(number: number, content: .varint(try await varint()))
        case 1: return Field(number: number, content: .fixed(try await fixed(UInt64.self)))
        case 5: return Field(number: number, content: .fixed(UInt64(try await fixed(UInt32.self))))
        case 2:
            let length = try await varint()
            guard let length = Int64(exactly: length), length <= end - position else {
                throw malformed("a field of \(length) bytes is longer than what it is in")
            }
            defer { position += length }
            return Field(number: number, content: .bytes(position..<(position + length)))
        default: throw malformed("a field is of a kind that is not in use")
        }
    }

    /// A text or packed list that is short enough to be looked at.
    func bytes(_ range: Range<Int64>, limit: Int) async throws(ScanError) -> ArraySlice<UInt8> {
        guard range.count <= limit else {
            throw .tooMuch(file: reader.name, reason: "a field of \(range.count) bytes, where \(limit) are allowed")
        }
        return try await reader.bytes(at: range.lowerBound, count: range.count)
    }

    private mutating func varint() async throws(ScanError) -> UInt64 {
        let count = Int(min(10, end - position))
        let bytes = try await reader.bytes(at: position, count: count)
        var value: UInt64 = 0
        for (index, byte) in bytes.enumerated() {
            // The tenth byte has room for one bit.
            guard index < 9 || byte <= 1 else { throw malformed("a number has more than 64 bits") }
            value |= UInt64(byte & 0x7F) << UInt64(7 * index)
            if byte < 0x80 {
                position += Int64(index) + 1
                return value
            }
        }
        throw malformed("a number does not end")
    }

    private mutating func fixed<Number: FixedWidthInteger>(_: Number.Type) async throws(ScanError) -> Number {
        let width = MemoryLayout<Number>.size
        guard Int64(width) <= end - position else { throw malformed("a number is cut off") }
        let bytes = try await reader.bytes(at: position, count: width)
        position += Int64(width)
        return bytes.littleEndian(Number.self, at: 0) ?? 0
    }

    func malformed(_ reason: String) -> ScanError { .malformed(file: reader.name, reason: "at \(position), \(reason)") }
}

extension ProtoReader.Content {
    var number: Int64? {
        switch self {
        case .varint(let value), .fixed(let value): Int64(truncatingIfNeeded: value)
        case .bytes: nil
        }
    }
}
