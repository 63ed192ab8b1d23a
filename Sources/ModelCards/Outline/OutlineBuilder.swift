/// Lines into sections: which heading opens one, what it inherits, whether it is filled.
struct OutlineBuilder {
    private struct Draft {
        var kind: CardSection.Kind
        var heading = ""
        var level = 0
        var start = 0
        var textStart = 0
        var firstLine = 1
        var state = CardSection.State.empty
    }

    private let bytes: [UInt8]
    private let limits: CardOutline.Limits
    private var sections: [CardSection] = []
    private var draft = Draft(kind: .description)
    /// Headings that the present line stands under, and what they give to sub-headings whose words say nothing.
    private var above: [(level: Int, kind: CardSection.Kind?)] = []
    private var lineCount = 0
    private var hasHeading = false
    /// Headings whose words were looked at; bold lines that are none cost as much as those that are.
    private var looks = 0
    private static let looksASection = 8
    /// The state before the last line of prose: a setext underline takes that line back.
    private var stateBefore = CardSection.State.empty

    init(bytes: [UInt8], limits: CardOutline.Limits) {
        self.bytes = bytes
        self.limits = limits
    }

    mutating func add(_ line: CardLines.Line, at range: Range<Int>, number: Int) {
        lineCount = number + 1
        switch line {
        case .heading(let heading): open(heading, below: range.upperBound, number: number)
        case .prose, .code: note(range)
        case .hidden: break
        }
    }

    mutating func finish() -> [CardSection] {
        close(at: bytes.count, lastLine: lineCount)
        return sections
    }

    private mutating func note(_ range: Range<Int>) {
        stateBefore = draft.state
        guard draft.state != .filled else { return }
        switch TemplateText.reading(of: bytes[range]) {
        case .nothing: break
        case .leftover: draft.state = .leftover
        case .words: draft.state = .filled
        }
    }

    private mutating func open(_ heading: CardHeading, below end: Int, number: Int) {
        looks += 1
        guard sections.count + 1 < limits.sections, looks < limits.sections * Self.looksASection else { return note(heading.start..<end) }
        let text = bytes[heading.text]
        let isProse = text.count > limits.heading
        let words = HeadingWords(isProse ? [] : text)
        let match = HeadingRules.match(words)
        // A bold line is a heading only where its words are known as one.
        if heading.level == CardHeading.dressedLevel, match == nil {
            note(heading.start..<end)
            return
        }
        if heading.isUnderlined { draft.state = stateBefore }
        close(at: heading.start, lastLine: heading.isUnderlined ? number - 1 : number)
        while let last = above.last, last.level >= heading.level { above.removeLast() }
        let inherited = above.last { $0.kind != nil }?.kind
        let isTitle = !hasHeading && heading.level <= 2 && words.count > HeadingRules.longestFirstHeading
        let kind: CardSection.Kind
        if isTitle || (match == nil && !hasHeading) {
            // The card's title: what follows it describes the model, and its sub-headings are on their own.
            kind = .description
            above.append((heading.level, nil))
        } else {
            kind = match.map { $0.isWeak ? inherited ?? $0.kind : $0.kind } ?? inherited ?? .other
            above.append((heading.level, kind == .other ? nil : kind))
        }
        hasHeading = true
        let head = Array(text.prefix(limits.heading + 1))
        let plain = PlainText.of(head[..<head.characterBoundary(atMost: limits.heading)]).trimmed
        draft = Draft(
            kind: kind, heading: String(decoding: plain, as: UTF8.self).cut(to: limits.heading),
            level: heading.level, start: heading.start, textStart: lineEnd(end),
            firstLine: heading.isUnderlined ? number : number + 1)
        stateBefore = .empty
    }

    /// Behind the line end at `offset`.
    private func lineEnd(_ offset: Int) -> Int {
        let isLong = offset + 1 < bytes.count && bytes[offset] == 0x0D
        return min(offset + (isLong ? 2 : 1), bytes.count)
    }

    private mutating func close(at end: Int, lastLine: Int) {
        // Nothing in front of the first heading is no section.
        if draft.level == 0, draft.state == .empty { return }
        let textStart = min(draft.textStart, end)
        let slice = bytes[textStart..<end]
        let text = Array(slice.prefix(limits.text + 1))
        let cut = text.characterBoundary(atMost: limits.text)
        sections.append(
            CardSection(
                kind: draft.kind, heading: draft.heading, level: draft.level, bytes: draft.start..<end,
                lines: draft.firstLine...max(draft.firstLine, lastLine), text: String(decoding: text[..<cut], as: UTF8.self),
                isTextCut: slice.count > cut, state: draft.state))
    }
}

extension Array where Element == UInt8 {
    /// Without blanks at both ends, and with every run of blanks within as one space.
    var trimmed: [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count)
        for word in split(whereSeparator: { $0 == 0x20 || (0x09...0x0D).contains($0) }) {
            if !result.isEmpty { result.append(0x20) }
            result += word
        }
        return result
    }
}
