/// Markdown and HTML of one line or paragraph as the words a reader sees: no marks, badges, addresses, comments.
///
/// One pass. The result is text, not HTML: `<` may stand in it, and whoever shows it on a page escapes it.
struct PlainText {
    /// A link's address is looked for so far and no further, so that a line of a million `](` costs no million squared.
    private static let longestAddress = 512
    /// As for addresses; a longer tag is taken as text.
    private static let longestTag = 2_048
    /// Brackets inside one another; more are taken as text.
    private static let deepest = 16

    private let bytes: ArraySlice<UInt8>
    private var index: Int
    private var output: [UInt8] = []
    /// For each open bracket: where its text starts in `output`, and whether it is an image's.
    private var brackets: [(start: Int, isImage: Bool)] = []

    private init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        index = bytes.startIndex
        output.reserveCapacity(bytes.count)
    }

    /// UTF-8. Blanks are left as they are.
    static func of(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var text = PlainText(bytes)
        while text.index < bytes.endIndex { text.step() }
        return text.output
    }

    private mutating func step() {
        let byte = bytes[index]
        switch byte {
        case UInt8(ascii: "<"): tag()
        case UInt8(ascii: "!") where peek(1) == UInt8(ascii: "["): openBracket(isImage: true)
        case UInt8(ascii: "["): openBracket(isImage: false)
        case UInt8(ascii: "]"): closeBracket()
        case UInt8(ascii: "`"): index += 1
        case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): emphasis(byte)
        case UInt8(ascii: "\\") where peek(1).map(Self.isPunctuation) == true:
            peek(1).map { output.append($0) }
            index += 2
        case UInt8(ascii: "&"): entity()
        case UInt8(ascii: ":"): shortcode()
        default: keep(byte)
        }
    }

    private func peek(_ distance: Int) -> UInt8? { index + distance < bytes.endIndex ? bytes[index + distance] : nil }

    private mutating func keep(_ byte: UInt8) {
        output.append(byte)
        index += 1
    }

    private mutating func tag() {
        guard let next = peek(1), Self.isLetter(next) || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") else {
            return keep(UInt8(ascii: "<"))
        }
        if peek(2) == UInt8(ascii: "-"), peek(3) == UInt8(ascii: "-"), next == UInt8(ascii: "!") {
            // Of a comment that goes on in the next line, the rest of this one is comment.
            var end = index + 4
            while end < bytes.endIndex {
                if bytes[end] == UInt8(ascii: ">"), bytes[end - 1] == UInt8(ascii: "-"), bytes[end - 2] == UInt8(ascii: "-") { break }
                end += 1
            }
            index = min(end + 1, bytes.endIndex)
            return
        }
        let limit = min(index + Self.longestTag, bytes.endIndex)
        guard let end = bytes[index..<limit].firstIndex(of: UInt8(ascii: ">")) else { return keep(UInt8(ascii: "<")) }
        // `<br>` parts words; `<b>` does not, and a space too many is taken out later.
        if next | 0x20 == UInt8(ascii: "b"), peek(2).map({ $0 | 0x20 }) == UInt8(ascii: "r") { output.append(0x20) }
        index = end + 1
    }

    private mutating func openBracket(isImage: Bool) {
        index += isImage ? 2 : 1
        guard brackets.count < Self.deepest else { return }
        brackets.append((output.count, isImage))
    }

    private mutating func closeBracket() {
        index += 1
        guard let bracket = brackets.popLast() else { return }
        var isLink = false
        if let opener = peek(0), opener == UInt8(ascii: "(") || opener == UInt8(ascii: "["),
            let end = addressEnd(opener == UInt8(ascii: "(") ? UInt8(ascii: ")") : UInt8(ascii: "]"), opener: opener)
        {
            isLink = true
            index = end
        }
        let isFootnote = bracket.start < output.count && output[bracket.start] == UInt8(ascii: "^")
        if (bracket.isImage && isLink) || isFootnote { output.removeSubrange(bracket.start...) }
    }

    /// Behind the parenthesis that closes the one at `index`.
    private func addressEnd(_ closer: UInt8, opener: UInt8) -> Int? {
        var depth = 0
        for place in index..<min(index + Self.longestAddress, bytes.endIndex) {
            if bytes[place] == opener { depth += 1 }
            if bytes[place] == closer {
                depth -= 1
                if depth == 0 { return place + 1 }
            }
        }
        return nil
    }

    /// Marks at the edge of a word are marks; within one, as in `snake_case` or `2 * 3`, they are text.
    private mutating func emphasis(_ mark: UInt8) {
        let before = output.last
        var end = index
        while end < bytes.endIndex, bytes[end] == mark { end += 1 }
        let after = end < bytes.endIndex ? bytes[end] : nil
        let isInWord = mark != UInt8(ascii: "*") && before.map(Self.isWord) == true && after.map(Self.isWord) == true
        let isAlone = before == 0x20 && after == 0x20 || (mark == UInt8(ascii: "~") && end - index == 1)
        if isInWord || isAlone { output += bytes[index..<end] }
        index = end
    }

    private mutating func entity() {
        for (name, text) in Self.entities where bytes[index...].starts(with: name) {
            output += text
            index += name.count
            return
        }
        keep(UInt8(ascii: "&"))
    }

    /// `:hugs:` and other names of emoji, between blanks.
    private mutating func shortcode() {
        let end = bytes[(index + 1)...].prefix(32).firstIndex { !(Self.isLetter($0) || Self.isDigit($0) || $0 == UInt8(ascii: "_")) }
        let isAtEdge = output.last.map { $0 == 0x20 } ?? true
        guard isAtEdge, let end, bytes[end] == UInt8(ascii: ":"), end > index + 2, end + 1 == bytes.endIndex || bytes[end + 1] == 0x20,
            Self.isLetter(bytes[index + 1])
        else { return keep(UInt8(ascii: ":")) }
        index = end + 1
    }

    private static let entities: [(name: [UInt8], text: [UInt8])] = [
        ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&apos;", "'"), ("&nbsp;", " "), ("&zwnj;", ""),
        ("&mdash;", "\u{2014}"), ("&ndash;", "\u{2013}"), ("&hellip;", "\u{2026}"), ("&hearts;", "\u{2665}"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) || byte >= 0x80 }
    private static func isPunctuation(_ byte: UInt8) -> Bool { (0x21...0x7E).contains(byte) && !isLetter(byte) && !isDigit(byte) }
}
