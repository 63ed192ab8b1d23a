/// The HTML that licence copies are dressed in. Placeholders such as `<year>` or `<name of author>` are no HTML and stay words.
enum Markup {
    private static let names: Set<UInt32> = Set(
        [
            "a", "abbr", "acronym", "article", "aside", "b", "big", "blockquote", "body", "br", "button", "center", "cite", "code",
            "col", "colgroup", "dd", "del", "details", "dfn", "div", "dl", "dt", "em", "figure", "font", "footer", "form", "h1", "h2",
            "h3", "h4", "h5", "h6", "head", "header", "hr", "html", "i", "img", "input", "ins", "kbd", "label", "li", "link", "main",
            "mark", "meta", "nav", "noscript", "ol", "p", "pre", "q", "s", "samp", "script", "section", "small", "span", "strike",
            "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr", "tt",
            "u", "ul", "var",
        ].map(hash(of:)))
    /// Elements whose content is no text.
    private static let silent: [[UInt8]] = ["script", "style"].map { Array($0.utf8) }

    private static func hash(of word: String) -> UInt32 {
        var hash = WordHash()
        for byte in word.utf8 { hash.add(byte) }
        return hash.value
    }

    /// The index after the tag that begins at `start`; nil if that is no tag.
    static func endOfTag(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        var index = start + 1
        guard index < bytes.count else { return nil }
        if bytes[index] == UInt8(ascii: "!") { return endOfDeclaration(bytes, at: index + 1) }
        if bytes[index] == UInt8(ascii: "/") { index += 1 }
        let nameStart = index
        var hash = WordHash()
        while index < bytes.count, index - nameStart < 12, [.letter, .digit].contains(ByteClass.table[Int(bytes[index])]) {
            hash.add(bytes[index] | 0x20)
            index += 1
        }
        guard index > nameStart, index < bytes.count, names.contains(hash.value) else { return nil }
        let nameEnd = index
        var hasValue = false
        let limit = min(bytes.count, start + 2_000)
        while index < limit, bytes[index] != UInt8(ascii: ">") {
            if bytes[index] == UInt8(ascii: "<") { return nil }
            if bytes[index] == UInt8(ascii: "=") { hasValue = true }
            index += 1
        }
        guard index < limit, hasValue || index - nameEnd <= 2 else { return nil }
        for word in silent
        where nameEnd - nameStart == word.count && matches(bytes, word, at: nameStart) && bytes[start + 1] != UInt8(ascii: "/") {
            return endOfElement(bytes, word, from: index + 1)
        }
        return index + 1
    }

    private static func matches(_ bytes: UnsafeBufferPointer<UInt8>, _ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in 0..<word.count where bytes[start + offset] | 0x20 != word[offset] { return false }
        return true
    }

    private static func endOfElement(_ bytes: UnsafeBufferPointer<UInt8>, _ word: [UInt8], from start: Int) -> Int {
        var index = start
        while index + 1 < bytes.count {
            if bytes[index] == UInt8(ascii: "<"), bytes[index + 1] == UInt8(ascii: "/"), matches(bytes, word, at: index + 2) {
                return index
            }
            index += 1
        }
        return start
    }

    /// After `<!-- … -->` or `<!DOCTYPE …>`.
    private static func endOfDeclaration(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Int? {
        guard start < bytes.count else { return nil }
        let isComment = bytes[start] == UInt8(ascii: "-")
        // A licence inside a comment of an HTML page is text as well: only the mark itself is skipped.
        if isComment { return start }
        guard ByteClass.table[Int(bytes[start])] == .letter else { return nil }
        var index = start
        while index < min(bytes.count, start + 400) {
            if bytes[index] == UInt8(ascii: ">") { return index + 1 }
            index += 1
        }
        return nil
    }

    /// A character reference.
    struct Entity {
        var length: Int
        var isApostrophe: Bool
    }

    private static let apostrophes: Set<UInt32> = Set(["apos", "rsquo", "lsquo", "#39", "#x27", "#8217", "#8216", "#x2019"].map(hash(of:)))

    /// `&name;`, `&#39;`, `&#x27;` at `start`; nil for a bare `&`.
    static func entity(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Entity? {
        var index = start + 1
        var hash = WordHash()
        while index < bytes.count, index - start <= 9 {
            let byte = bytes[index]
            if byte == UInt8(ascii: ";") {
                guard index > start + 1 else { return nil }
                return Entity(length: index + 1 - start, isApostrophe: apostrophes.contains(hash.value))
            }
            switch ByteClass.table[Int(byte)] {
            case .letter: hash.add(byte | 0x20)
            case .digit: hash.add(byte)
            default:
                guard byte == UInt8(ascii: "#"), index == start + 1 else { return nil }
                hash.add(byte)
            }
            index += 1
        }
        return nil
    }
}
