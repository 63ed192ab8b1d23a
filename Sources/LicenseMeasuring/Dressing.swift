/// What copies of a text look like in the wild, made from a plain one. The same seed gives the same copy.
public enum Dressing: String, CaseIterable, Sendable {
    case plain
    /// One word in fifty replaced by another word of the text.
    case noise
    /// One word in fifty replaced by letters that are no word.
    case nonsense
    /// One word in fifty lost, doubled, replaced or misspelt.
    case damage
    /// Other copyright lines.
    case holders
    /// Lines broken elsewhere, paragraphs kept.
    case wrapped
    /// Lines broken elsewhere, across paragraphs.
    case filled
    case oneLine
    case comment
    case markdown
    case html
    case upperCase
    /// Windows line ends behind a byte order mark.
    case windows

    public func apply(to bytes: [UInt8], seed: UInt64) -> [UInt8] {
        let text = String(decoding: bytes, as: UTF8.self)
        var random = SeededRandom(seed: seed)
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        switch self {
        case .plain: return bytes
        case .noise, .nonsense, .damage: return Array(noisy(lines, &random).utf8)
        case .holders: return Array(Self.otherHolders(lines).utf8)
        case .wrapped:
            let width = 40 + Int(random.next() % 60)
            return Array(Self.paragraphs(lines).map { Self.wrap($0, at: width) }.joined(separator: "\n\n").utf8)
        case .filled: return Array(Self.wrap(text[...], at: 70).utf8)
        case .oneLine: return Array(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8)
        case .comment: return Array(("/*\n" + lines.map { " * \($0)" }.joined(separator: "\n") + "\n */\n").utf8)
        case .markdown: return Array(lines.enumerated().map(Self.markdown).joined(separator: "\n").utf8)
        case .html: return Array(Self.html(lines).utf8)
        case .upperCase: return Array(text.uppercased().utf8)
        case .windows: return [0xef, 0xbb, 0xbf] + Array(lines.joined(separator: "\r\n").utf8)
        }
    }

    private func noisy(_ lines: [Substring], _ random: inout SeededRandom) -> String {
        let pool = lines.flatMap { $0.split(separator: " ") }
        var result: [String] = []
        for line in lines {
            var words: [Substring] = []
            for word in line.split(separator: " ", omittingEmptySubsequences: false) {
                if word.isEmpty || pool.isEmpty || random.next() % 50 != 0 {
                    words.append(word)
                    continue
                }
                let other = pool[Int(random.next() % UInt64(pool.count))]
                switch (self, random.next() % 4) {
                case (.nonsense, _): words.append(Substring(Self.nonsenseWord(&random)))
                case (.damage, 0): break
                case (.damage, 1): words += [word, word]
                case (.damage, 2): words.append(word.dropLast() + "q")
                default: words.append(other)
                }
            }
            result.append(words.joined(separator: " "))
        }
        return result.joined(separator: "\n")
    }

    private static func nonsenseWord(_ random: inout SeededRandom) -> String {
        let length = 4 + Int(random.next() % 6)
        return String(decoding: (0..<length).map { _ in UInt8(ascii: "a") + UInt8(random.next() % 26) }, as: UTF8.self)
    }

    private static func otherHolders(_ lines: [Substring]) -> String {
        let kept = lines.filter { line in
            let words = line.lowercased().split(separator: " ")
            guard words.count > 1, words[0] == "copyright", line.count < 90, let mark = words[1].first else { return true }
            return !(words[1].hasPrefix("(c)") || mark == "©" || mark == "<" || mark.isNumber)
        }
        let holders =
            "Copyright (c) 2019-2024 Example Works GmbH & Co. KG <legal@works.example>\nCopyright 2021 The Sample Authors. All rights reserved.\n\n"
        return holders + kept.joined(separator: "\n")
    }

    private static func paragraphs(_ lines: [Substring]) -> [Substring] {
        lines.split { $0.allSatisfy(\.isWhitespace) }.map { $0.joined(separator: "\n")[...] }
    }

    private static func wrap(_ text: Substring, at width: Int) -> String {
        var result = ""
        var column = 0
        for word in text.split(whereSeparator: \.isWhitespace) {
            if column > 0, column + word.count >= width {
                result += "\n"
                column = 0
            } else if column > 0 {
                result += " "
                column += 1
            }
            result += word
            column += word.count
        }
        return result
    }

    private static func markdown(_ number: Int, _ line: Substring) -> String {
        if line.allSatisfy(\.isWhitespace) { return "" }
        if number == 0 { return "# **\(line)**" }
        switch number % 11 {
        case 3: return "> \(line)"
        case 5, 9: return "* \(line)  "
        case 7: return "_\(line)_"
        default: return String(line)
        }
    }

    private static func html(_ lines: [Substring]) -> String {
        let body = paragraphs(lines).map { paragraph in
            let escaped = paragraph.reduce(into: "") { text, character in
                switch character {
                case "&": text += "&amp;"
                case "<": text += "&lt;"
                case ">": text += "&gt;"
                case "\"": text += "&quot;"
                case "'": text += "&#39;"
                default: text.append(character)
                }
            }
            return "<p class=\"clause\">\(escaped)</p>"
        }
        return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><style>p { margin: 0 }</style></head><body>\n"
            + body.joined(separator: "\n") + "\n</body></html>\n"
    }
}

/// SplitMix64: the same numbers everywhere, for the same seed.
struct SeededRandom {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
        return mixed ^ (mixed >> 31)
    }
}
