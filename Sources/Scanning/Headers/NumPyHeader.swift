internal import Variants

/// The header of an `.npy` array: a Python dict as text, after ten or twelve bytes (numpy, "NPY format").
struct NumPyHeader {
    static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)
    /// numpy itself refuses to read more than 10,000 without being asked to.
    static let sizeLimit: UInt32 = 1 << 16

    /// `f32`, `i64`; `object` holds a pickle, `record` several columns.
    let type: String
    let bits: Int64
    let shape: [Int64]
    /// Where the data begin.
    let length: Int

    init(_ bytes: [UInt8]) throws(HeaderFault) {
        var cursor = ByteCursor(bytes)
        guard bytes[try cursor.take(6)].elementsEqual(Self.magic) else { throw .malformed("it does not begin as a NumPy array") }
        let major = try cursor.byte()
        _ = try cursor.byte()
        guard (1...3).contains(major) else { throw .malformed("it is of version \(major), where 1 to 3 are known") }
        let count = major == 1 ? UInt32(try cursor.integer(UInt16.self)) : try cursor.integer(UInt32.self)
        guard count <= Self.sizeLimit else { throw .tooMuch("a header of \(count) bytes, where \(Self.sizeLimit) are allowed") }
        let text = bytes[try cursor.take(Int(count))]
        length = cursor.position
        guard let descr = Self.value(of: "'descr'", in: text) ?? Self.value(of: "\"descr\"", in: text),
            let shapeText = Self.value(of: "'shape'", in: text) ?? Self.value(of: "\"shape\"", in: text),
            let shape = Self.shape(shapeText)
        else { throw .malformed("its header does not say type and shape") }
        self.shape = shape
        (type, bits) = Self.type(descr)
    }

    var isObject: Bool { type == "object" }

    /// What follows a key, without blanks and the colon.
    private static func value(of key: StaticString, in text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let key = Array("\(key)".utf8)
        guard text.count >= key.count else { return nil }
        for start in text.startIndex...(text.endIndex - key.count) where text[start..<(start + key.count)].elementsEqual(key) {
            let rest = text[(start + key.count)...].drop { $0 == UInt8(ascii: " ") }
            guard rest.first == UInt8(ascii: ":") else { continue }
            return rest.dropFirst().drop { $0 == UInt8(ascii: " ") }
        }
        return nil
    }

    private static func shape(_ text: ArraySlice<UInt8>) -> [Int64]? {
        guard text.first == UInt8(ascii: "("), let end = text.firstIndex(of: UInt8(ascii: ")")) else { return nil }
        var shape: [Int64] = []
        for part in text[(text.startIndex + 1)..<end].split(separator: UInt8(ascii: ",")) {
            let digits = part.filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "L") }
            if digits.isEmpty { continue }
            guard shape.count < 64, let number = Int64(String(decoding: digits, as: UTF8.self)), number >= 0 else { return nil }
            shape.append(number)
        }
        return shape
    }

    /// `<f4` is 32 bits of float; anything with an object in it counts as one, whatever else it holds.
    private static func type(_ text: ArraySlice<UInt8>) -> (String, Int64) {
        guard let quote = text.first, quote == UInt8(ascii: "'") || quote == UInt8(ascii: "\"") else {
            let columns = text.prefix { $0 != UInt8(ascii: "]") }
            let hasObject = ["'O", "|O", "\"O", "=O"].contains { Array(columns).contains(Array($0.utf8)) }
            return (hasObject ? "object" : "record", 0)
        }
        let code = String(decoding: text.dropFirst().prefix { $0 != quote }, as: UTF8.self).drop { "<>|=".contains($0) }
        guard let kind = code.first else { return ("unknown", 0) }
        let size = Int64(code.dropFirst()).flatMap { (0...(1 << 32)).contains($0) ? $0 : nil } ?? 0
        switch kind {
        case "f": return ("f\(size * 8)", size * 8)
        case "i": return ("i\(size * 8)", size * 8)
        case "u": return ("u\(size * 8)", size * 8)
        case "c": return ("c\(size * 8)", size * 8)
        case "b": return ("bool", 8)
        case "O": return ("object", 64)
        case "U": return ("text", size * 32)
        default: return ("bytes", size * 8)
        }
    }
}

extension NumPyHeader {
    func add(to tally: inout TensorTally, name: String) throws(HeaderFault) {
        let elements = try TensorTally.elements(shape, of: name)
        try tally.add(type, elements: elements, bytes: try TensorTally.bytes(elements, bits: bits, of: name))
    }
}
