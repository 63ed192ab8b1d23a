/// The first sentences of a card, for a line in search results.
public enum CardSummary {
    /// Bytes of the text that are looked at: who has not said what the model is by then, has no summary.
    private static let longestLook = 64 << 10
    /// Shorter paragraphs are captions, dates and bylines; they count where there is nothing else.
    private static let shortestParagraph = 40
    /// A summary is not cut at the end of a sentence before this many characters.
    private static let shortestCut = 80

    /// Plain text in one line, at most `limit` characters: sentences of the first section that describes the model, else of the first
    /// that says anything. nil: the card has no prose.
    ///
    /// Without Markdown, HTML, badges, tables and code. It is text, not HTML: whoever shows it on a page escapes it.
    public static func text(of outline: CardOutline, limit: Int = 300) -> String? {
        let described = outline.sections.filter { $0.kind == .description && $0.state == .filled }
        let rest = outline.sections.filter { $0.kind != .description && $0.state == .filled && proseKinds.contains($0.kind) }
        var left = longestLook
        var spare: String?
        for section in described + rest {
            guard left > 0 else { break }
            let bytes = Array(section.text.utf8.prefix(left))
            left -= bytes.count
            guard let found = paragraphs(in: bytes, limit: limit) else { continue }
            if found.count >= shortestParagraph { return cut(found, to: limit) }
            spare = spare ?? found
        }
        return spare.map { cut($0, to: limit) }
    }

    /// Kinds whose first sentence tells something of the model.
    private static let proseKinds: Set<CardSection.Kind> = [.intendedUse, .directUse, .other, .usage, .trainingProcedure, .trainingData]

    /// Whole paragraphs until `limit` characters are there.
    private static func paragraphs(in bytes: [UInt8], limit: Int) -> String? {
        var text: [UInt8] = []
        var paragraph: [UInt8] = []
        func flush() {
            let plain = PlainText.of(paragraph[...]).trimmed
            paragraph.removeAll(keepingCapacity: true)
            guard case .words = TemplateText.reading(of: plain[...]), !isAddress(plain) else { return }
            if text.isEmpty || text.count < shortestParagraph {
                // A byline in front of the first paragraph goes.
                text = plain.count >= shortestParagraph || text.isEmpty ? plain : text
            } else {
                text += [0x20] + plain
            }
        }
        var lines = CardLines(bytes)
        lines.forEach { line, range, _ in
            // UTF-8 has at most four bytes a character.
            guard text.count < limit * 4 else { return }
            switch line {
            case .prose:
                if isSentence(bytes, range) {
                    paragraph += bytes[range] + [0x20]
                } else {
                    flush()
                }
            case .heading, .code, .hidden: flush()
            }
        }
        flush()
        return text.isEmpty ? nil : String(decoding: text, as: UTF8.self)
    }

    /// Whether a line is part of a paragraph: no table, list, quotation or rule.
    private static func isSentence(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
        let start = bytes.indentation(of: range).end
        guard start < range.upperBound else { return false }
        let first = bytes[start]
        if first == UInt8(ascii: "|") || first == UInt8(ascii: ">") { return false }
        let isBullet = first == UInt8(ascii: "-") || first == UInt8(ascii: "+") || first == UInt8(ascii: "*")
        return
            !(isBullet
            && (start + 1 == range.upperBound || bytes[start + 1] == 0x20 || bytes[start + 1] == first && first != UInt8(ascii: "*")))
    }

    /// An address or a path, and nothing else.
    private static func isAddress(_ text: [UInt8]) -> Bool {
        text.contains(UInt8(ascii: "/")) && !text.contains(0x20)
    }

    /// Words whose full stop ends no sentence.
    private static let abbreviations: Set<String> = ["e.g", "i.e", "al", "cf", "vs", "Fig", "Dr", "Mr", "Ms", "No", "approx", "resp"]

    /// Behind the last sentence that fits, else behind the last word and with an ellipsis.
    private static func cut(_ text: String, to limit: Int) -> String {
        guard text.count > limit else { return text }
        let head = Array(text.prefix(limit))
        let ends: Set<Character> = [".", "!", "?"]
        let wideEnds: Set<Character> = ["。", "！", "？"]
        let sentence = head.indices.last { index in
            if wideEnds.contains(head[index]) { return true }
            guard ends.contains(head[index]), index + 2 < head.count, head[index + 1] == " ", !head[index + 2].isLowercase else {
                return false
            }
            return !abbreviations.contains(String(head[..<index].reversed().prefix { $0 != " " && $0 != "(" }.reversed()))
        }
        if let sentence, sentence + 1 >= min(shortestCut, limit) { return String(head[...sentence]) }
        let word = head.dropLast().lastIndex(of: " ") ?? max(0, head.count - 1)
        return String(head[..<word]) + "…"
    }
}
