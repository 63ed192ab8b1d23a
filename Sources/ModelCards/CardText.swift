internal import Vocabulary

/// A card's bytes as UTF-8, whatever they were.
struct CardText {
    /// Valid UTF-8, without a byte order mark.
    let bytes: [UInt8]
    let hadByteOrderMark: Bool
    let wasUTF16: Bool
    /// The first byte of the original that was not UTF-8.
    private let firstBad: Int?

    init(_ original: [UInt8], limit: Int, findings: inout CardFindings) {
        if original.count > limit {
            findings.add(.cardTooLarge, "the card has \(original.count) bytes; only the first \(limit) were read")
        }
        let read = original.prefix(limit)
        wasUTF16 = read.starts(with: [0xFF, 0xFE]) || read.starts(with: [0xFE, 0xFF])
        if wasUTF16 {
            findings.add(.cardEncoding, "the card is UTF-16, not UTF-8")
            hadByteOrderMark = true
            firstBad = nil
            bytes = Self.fromUTF16(read.dropFirst(2), isBig: read.first == 0xFE)
            return
        }
        hadByteOrderMark = read.starts(with: [0xEF, 0xBB, 0xBF])
        let text = read.dropFirst(hadByteOrderMark ? 3 : 0)
        if String(validating: text, as: UTF8.self) != nil {
            bytes = Array(text)
            firstBad = nil
        } else {
            let bad = Self.firstInvalid(text)
            bytes = Array(String(decoding: text, as: UTF8.self).utf8)
            firstBad = bad
            let line = text.prefix(bad).reduce(1) { $1 == 0x0A ? $0 + 1 : $0 }
            findings.add(.cardEncoding, "not UTF-8; what is not readable was replaced", line: line)
        }
        if bytes.contains(0) { findings.add(.cardEncoding, "the card holds a NUL character") }
    }

    /// Whether something in front of `offset` had to be replaced. (Up to the first bad byte, offsets are those of the original.)
    func isRepaired(before offset: Int) -> Bool { firstBad.map { $0 < offset } ?? wasUTF16 }

    /// Counted from 1.
    func line(at offset: Int) -> Int { bytes[..<offset].reduce(1) { $1 == 0x0A ? $0 + 1 : $0 } }

    /// The text from `start`, cut between two characters, with NUL replaced: not every reader of a catalog survives one.
    func body(from start: Int, limit: Int) -> (String, isCut: Bool) {
        var slice = bytes[start...]
        let isCut = slice.count > limit
        if isCut {
            var end = slice.startIndex + limit
            while end > slice.startIndex, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            slice = slice[..<end]
        }
        guard slice.contains(0) else { return (String(decoding: slice, as: UTF8.self), isCut) }
        return (
            String(String.UnicodeScalarView(String(decoding: slice, as: UTF8.self).unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })),
            isCut
        )
    }

    private static func fromUTF16(_ bytes: ArraySlice<UInt8>, isBig: Bool) -> [UInt8] {
        var units: [UInt16] = []
        units.reserveCapacity(bytes.count / 2)
        var index = bytes.startIndex
        while index + 1 < bytes.endIndex {
            let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
            units.append(isBig ? first << 8 | second : second << 8 | first)
            index += 2
        }
        return Array(String(decoding: units, as: UTF16.self).utf8)
    }

    private static func firstInvalid(_ bytes: ArraySlice<UInt8>) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var offset = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) { offset += UTF8.width(scalar) }
        return offset
    }
}
