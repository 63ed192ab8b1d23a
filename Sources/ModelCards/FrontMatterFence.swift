/// Where a card's front matter stands.
///
/// The rule is that of the Hub's Python client, `^(\s*---[\r\n]+)([\S\s]*?)([\r\n]+---(\r\n|\n|$))` (huggingface_hub,
/// `repocard.py`). What only nearly follows it is read all the same, and called odd: the Hub's clients see no front matter there.
struct FrontMatterFence {
    /// The YAML; nil where a block was opened and never closed.
    let block: Range<Int>?
    /// Where the card's text starts.
    let bodyStart: Int
    /// Why the Hub's clients would not see it; nil: they would.
    let oddity: String?

    static func find(in text: CardText) -> FrontMatterFence? {
        if let standard = standard(text.bytes) {
            var oddity: String?
            if text.wasUTF16 {
                oddity = "the card is UTF-16: the Hub's clients can't read its front matter"
            } else if text.hadByteOrderMark {
                oddity = "a byte order mark stands before the front matter: the Hub's clients do not see it"
            }
            return FrontMatterFence(block: standard.block, bodyStart: standard.bodyStart, oddity: oddity)
        }
        return lenient(text.bytes)
    }

    private static func standard(_ bytes: [UInt8]) -> (block: Range<Int>, bodyStart: Int)? {
        let open = afterBlanks(bytes)
        guard bytes[open...].starts(with: dashes) else { return nil }
        let start = afterLineEnds(bytes, open + 3)
        guard start > open + 3 else { return nil }
        var position = start
        while position < bytes.count {
            guard isLineEnd(bytes[position]) else {
                position += 1
                continue
            }
            let next = afterLineEnds(bytes, position)
            if let end = afterClosing(bytes, next) { return (start..<position, end) }
            position = next
        }
        // The regular expression gives one line end back if nothing but line ends stands between the fences.
        if start > open + 4, let end = afterClosing(bytes, start) { return (start..<start, end) }
        return nil
    }

    private static func afterClosing(_ bytes: [UInt8], _ position: Int) -> Int? {
        guard bytes[position...].starts(with: dashes) else { return nil }
        let end = position + 3
        if end == bytes.count { return end }
        if bytes[end] == 0x0A { return end + 1 }
        return bytes[end...].starts(with: [0x0D, 0x0A]) ? end + 2 : nil
    }

    /// Lines that end in any of the three ways, fences followed by blanks, and `...` as the end.
    private static func lenient(_ bytes: [UInt8]) -> FrontMatterFence? {
        let open = afterBlanks(bytes)
        let first = line(bytes, open)
        guard isFence(bytes[first.text]) else { return nil }
        var position = first.next
        while position < bytes.count {
            let current = line(bytes, position)
            let isDots = bytes[current.text].elementsEqual(dots)
            if isDots || isFence(bytes[current.text]) {
                let block = first.next..<max(first.next, position)
                let isEmpty = bytes[block].allSatisfy { $0 <= 0x20 }
                let oddity =
                    isDots
                    ? "the front matter ends in '...', not in '---': the Hub's clients do not see it"
                    : "a fence of the front matter is not a line of its own with '---': the Hub's clients do not see it"
                return FrontMatterFence(block: block, bodyStart: current.next, oddity: isEmpty ? nil : oddity)
            }
            position = current.next
        }
        // A lone rule at the top of a text is good Markdown; a key below it was meant as front matter.
        guard looksLikeKey(bytes[line(bytes, first.next).text]) else { return nil }
        return FrontMatterFence(block: nil, bodyStart: 0, oddity: "the front matter is opened with '---' and never closed")
    }

    private static func looksLikeKey(_ line: ArraySlice<UInt8>) -> Bool {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex else { return false }
        return line[..<colon].allSatisfy { (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    private static func line(_ bytes: [UInt8], _ start: Int) -> (text: Range<Int>, next: Int) {
        var end = start
        while end < bytes.count, !isLineEnd(bytes[end]) { end += 1 }
        let isPair = bytes[end...].starts(with: [0x0D, 0x0A])
        return (start..<end, min(bytes.count, end + (isPair ? 2 : 1)))
    }

    private static func isFence(_ line: ArraySlice<UInt8>) -> Bool {
        line.starts(with: dashes) && line.dropFirst(3).allSatisfy { $0 == 0x20 || $0 == 0x09 }
    }

    private static let dashes: [UInt8] = Array("---".utf8)
    private static let dots: [UInt8] = Array("...".utf8)

    private static func isLineEnd(_ byte: UInt8) -> Bool { byte == 0x0A || byte == 0x0D }

    private static func afterLineEnds(_ bytes: [UInt8], _ start: Int) -> Int {
        var position = start
        while position < bytes.count, isLineEnd(bytes[position]) { position += 1 }
        return position
    }

    /// Python's `\s*`: Unicode's blanks and the four separators of ASCII.
    private static func afterBlanks(_ bytes: [UInt8]) -> Int {
        var decoder = UTF8()
        var iterator = bytes.makeIterator()
        var position = 0
        while case .scalarValue(let scalar) = decoder.decode(&iterator) {
            guard scalar.properties.isWhitespace || (0x1C...0x1F).contains(scalar.value) else { break }
            position += UTF8.width(scalar)
        }
        return position
    }
}
