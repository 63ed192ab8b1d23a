/// Turns bytes into words in one pass, without what licence copies differ in: case, quotes, dashes, bullets, Markdown, HTML, comment
/// marks, line breaks, hyphenation. Never fails: invalid UTF-8 is read as Windows-1252.
///
/// What can't be decided word by word (copyright lines, list numbers) is marked soft by `SoftPassages`.
struct LicenseTokenizer {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private(set) var tokens: [LicenseToken] = []
    private var startsLine = true
    private var startsSentence = true

    /// - Parameter bytes: at most 4 GiB.
    static func tokens(of bytes: UnsafeBufferPointer<UInt8>) -> [LicenseToken] {
        var tokenizer = LicenseTokenizer(bytes)
        tokenizer.run()
        SoftPassages.mark(&tokenizer.tokens)
        return tokenizer.tokens
    }

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        tokens.reserveCapacity(bytes.count / 5)
    }

    private mutating func run() {
        let classes = ByteClass.table
        while position < bytes.count {
            let byte = bytes[position]
            switch classes[Int(byte)] {
            case .letter, .digit: readWord()
            case .newline: readNewline()
            case .tag: position = Markup.endOfTag(bytes, at: position) ?? position + 1
            case .entity: position += Markup.entity(bytes, at: position)?.length ?? 1
            case .separator:
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ":") { startsSentence = true }
                position += 1
            case .high: readHigh()
            }
        }
    }

    private mutating func readNewline() {
        // An empty line ends a sentence, whatever its last mark is.
        if startsLine { startsSentence = true }
        startsLine = true
        position += 1
    }

    private mutating func readHigh() {
        let scalar = LooseScalar(bytes, at: position)
        if scalar.isIdeograph {
            var hash = WordHash()
            for offset in 0..<scalar.length { hash.add(bytes[position + offset]) }
            append(hash.value, from: position, to: position + scalar.length, flags: .ideograph)
            position += scalar.length
        } else if scalar.isLetter {
            readWord()
        } else {
            position += scalar.length
        }
    }

    private mutating func readWord() {
        let start = position
        if let end = addressEnd(from: start) { return readAddress(from: start, to: end) }
        var hash = WordHash()
        var flags = LicenseToken.Flags()
        var previousIsDigit = false
        let classes = ByteClass.table
        scan: while position < bytes.count {
            let byte = bytes[position]
            switch classes[Int(byte)] {
            case .letter:
                hash.add(byte | 0x20)
                previousIsDigit = false
                position += 1
            case .digit:
                hash.add(byte)
                flags.insert(.hasDigit)
                previousIsDigit = true
                position += 1
            case .high:
                let scalar = LooseScalar(bytes, at: position)
                if scalar.isLetter {
                    if let plain = scalar.plainLetter {
                        hash.add(plain)
                    } else {
                        for offset in 0..<scalar.length { hash.add(bytes[position + offset]) }
                    }
                    previousIsDigit = false
                    position += scalar.length
                } else if scalar.isApostrophe || scalar.isJoiner, isWordByte(at: position + scalar.length) {
                    position += scalar.length
                } else {
                    break scan
                }
            case .entity:
                guard let entity = Markup.entity(bytes, at: position), entity.isApostrophe, isWordByte(at: position + entity.length)
                else { break scan }
                position += entity.length
            case .separator:
                guard let next = joined(byte, previousIsDigit: previousIsDigit, hash: &hash) else { break scan }
                position = next
            case .newline, .tag: break scan
            }
        }
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") || bytes[position] == UInt8(ascii: "@"),
            let end = hostEnd(from: start)
        {
            return readAddress(from: start, to: end)
        }
        if isEnclosed(from: start, to: position) { flags.insert(.enclosed) }
        append(hash.value, from: start, to: position, flags: flags)
    }

    /// Where the word goes on after a mark inside it: `3.1`, `700,000`, `licensor's`, `non-commercial`, `non-` at a line's end.
    private func joined(_ byte: UInt8, previousIsDigit: Bool, hash: inout WordHash) -> Int? {
        let next = position + 1
        guard next < bytes.count else { return nil }
        let nextIsDigit = ByteClass.table[Int(bytes[next])] == .digit
        switch byte {
        case UInt8(ascii: "."):
            guard previousIsDigit, nextIsDigit else { return nil }
            hash.add(byte)
            return next
        case UInt8(ascii: ","):
            return previousIsDigit && nextIsDigit ? next : nil
        case UInt8(ascii: "'"):
            return isWordByte(at: next) ? next : nil
        case UInt8(ascii: "-"):
            if isWordByte(at: next) { return next }
            return previousIsDigit ? nil : continuation(from: next)
        default: return nil
        }
    }

    /// The first letter of the next line, if a word was cut here and goes on in lower case.
    private func continuation(from start: Int) -> Int? {
        var index = start
        var lines = 0
        while index < bytes.count, index - start < 80 {
            switch bytes[index] {
            case 0x0a: lines += 1
            case 0x0d, UInt8(ascii: " "), 0x09: break
            case UInt8(ascii: "*"), UInt8(ascii: "#"), UInt8(ascii: "/"), UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "%"):
                if lines == 0 { return nil }
            case UInt8(ascii: "a")...UInt8(ascii: "z"): return lines == 1 ? index : nil
            default: return nil
            }
            index += 1
        }
        return nil
    }

    private func isWordByte(at index: Int) -> Bool {
        guard index < bytes.count else { return false }
        switch ByteClass.table[Int(bytes[index])] {
        case .letter, .digit: return true
        case .high: return LooseScalar(bytes, at: index).isLetter
        default: return false
        }
    }

    /// A short word that looks like a list number: `(a)`, `1.`, `iv)`.
    private func isEnclosed(from start: Int, to end: Int) -> Bool {
        guard end - start <= 5, end < bytes.count else { return false }
        let closing = bytes[end]
        let opened = start > 0 && (bytes[start - 1] == UInt8(ascii: "(") || bytes[start - 1] == UInt8(ascii: "["))
        if closing == UInt8(ascii: ")") || closing == UInt8(ascii: "]") { return opened || startsLine }
        guard closing == UInt8(ascii: ".") else {
            // `1.1 Definitions`: such a number is bare, so only at the start of a line does it number something.
            return startsLine && startsSentence && (closing == UInt8(ascii: " ") || closing == 0x09)
        }
        // "version 3.1." and "Model 2." end sentences with numbers that matter.
        guard startsLine || startsSentence else { return false }
        guard end + 1 < bytes.count else { return true }
        let after = bytes[end + 1]
        return after == UInt8(ascii: " ") || after == 0x09 || after == 0x0a || after == 0x0d || after >= 0x80
            || after == UInt8(ascii: "*") || after == UInt8(ascii: "<") || after == UInt8(ascii: "_")
    }

    // MARK: - Addresses

    private static let schemes: [[UInt8]] = ["https://", "http://", "www.", "ftp://"].map { Array($0.utf8) }

    private func addressEnd(from start: Int) -> Int? {
        switch bytes[start] | 0x20 {
        case UInt8(ascii: "h"), UInt8(ascii: "w"), UInt8(ascii: "f"): break
        default: return nil
        }
        guard let scheme = Self.schemes.first(where: { has($0, at: start) }) else { return nil }
        let end = addressBody(from: start)
        return end > start + scheme.count ? end : nil
    }

    private func addressBody(from start: Int) -> Int {
        var end = start
        scan: while end < bytes.count, end - start < 2048 {
            switch bytes[end] {
            case 0...0x20, UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: ")"),
                UInt8(ascii: "]"), UInt8(ascii: "}"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "|"), 0x80...0xff:
                break scan
            default: end += 1
            }
        }
        while end > start, [UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":")].contains(bytes[end - 1]) {
            end -= 1
        }
        return end
    }

    /// The end of `host.example/path` or `name@host.example`, which began as a word; nil for other words with a dot.
    private func hostEnd(from start: Int) -> Int? {
        var index = start
        var labelStart = start
        var isMail = false
        while index < bytes.count, index - start < 256 {
            let byte = bytes[index]
            let kind = ByteClass.table[Int(byte)]
            if kind == .letter || kind == .digit || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") {
                index += 1
            } else if byte == UInt8(ascii: "@"), !isMail, index > start {
                isMail = true
                index += 1
                labelStart = index
            } else if byte == UInt8(ascii: "."), index + 1 < bytes.count, ByteClass.table[Int(bytes[index + 1])] == .letter {
                index += 1
                labelStart = index
            } else {
                break
            }
        }
        let length = index - labelStart
        guard labelStart > start, (2...6).contains(length) else { return nil }
        if isMail { return index }
        guard index < bytes.count, bytes[index] == UInt8(ascii: "/") else { return nil }
        return addressBody(from: index)
    }

    private func has(_ word: [UInt8], at start: Int) -> Bool {
        guard start + word.count <= bytes.count else { return false }
        for offset in 0..<word.count {
            let byte = bytes[start + offset]
            let folded = ByteClass.table[Int(byte)] == .letter ? byte | 0x20 : byte
            if folded != word[offset] { return false }
        }
        return true
    }

    private mutating func readAddress(from start: Int, to end: Int) {
        var hash = WordHash()
        var from = start
        for scheme in Self.schemes where has(scheme, at: from) && from + scheme.count < end { from += scheme.count }
        var to = end
        while to > from, bytes[to - 1] == UInt8(ascii: "/") { to -= 1 }
        for index in from..<to { hash.add(bytes[index] >= 0x41 && bytes[index] <= 0x5a ? bytes[index] | 0x20 : bytes[index]) }
        append(hash.value, from: start, to: end, flags: [.address, .soft])
        position = end
    }

    private mutating func append(_ hash: UInt32, from start: Int, to end: Int, flags: LicenseToken.Flags) {
        var flags = flags
        if startsLine {
            startsLine = false
            // Comment marks that are words: m4 and BASIC.
            if hash == Words.dnl || hash == Words.rem { return }
            flags.insert(.startsLine)
        }
        if startsSentence {
            flags.insert(.startsSentence)
            startsSentence = false
        }
        tokens.append(LicenseToken(hash: Words.canonical(hash), start: UInt32(start), end: UInt32(end), flags: flags))
    }
}
