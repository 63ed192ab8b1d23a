/// The lines of a card's text, told apart: headings, prose, code, and what a reader of the page never sees.
///
/// A scanner of our own rather than cmark-gfm: sections need block structure one level deep and nothing inline, while a tree of every
/// emphasis and link costs more than the whole front matter does; and half of what people mean as headings (bold lines, `<h2>` in HTML
/// blocks, `<summary>`, setext underlines without a blank line) is no heading to CommonMark. Rendering is another matter, and not done here.
///
/// One pass, time proportional to the bytes, memory for one line's facts.
struct CardLines {
    /// What one line is.
    enum Line {
        case heading(CardHeading)
        case prose
        /// Inside a fence, the fence itself, or indented like code.
        case code
        /// Nothing, a comment, a style sheet.
        case hidden
    }

    /// Whatever closes what a line opened.
    private enum Open {
        case nothing
        case fence(mark: UInt8, length: Int)
        /// An index into `Block.all`.
        case block(Int)
    }

    /// A block in which `#` starts no heading.
    private struct Block: Sendable {
        let opener: [UInt8]
        let closer: [UInt8]
        let isCode: Bool

        init(_ opener: String, _ closer: String, isCode: Bool = false) {
            self.opener = Array(opener.utf8)
            self.closer = Array(closer.utf8)
            self.isCode = isCode
        }

        static let all = [
            Block("<!--", "-->"), Block("<pre", "</pre", isCode: true), Block("<script", "</script"), Block("<style", "</style"),
        ]
    }

    private let bytes: [UInt8]
    private var open = Open.nothing
    /// The one line of a paragraph that a setext underline would make a heading; nil in longer paragraphs.
    private var paragraph: Range<Int>?
    private var isInParagraph = false
    /// Blocks that are known not to be closed any more: asked once, not once a line.
    private var unclosed: Set<Int> = []

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// Calls `body` for every line in order, with its bytes (without the line end) and its number from 0. A setext heading is told at its
    /// underline; its text was told as prose one line before.
    mutating func forEach(_ body: (Line, Range<Int>, Int) -> Void) {
        var start = 0
        var number = 0
        while start < bytes.count {
            let newline = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            var end = newline
            if end > start, bytes[end - 1] == 0x0D { end -= 1 }
            body(line(start..<end), start..<end, number)
            start = newline + 1
            number += 1
        }
    }

    private mutating func line(_ range: Range<Int>) -> Line {
        let indent = bytes.indentation(of: range)
        let text = indent.end..<range.upperBound
        switch open {
        case .fence(let mark, let length):
            if let fence = bytes.fence(in: text), fence.mark == mark, fence.length >= length, fence.isBare { open = .nothing }
            return .code
        case .block(let index):
            let block = Block.all[index]
            if bytes.find(block.closer, in: range, folding: true) != nil { open = .nothing }
            return block.isCode ? .code : .hidden
        case .nothing:
            break
        }
        guard !text.isEmpty else {
            endParagraph()
            return .hidden
        }
        // At any depth of indentation: fences stand in lists.
        if let fence = bytes.fence(in: text), fence.canOpen {
            open = .fence(mark: fence.mark, length: fence.length)
            endParagraph()
            return .code
        }
        if let block = openedBlock(in: text) {
            open = .block(block.index)
            endParagraph()
            if Block.all[block.index].isCode { return .code }
            return block.start > text.lowerBound ? .prose : .hidden
        }
        if indent.columns >= 4 { return isInParagraph ? .prose : .code }
        if let heading = bytes.atxHeading(in: text) ?? bytes.htmlHeading(in: text) {
            endParagraph()
            return .heading(heading)
        }
        if let above = paragraph, let level = bytes.setextLevel(text) {
            endParagraph()
            return .heading(CardHeading(level: level, text: above, start: above.lowerBound, isUnderlined: true))
        }
        if let heading = bytes.boldHeading(in: text), !isInParagraph {
            endParagraph()
            return .heading(heading)
        }
        paragraph = isInParagraph || !bytes.startsParagraph(text) ? nil : text
        isInParagraph = true
        return .prose
    }

    private mutating func endParagraph() {
        paragraph = nil
        isInParagraph = false
    }

    /// The block that starts in `text` and goes on in later lines.
    ///
    /// CommonMark lets an open comment swallow the rest of the page. Authors who forgot the end, or wrote `<!--` as code, still have
    /// sections: what is never closed is not taken for opened.
    private mutating func openedBlock(in text: Range<Int>) -> (index: Int, start: Int)? {
        guard bytes[text].contains(UInt8(ascii: "<")) else { return nil }
        for (index, block) in Block.all.enumerated() where !unclosed.contains(index) {
            guard let start = bytes.find(block.opener, in: text, folding: true),
                bytes.find(block.closer, in: start..<text.upperBound, folding: true) == nil
            else { continue }
            if bytes.find(block.closer, in: text.upperBound..<bytes.count, folding: true) != nil { return (index, start) }
            unclosed.insert(index)
        }
        return nil
    }
}

/// A heading where it stands.
struct CardHeading {
    /// Of headings that are only dressed up as such, and count as headings where the table knows their words.
    static let dressedLevel = 7

    /// 1…6 as in HTML; `dressedLevel` for a bold line or a `<summary>`.
    let level: Int
    /// Its words, with what markup is in them.
    let text: Range<Int>
    /// Where its line starts; for setext headings the line of the words.
    let start: Int
    /// Whether it is two lines: the words, which were told as prose, and the line below them.
    var isUnderlined = false
}
