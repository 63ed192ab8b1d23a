/// A table of a FlatBuffer of strangers: every offset is checked before it is followed (google/flatbuffers, "Internals").
/// Nothing here recurses, so that a cycle of tables can't loop: whoever walks counts the tables.
struct FlatTable {
    private let bytes: [UInt8]
    private let position: Int
    private let fields: Int
    private let vtable: Int

    /// The root table of the buffer.
    init(root bytes: [UInt8]) throws(HeaderFault) {
        try self.init(bytes, at: try Self.follow(bytes, 0))
    }

    private init(_ bytes: [UInt8], at position: Int) throws(HeaderFault) {
        let back = Int(try Self.number(Int32.self, bytes, position))
        vtable = position - back
        guard vtable >= 0 else { throw .malformed("a table's description lies before the file") }
        fields = (Int(try Self.number(UInt16.self, bytes, vtable)) - 4) / 2
        self.bytes = bytes
        self.position = position
    }

    /// The numbers of a vector of 32-bit values; empty where the field is absent.
    func integers(_ field: Int, limit: Int) throws(HeaderFault) -> [Int32] {
        guard let vector = try vector(field) else { return [] }
        guard vector.count <= limit else { throw .tooMuch("a list of \(vector.count), where \(limit) are allowed") }
        var all: [Int32] = []
        for index in 0..<vector.count { all.append(try Self.number(Int32.self, bytes, vector.start + 4 * index)) }
        return all
    }

    /// Start and length of a vector, whose elements are not looked at.
    func vector(_ field: Int) throws(HeaderFault) -> (start: Int, count: Int)? {
        guard let place = try place(field) else { return nil }
        let start = try Self.follow(bytes, place)
        return (start + 4, Int(try Self.number(UInt32.self, bytes, start)))
    }

    /// One table of a vector of tables.
    func table(_ index: Int, of vector: (start: Int, count: Int)) throws(HeaderFault) -> FlatTable {
        guard index < vector.count else { throw .malformed("table \(index) of \(vector.count) is meant") }
        return try FlatTable(bytes, at: try Self.follow(bytes, vector.start + 4 * index))
    }

    func number<Number: FixedWidthInteger>(_ field: Int, _: Number.Type) throws(HeaderFault) -> Number? {
        guard let place = try place(field) else { return nil }
        return try Self.number(Number.self, bytes, place)
    }

    private func place(_ field: Int) throws(HeaderFault) -> Int? {
        guard field < fields else { return nil }
        let offset = Int(try Self.number(UInt16.self, bytes, vtable + 4 + 2 * field))
        return offset == 0 ? nil : position + offset
    }

    private static func follow(_ bytes: [UInt8], _ place: Int) throws(HeaderFault) -> Int {
        place + Int(try number(UInt32.self, bytes, place))
    }

    private static func number<Number: FixedWidthInteger>(
        _: Number.Type, _ bytes: [UInt8], _ place: Int
    ) throws(HeaderFault) -> Number {
        guard let number = bytes.littleEndian(Number.self, at: place) else { throw .needs(place + MemoryLayout<Number>.size) }
        return number
    }
}
