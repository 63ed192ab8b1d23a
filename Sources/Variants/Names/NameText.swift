/// A model's id as bytes and words. Works on bytes: a crawl reads millions of names.
struct NameText {
    /// Longest id that is looked at; hubs allow 96 to 200 bytes. What follows is not read.
    static let maximumLength = 512
    /// Most words that are looked at.
    static let maximumWords = 64

    /// As written.
    let written: [UInt8]
    /// ASCII letters in lower case; an underscore that stands for a decimal point (`2_5`) is a point.
    private(set) var lower: [UInt8]
    /// Where the repository's own name starts; what is before is the owner's and a slash.
    let nameStart: Int
    private(set) var tokens: [NameToken] = []

    init(_ id: String) {
        var written: [UInt8] = []
        let utf8 = id.utf8
        written.reserveCapacity(min(utf8.count, Self.maximumLength))
        written.append(contentsOf: utf8.prefix(Self.maximumLength))
        self.written = written
        lower = written
        var start = 0
        for index in lower.indices {
            let byte = lower[index]
            if byte >= 0x41, byte <= 0x5A { lower[index] = byte | 0x20 }
            if byte == 0x2F { start = index + 1 }
        }
        nameStart = start
        markDecimals()
        split()
    }

    var ownerEnd: Int { nameStart > 0 ? nameStart - 1 : 0 }

    /// Bytes as text, in lower case.
    func text(_ start: Int, _ end: Int) -> String { String(decoding: lower[start..<end], as: UTF8.self) }

    /// Whether the token is exactly this word.
    func isWord(_ index: Int, _ word: StaticString) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        return matches(tokens[index].start, tokens[index].end, word)
    }

    func matches(_ start: Int, _ end: Int, _ word: StaticString) -> Bool {
        guard word.utf8CodeUnitCount == end - start else { return false }
        for offset in 0..<(end - start) where lower[start + offset] != word.utf8Start[offset] { return false }
        return true
    }

    func isWord(_ index: Int, _ word: [UInt8]) -> Bool {
        guard tokens.indices.contains(index) else { return false }
        let token = tokens[index]
        guard word.count == token.end - token.start else { return false }
        for offset in word.indices where lower[token.start + offset] != word[offset] { return false }
        return true
    }

    func starts(_ index: Int, with word: StaticString) -> Bool {
        let token = tokens[index]
        return token.end - token.start >= word.utf8CodeUnitCount && matches(token.start, token.start + word.utf8CodeUnitCount, word)
    }

    func ends(_ index: Int, with word: StaticString) -> Bool {
        let token = tokens[index]
        return token.end - token.start >= word.utf8CodeUnitCount && matches(token.end - word.utf8CodeUnitCount, token.end, word)
    }

    /// `internlm2_5-7b`, `stablelm-2-1_6b`, `Llama-3_1-8B`: one digit, an underscore and one digit, after a word or a hyphen. Not
    /// `llama2_7b`, not `llama_2_7b`, not `esm2_t6_8M`, not `q4_0`.
    private mutating func markDecimals() {
        guard lower.count - nameStart >= 3 else { return }
        for index in (nameStart + 1)..<(lower.count - 1) where lower[index] == 0x5F {
            guard Self.isDigit(lower[index - 1]), Self.isDigit(lower[index + 1]) else { continue }
            let after = index + 2 < lower.count ? lower[index + 2] : 0x2D
            let before = index - 2 >= nameStart ? lower[index - 2] : 0x2D
            let closes = Self.isSeparator(after)
            if before == 0x2D {
                let closesSize = after == 0x62 && (index + 3 >= lower.count || Self.isSeparator(lower[index + 3]))
                if closes || closesSize { lower[index] = 0x2E }
            } else if Self.isLetter(before), closes {
                let isVersion = before == 0x76 && (index - 3 < nameStart || Self.isSeparator(lower[index - 3]))
                let isWord = index - 3 >= nameStart && Self.isLetter(lower[index - 3])
                let isQuantization = before == 0x71
                if isVersion || (isWord && !isQuantization) { lower[index] = 0x2E }
            }
        }
    }

    private mutating func split() {
        tokens.reserveCapacity(16)
        var start = nameStart
        var separator: UInt8 = 0
        for index in nameStart...lower.count {
            let isEnd = index == lower.count
            guard isEnd || separates(index) else { continue }
            if start < index { append(start, index, separator) }
            if tokens.count >= Self.maximumWords { return }
            separator = isEnd ? 0 : lower[index]
            start = index + 1
        }
    }

    private func separates(_ index: Int) -> Bool {
        let byte = lower[index]
        guard byte == 0x2E else { return Self.isSeparator(byte) }
        // A point between digits belongs to the number.
        return !(index > nameStart && index + 1 < lower.count && Self.isDigit(lower[index - 1]) && Self.isDigit(lower[index + 1]))
    }

    /// A token, or two where a size is glued to a word: `math14b`.
    private mutating func append(_ start: Int, _ end: Int, _ separator: UInt8) {
        if let size = gluedSize(start, end) {
            tokens.append(NameToken(self, start, size, separator))
            tokens.append(NameToken(self, size, end, NameToken.glue))
        } else {
            tokens.append(NameToken(self, start, end, separator))
        }
    }

    /// Where a size begins that follows three letters or more: `llama7b`, but not `laion2b`, which are pictures.
    private func gluedSize(_ start: Int, _ end: Int) -> Int? {
        guard end - start >= 5, lower[end - 1] == 0x62, Self.isDigit(lower[end - 2]) else { return nil }
        var digits = end - 2
        while digits > start, Self.isDigit(lower[digits - 1]) || lower[digits - 1] == 0x2E { digits -= 1 }
        guard digits - start >= 3, end - 1 - digits <= 4 else { return nil }
        for index in start..<digits where !Self.isLetter(lower[index]) { return nil }
        for word: StaticString in ["laion", "merged", "full", "datacomp", "dolma", "tokens", "pile", "step"]
        where matches(start, digits, word) { return nil }
        return digits
    }

    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
    static func isLetter(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7A }

    /// Anything that is no letter, digit, point or part of a UTF-8 sequence.
    static func isSeparator(_ byte: UInt8) -> Bool {
        !(isDigit(byte) || isLetter(byte) || byte == 0x2E || byte >= 0x80 || (byte >= 0x41 && byte <= 0x5A))
    }
}
