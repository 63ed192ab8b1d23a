/// Why a pickle can't be read on.
enum PickleFault: Error {
    /// More bytes are needed, counted from the start of the opcode.
    case needs(Int)
    case broken(String)
}

/// One opcode with its argument (CPython, `pickletools`): as much of it as deciding needs. Long texts and bytes stay in the file.
struct PickleOp {
    enum Argument {
        case none
        case number(Int64)
        /// A number that is kept as its bytes, little-endian.
        case wide([UInt8])
        case text(String)
        case pair(String, String)
        /// Bytes in the file, from the start of the opcode, and the first of them.
        case data(start: Int, count: Int64, head: [UInt8])
    }

    let code: UInt8
    let argument: Argument
    /// Bytes of opcode and argument.
    let length: Int64

    /// Lines of text opcodes: longer ones only hold data.
    static let lineLimit = 1 << 20
    /// Texts up to this are kept, for they may become names. No name of Python's is longer.
    static let textLimit = 4_096
    /// The beginning of bytes that tells what they are.
    static let headLimit: Int64 = 64

    static func decode(_ bytes: [UInt8], at start: Int) throws(PickleFault) -> PickleOp {
        guard start < bytes.count else { throw .needs(1) }
        let code = bytes[start]
        guard let shape = PickleShape.of(code) else { throw .broken("\(code) is no opcode") }
        switch shape {
        case .plain: return PickleOp(code: code, argument: .none, length: 1)
        case .number(let width, let isSigned):
            let number = try number(bytes, start, width)
            let value = isSigned ? Int64(Int32(truncatingIfNeeded: number)) : Int64(clamping: number)
            return PickleOp(code: code, argument: .number(value), length: Int64(1 + width))
        case .line:
            let (line, length) = try line(bytes, start, from: 1)
            return PickleOp(code: code, argument: .text(PickleText.decoded(line, for: code)), length: Int64(length))
        case .twoLines:
            let (first, middle) = try line(bytes, start, from: 1)
            let (second, length) = try line(bytes, start, from: middle)
            let pair = Argument.pair(String(decoding: first, as: UTF8.self), String(decoding: second, as: UTF8.self))
            return PickleOp(code: code, argument: pair, length: Int64(length))
        case .counted(let width, let isText):
            let count = try number(bytes, start, width)
            guard let count = Int64(exactly: count), count <= .max - 16 else { throw .needs(.max) }
            return try counted(bytes, start, code: code, offset: 1 + width, count: count, isText: isText)
        }
    }

    private static func counted(
        _ bytes: [UInt8], _ start: Int, code: UInt8, offset: Int, count: Int64, isText: Bool
    ) throws(PickleFault) -> PickleOp {
        let isLong = code == 0x8A || code == 0x8B
        let kept = isText ? (count <= Int64(textLimit) ? count : 0) : min(count, headLimit)
        guard bytes.count - start >= offset + Int(kept) else { throw .needs(offset + Int(kept)) }
        let head = bytes[(start + offset)..<(start + offset + Int(kept))]
        let argument: Argument =
            if isLong {
                .wide(Array(head))
            } else if isText, count <= Int64(textLimit) {
                .text(String(decoding: head, as: UTF8.self))
            } else {
                .data(start: offset, count: count, head: Array(head))
            }
        return PickleOp(code: code, argument: argument, length: Int64(offset) + count)
    }

    private static func number(_ bytes: [UInt8], _ start: Int, _ width: Int) throws(PickleFault) -> UInt64 {
        guard bytes.count - start > width else { throw .needs(1 + width) }
        var value: UInt64 = 0
        for index in (1..<(1 + width)).reversed() { value = value << 8 | UInt64(bytes[start + index]) }
        return value
    }

    /// The line from `offset`, without its end, and the length of all up to the next.
    private static func line(_ bytes: [UInt8], _ start: Int, from offset: Int) throws(PickleFault) -> (ArraySlice<UInt8>, Int) {
        let rest = bytes[min(start + offset, bytes.count)...]
        guard let end = rest.prefix(lineLimit).firstIndex(of: 0x0A) else {
            if rest.count >= lineLimit { throw .broken("a line does not end") }
            // Twice as much, so that a long line is not searched again for every byte of it.
            throw .needs(max(offset + 256, 2 * (bytes.count - start) + 1))
        }
        return (rest[..<end], end + 1 - start)
    }
}

/// What follows an opcode.
enum PickleShape {
    case plain
    /// A number of so many bytes; only BININT has a sign.
    case number(Int, isSigned: Bool)
    case line, twoLines
    /// A count of so many bytes, then as many bytes.
    case counted(Int, isText: Bool)

    static func of(_ code: UInt8) -> PickleShape? {
        switch code {
        case UInt8(ascii: "("), UInt8(ascii: "."), UInt8(ascii: "0"), UInt8(ascii: "1"), UInt8(ascii: "2"), UInt8(ascii: "N"),
            UInt8(ascii: "Q"), UInt8(ascii: "R"), UInt8(ascii: "a"), UInt8(ascii: "b"), UInt8(ascii: "d"), UInt8(ascii: "}"),
            UInt8(ascii: "e"), UInt8(ascii: "l"), UInt8(ascii: "]"), UInt8(ascii: "o"), UInt8(ascii: "s"), UInt8(ascii: "t"),
            UInt8(ascii: ")"), UInt8(ascii: "u"), 0x81, 0x85, 0x86, 0x87, 0x88, 0x89, 0x8F, 0x90, 0x91, 0x92, 0x93, 0x94, 0x97, 0x98:
            .plain
        case UInt8(ascii: "F"), UInt8(ascii: "I"), UInt8(ascii: "L"), UInt8(ascii: "P"), UInt8(ascii: "S"), UInt8(ascii: "V"),
            UInt8(ascii: "g"), UInt8(ascii: "p"):
            .line
        case UInt8(ascii: "c"), UInt8(ascii: "i"): .twoLines
        case UInt8(ascii: "K"), UInt8(ascii: "h"), UInt8(ascii: "q"), 0x80, 0x82: .number(1, isSigned: false)
        case UInt8(ascii: "M"), 0x83: .number(2, isSigned: false)
        case UInt8(ascii: "J"): .number(4, isSigned: true)
        case UInt8(ascii: "j"), UInt8(ascii: "r"), 0x84: .number(4, isSigned: false)
        case UInt8(ascii: "G"), 0x95: .number(8, isSigned: false)
        case UInt8(ascii: "U"), 0x8C: .counted(1, isText: true)
        case UInt8(ascii: "T"), UInt8(ascii: "X"): .counted(4, isText: true)
        case 0x8D: .counted(8, isText: true)
        case UInt8(ascii: "C"), 0x8A: .counted(1, isText: false)
        case UInt8(ascii: "B"), 0x8B: .counted(4, isText: false)
        case 0x8E, 0x96: .counted(8, isText: false)
        default: nil
        }
    }
}
