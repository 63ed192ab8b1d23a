/// A value of GGUF's key-value list, as far as anybody asks: long texts and lists of texts are passed over.
enum GGUFValue: Hashable {
    case integer(Int64)
    case float(Double)
    case bool(Bool)
    case text(String)
    /// Per layer, in models whose layers differ.
    case integers([Int64])
    /// `general.tags` and the like.
    case texts([String])
    case skipped
}

/// The numbering of types in the file (ggml, "GGUF", `gguf_metadata_value_type`).
enum GGUFValueType: UInt32 {
    case uint8, int8, uint16, int16, uint32, int32, float32, bool, string, array, uint64, int64, float64

    /// Bytes of one, where that is fixed.
    var width: Int? {
        switch self {
        case .uint8, .int8, .bool: 1
        case .uint16, .int16: 2
        case .uint32, .int32, .float32: 4
        case .uint64, .int64, .float64: 8
        case .string, .array: nil
        }
    }
}

extension ByteCursor {
    /// Texts up to this many bytes are kept: chat templates have up to 20 kB.
    static let keptText: UInt64 = 1 << 18
    /// Lists of numbers up to this many are kept: one for each layer.
    static let keptList: UInt64 = 4_096
    /// Lists in lists occur in no known file.
    static let nestingLimit = 4

    mutating func ggufLength(version: UInt32) throws(HeaderFault) -> UInt64 {
        version == 1 ? UInt64(try integer(UInt32.self)) : try integer(UInt64.self)
    }

    mutating func ggufType() throws(HeaderFault) -> GGUFValueType {
        let number = try integer(UInt32.self)
        guard let type = GGUFValueType(rawValue: number) else { throw .malformed("a value is of type \(number), which there is not") }
        return type
    }

    mutating func ggufValue(_ type: GGUFValueType, version: UInt32, depth: Int = 0) throws(HeaderFault) -> GGUFValue {
        switch type {
        case .uint8: return .integer(Int64(try byte()))
        case .int8: return .integer(Int64(try integer(Int8.self)))
        case .uint16: return .integer(Int64(try integer(UInt16.self)))
        case .int16: return .integer(Int64(try integer(Int16.self)))
        case .uint32: return .integer(Int64(try integer(UInt32.self)))
        case .int32: return .integer(Int64(try integer(Int32.self)))
        case .uint64: return .integer(Int64(clamping: try integer(UInt64.self)))
        case .int64: return .integer(try integer(Int64.self))
        case .float32: return .float(Double(Float(bitPattern: try integer(UInt32.self))))
        case .float64: return .float(Double(bitPattern: try integer(UInt64.self)))
        case .bool: return .bool(try byte() != 0)
        case .string:
            let length = try ggufLength(version: version)
            let range = try take(length)
            return length <= Self.keptText ? .text(String(decoding: bytes[range], as: UTF8.self)) : .skipped
        case .array:
            guard depth < Self.nestingLimit else { throw .tooMuch("lists are nested more than \(Self.nestingLimit) deep") }
            let element = try ggufType()
            return try ggufList(of: element, count: try ggufLength(version: version), version: version, depth: depth)
        }
    }

    private mutating func ggufList(
        of element: GGUFValueType, count: UInt64, version: UInt32, depth: Int
    ) throws(HeaderFault) -> GGUFValue {
        let isKept = count <= Self.keptList && depth == 0
        if let width = element.width, !(isKept && element != .float32 && element != .float64) {
            let (total, overflow) = count.multipliedReportingOverflow(by: UInt64(width))
            guard !overflow else { throw .needs(.max) }
            _ = try take(total)
            return .skipped
        }
        var integers: [Int64] = []
        var texts: [String] = []
        for _ in 0..<count {
            // A text is passed over without making a String of it: vocabularies have a million.
            if element == .string, !isKept {
                _ = try take(try ggufLength(version: version))
                continue
            }
            switch try ggufValue(element, version: version, depth: depth + 1) {
            case .integer(let number): integers.append(number)
            case .text(let text): texts.append(text)
            default: break
            }
        }
        guard isKept else { return .skipped }
        return element == .string ? .texts(texts) : .integers(integers)
    }
}
