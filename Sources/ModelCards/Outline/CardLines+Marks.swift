/// What single lines of Markdown look like, in bytes.
extension [UInt8] {
    /// Columns of blanks in front, a tab being four, and where they end.
    func indentation(of line: Range<Int>) -> (columns: Int, end: Int) {
        var columns = 0
        var index = line.lowerBound
        while index < line.upperBound, self[index] == 0x20 || self[index] == 0x09 {
            columns += self[index] == 0x09 ? 4 : 1
            index += 1
        }
        return (columns, index)
    }

    /// Three or more backticks or tildes at the start of `text`.
    func fence(in text: Range<Int>) -> (mark: UInt8, length: Int, isBare: Bool, canOpen: Bool)? {
        guard let first = text.first.map({ self[$0] }), first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
        let end = text.first { self[$0] != first } ?? text.upperBound
        guard end - text.lowerBound >= 3 else { return nil }
        let rest = self[end..<text.upperBound]
        // "```code```" on one line is code within a paragraph.
        let canOpen = first != UInt8(ascii: "`") || !rest.contains(first)
        return (first, end - text.lowerBound, rest.allSatisfy { $0 == 0x20 || $0 == 0x09 }, canOpen)
    }

    /// `## Words ##`. `##Words` is no heading to CommonMark, but was to the renderers of the first years, and many cards have it.
    func atxHeading(in text: Range<Int>) -> CardHeading? {
        let end = text.first { self[$0] != UInt8(ascii: "#") } ?? text.upperBound
        let level = end - text.lowerBound
        guard (1...6).contains(level), end < text.upperBound else { return nil }
        // "#hashtag" and "#!/bin/sh" are none; two hashes and more are.
        let isSpaced = self[end] == 0x20 || self[end] == 0x09
        guard isSpaced || (level > 1 && self[end] != UInt8(ascii: "!")) else { return nil }
        return CardHeading(level: level, text: end..<text.upperBound, start: text.lowerBound)
    }

    /// `<h2 align="center">Words</h2>`, or the words to the end of the line; `<summary>` of a block to fold out.
    func htmlHeading(in text: Range<Int>) -> CardHeading? {
        // In front of it: `<div align="center">`, `<details>`.
        var start = text.lowerBound
        for _ in 0..<3 where start < text.upperBound && self[start] == UInt8(ascii: "<") {
            if let level = htmlLevel(at: start, in: text) {
                guard let close = self[start..<text.upperBound].firstIndex(of: UInt8(ascii: ">")) else { return nil }
                let end = find(
                    level == CardHeading.dressedLevel ? Array("</su".utf8) : Array("</h".utf8), in: close..<text.upperBound, folding: true)
                return CardHeading(level: level, text: (close + 1)..<(end ?? text.upperBound), start: text.lowerBound)
            }
            guard let close = self[start..<text.upperBound].firstIndex(of: UInt8(ascii: ">")) else { return nil }
            start = indentation(of: (close + 1)..<text.upperBound).end
        }
        return nil
    }

    private func htmlLevel(at start: Int, in text: Range<Int>) -> Int? {
        if text.upperBound - start > 9, find(Array("<summary".utf8), in: start..<(start + 8), folding: true) != nil {
            return CardHeading.dressedLevel
        }
        guard text.upperBound - start > 4, self[start + 1] | 0x20 == UInt8(ascii: "h"), (0x31...0x36).contains(self[start + 2]),
            self[start + 3] == UInt8(ascii: ">") || self[start + 3] == 0x20
        else { return nil }
        return Int(self[start + 2] - 0x30)
    }

    /// A whole line in bold: `**Training data:**`, `__Usage__`.
    func boldHeading(in text: Range<Int>) -> CardHeading? {
        // Longer ones are emphasis.
        let longest = 100
        var end = text.upperBound
        while end > text.lowerBound, [0x20, 0x09, UInt8(ascii: ":")].contains(self[end - 1]) { end -= 1 }
        guard end - text.lowerBound > 4, end - text.lowerBound <= longest else { return nil }
        let mark = self[text.lowerBound]
        guard mark == UInt8(ascii: "*") || mark == UInt8(ascii: "_"), self[text.lowerBound + 1] == mark, self[end - 1] == mark,
            self[end - 2] == mark
        else { return nil }
        let inner = (text.lowerBound + 2)..<(end - 2)
        // Bold, plain, bold again: a sentence.
        guard find([mark, mark], in: inner) == nil else { return nil }
        return CardHeading(level: CardHeading.dressedLevel, text: inner, start: text.lowerBound)
    }

    /// 1 for `===`, 2 for `---`; nil for anything else. One or two dashes are more often a list or a slip than an underline.
    func setextLevel(_ text: Range<Int>) -> Int? {
        let trimmed = self[text].reversed().drop { $0 == 0x20 || $0 == 0x09 }
        guard let first = trimmed.first, first == UInt8(ascii: "=") || first == UInt8(ascii: "-"), trimmed.count >= 3 else { return nil }
        guard trimmed.allSatisfy({ $0 == first }) else { return nil }
        return first == UInt8(ascii: "=") ? 1 : 2
    }

    /// Whether a paragraph could start so: no quotation, table row, list item or HTML.
    func startsParagraph(_ text: Range<Int>) -> Bool {
        guard let first = text.first.map({ self[$0] }) else { return false }
        if [UInt8(ascii: ">"), UInt8(ascii: "|"), UInt8(ascii: "<")].contains(first) { return false }
        let isBullet = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: "*")
        return !(isBullet && text.count > 1 && self[text.lowerBound + 1] == 0x20)
    }

    /// Where `pattern` first stands in `range`; `folding`: ASCII letters of the text count as small ones.
    func find(_ pattern: [UInt8], in range: Range<Int>, folding: Bool = false) -> Int? {
        guard let first = pattern.first, range.count >= pattern.count else { return nil }
        let last = range.upperBound - pattern.count
        var start = range.lowerBound
        while start <= last {
            guard let candidate = self[start...last].firstIndex(of: first) else { return nil }
            var index = 1
            while index < pattern.count {
                let byte = self[candidate + index]
                guard (folding && (0x41...0x5A).contains(byte) ? byte | 0x20 : byte) == pattern[index] else { break }
                index += 1
            }
            if index == pattern.count { return candidate }
            start = candidate + 1
        }
        return nil
    }
}
