/// Cuts the bytes of a claim into tokens.
struct ClaimScanner {
    let bytes: ArraySlice<UInt8>
    private(set) var tokens: [ClaimToken] = []
    private(set) var folded: [UInt8] = []
    private(set) var isTruncated = false
    private var position: Int
    private var gap: ClaimToken.Gap = []

    init(bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
        position = bytes.startIndex
        tokens.reserveCapacity(16)
        folded.reserveCapacity(bytes.count)
    }

    mutating func scan() {
        while position < bytes.endIndex {
            guard tokens.count < ClaimText.tokenLimit else {
                isTruncated = true
                break
            }
            switch bytes[position] {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
                if !scanLink() { scanWord() }
            case UInt8(ascii: "0")...UInt8(ascii: "9"): scanNumber()
            case UInt8(ascii: "+"):
                append(.plus, "+", folding: [UInt8(ascii: "+")], from: position, to: position + 1)
                position += 1
            case 0..<0x80:
                gap.formUnion(Self.sign(bytes[position]))
                position += 1
            default: scanBeyondASCII()
            }
        }
        joinVersions()
    }

    private static func sign(_ byte: UInt8) -> ClaimToken.Gap {
        switch byte {
        case UInt8(ascii: " "), 0x09: .space
        case UInt8(ascii: "-"): .dash
        case UInt8(ascii: "_"): .underscore
        case UInt8(ascii: ","): .comma
        case UInt8(ascii: ";"): .semicolon
        case UInt8(ascii: "/"), UInt8(ascii: "\\"): .slash
        case UInt8(ascii: "|"): .pipe
        case UInt8(ascii: "&"): .ampersand
        case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"): .open
        case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): .close
        case UInt8(ascii: ":"): .colon
        case 0x0A, 0x0D: .line
        case UInt8(ascii: ">"): .greater
        default: .other
        }
    }

    private mutating func append(_ kind: ClaimToken.Kind, _ text: String, folding: some Collection<UInt8>, from start: Int, to end: Int) {
        if !gap.isEmpty, !folded.isEmpty { folded.append(UInt8(ascii: "-")) }
        let foldedStart = folded.count
        folded.append(contentsOf: folding)
        tokens.append(
            ClaimToken(
                kind: kind, text: text, gap: tokens.isEmpty ? gap.union(.space) : gap, folded: foldedStart..<folded.count,
                source: start..<end))
        gap = []
    }

    /// `M.I.T.`, `U.S.`: single letters with points between them are one word.
    private mutating func scanInitials() -> Bool {
        let isLetter = { (byte: UInt8) in (0x61...0x7A).contains(byte | 0x20) }
        var end = position
        var letters: [UInt8] = []
        while end + 1 < bytes.endIndex, isLetter(bytes[end]), bytes[end + 1] == UInt8(ascii: ".") {
            letters.append(bytes[end] | 0x20)
            end += 2
        }
        guard !letters.isEmpty else { return false }
        if end < bytes.endIndex, isLetter(bytes[end]) {
            if end + 1 < bytes.endIndex, isLetter(bytes[end + 1]) { return false }
            letters.append(bytes[end] | 0x20)
            end += 1
        }
        guard letters.count > 1 else { return false }
        append(.word, String(decoding: letters, as: UTF8.self), folding: letters, from: position, to: end)
        position = end
        return true
    }

    private mutating func scanWord() {
        if scanInitials() { return }
        let start = position
        var letters: [UInt8] = []
        letters.reserveCapacity(16)
        while position < bytes.endIndex {
            let byte = bytes[position]
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"): letters.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): letters.append(byte | 0x20)
            case 0x80...:
                guard let (scalar, length) = scalar(at: position) else { return finishWord(letters, start) }
                if let latin = LatinLetters.plain(scalar) {
                    letters.append(contentsOf: latin.utf8)
                } else if !LatinLetters.isIgnored(scalar) {
                    return finishWord(letters, start)
                }
                position += length
                continue
            // The p of `4p0` is not here: it stands behind a number. `l'utilisation` and `d'` keep their parts apart.
            default: return finishWord(letters, start)
            }
            position += 1
        }
        finishWord(letters, start)
    }

    private mutating func finishWord(_ letters: [UInt8], _ start: Int) {
        guard !letters.isEmpty else {
            // Only marks that are ignored, or a broken byte.
            if position == start { position += 1 }
            return
        }
        var text = letters[...]
        // `gplv3`: the v belongs to the number.
        if text.count > 2, text.last == UInt8(ascii: "v"), position < bytes.endIndex, (0x30...0x39).contains(bytes[position]) {
            text = text.dropLast()
        }
        append(.word, String(decoding: text, as: UTF8.self), folding: letters, from: start, to: position)
    }

    private mutating func scanNumber() {
        let start = position
        while position < bytes.endIndex {
            let byte = bytes[position]
            let isDigit = (0x30...0x39).contains(byte)
            let isPoint =
                byte == UInt8(ascii: ".") && position + 1 < bytes.endIndex && (0x30...0x39).contains(bytes[position + 1])
            guard isDigit || isPoint else { break }
            position += 1
        }
        let digits = bytes[start..<position]
        // `4p0` of some data set loaders.
        if digits.count == 1, position + 1 < bytes.endIndex, bytes[position] == UInt8(ascii: "p"),
            (0x30...0x39).contains(bytes[position + 1])
        {
            let end = position + 2
            append(
                .number, String(decoding: [bytes[start], UInt8(ascii: "."), bytes[position + 1]], as: UTF8.self),
                folding: bytes[start..<end],
                from: start, to: end)
            position = end
            return
        }
        append(.number, String(decoding: digits, as: UTF8.self), folding: digits, from: start, to: position)
    }

    /// `https://…`, `www.…`, or `name.tld/…`. False: no address starts here.
    private mutating func scanLink() -> Bool {
        // Inside of a word no address starts.
        if let last = tokens.last, last.source.upperBound == position, last.kind != .foreign { return false }
        var end = position
        var lastPoint: Int?
        while end < bytes.endIndex {
            let byte = bytes[end]
            if byte == UInt8(ascii: ".") { lastPoint = end }
            guard byte < 0x80, isNameByte(byte) else { break }
            end += 1
        }
        guard end < bytes.endIndex else { return lastPoint != nil && hasPrefix("www.") && takeLink(from: end) }
        if bytes[end] == UInt8(ascii: ":") {
            guard hasPrefix("http://") || hasPrefix("https://") || hasPrefix("git://") || hasPrefix("ftp://") else { return false }
            return takeLink(from: end)
        }
        guard let lastPoint, lastPoint > position else { return false }
        if hasPrefix("www.") { return takeLink(from: end) }
        let domain = bytes[(lastPoint + 1)..<end]
        guard bytes[end] == UInt8(ascii: "/"), (2...6).contains(domain.count),
            domain.allSatisfy({ ($0 | 0x20) >= 0x61 && ($0 | 0x20) <= 0x7A })
        else { return false }
        return takeLink(from: end)
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "-"): true
        default: false
        }
    }

    private func hasPrefix(_ prefix: StaticString) -> Bool {
        let length = prefix.utf8CodeUnitCount
        guard position + length <= bytes.endIndex else { return false }
        return prefix.withUTF8Buffer { prefix in
            zip(prefix, bytes[position..<(position + length)]).allSatisfy { $0 == $1 || $0 == ($1 | 0x20) }
        }
    }

    private mutating func takeLink(from: Int) -> Bool {
        let start = position
        var end = from
        scan: while end < bytes.endIndex {
            switch bytes[end] {
            case 0...0x20, UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: ">"), UInt8(ascii: "<"), UInt8(ascii: "\""),
                UInt8(ascii: "'"),
                UInt8(ascii: "`"), UInt8(ascii: "|"), UInt8(ascii: "}"), UInt8(ascii: ";"):
                break scan
            // Full-width signs end an address in Chinese and Japanese text.
            case 0xE3, 0xEF: break scan
            default: end += 1
            }
        }
        while end > start, bytes[end - 1] == UInt8(ascii: ".") || bytes[end - 1] == UInt8(ascii: ",") { end -= 1 }
        append(.link, String(decoding: bytes[start..<end], as: UTF8.self), folding: [UInt8](), from: start, to: end)
        position = end
        return true
    }

    private mutating func scanBeyondASCII() {
        guard let (first, firstLength) = scalar(at: position) else {
            gap.insert(.other)
            position += 1
            return
        }
        if let sign = LatinLetters.sign(first) {
            gap.formUnion(sign)
            position += firstLength
            return
        }
        if LatinLetters.isIgnored(first) {
            position += firstLength
            return
        }
        if LatinLetters.plain(first) != nil { return scanWord() }
        if let ascii = LatinLetters.narrow(first) {
            // `ＭＩＴ`: rare enough to be read letter by letter.
            let kind: ClaimToken.Kind = (0x30...0x39).contains(ascii) ? .number : ascii == UInt8(ascii: "+") ? .plus : .word
            let lowered = (0x41...0x5A).contains(ascii) ? ascii | 0x20 : ascii
            extendNarrow(kind, lowered, length: firstLength)
            return
        }
        let start = position
        var text = String.UnicodeScalarView()
        while let (scalar, length) = scalar(at: position), LatinLetters.isForeignLetter(scalar) {
            text.append(LatinLetters.lowered(scalar))
            position += length
        }
        guard position > start else {
            gap.insert(.other)
            position += firstLength
            return
        }
        let word = String(text)
        if let words = ClaimWords.translated[word] {
            // A word that stands alone and means what names are spelt with: `Apache许可证2.0` is `Apache license 2.0`.
            for plain in words { append(.word, plain, folding: plain.utf8, from: start, to: position) }
        } else {
            append(.foreign, word, folding: word.utf8, from: start, to: position)
        }
    }

    private mutating func extendNarrow(_ kind: ClaimToken.Kind, _ byte: UInt8, length: Int) {
        let start = position
        position += length
        if gap.isEmpty, kind != .plus, let last = tokens.last, last.kind == kind, last.source.upperBound == start {
            folded.append(byte)
            tokens[tokens.count - 1].text.append(Character(Unicode.Scalar(byte)))
            tokens[tokens.count - 1].folded = last.folded.lowerBound..<folded.count
            tokens[tokens.count - 1].source = last.source.lowerBound..<position
        } else {
            append(kind, String(Character(Unicode.Scalar(byte))), folding: [byte], from: start, to: position)
        }
    }

    /// nil for a broken sequence.
    private func scalar(at index: Int) -> (Unicode.Scalar, Int)? {
        guard index < bytes.endIndex, bytes[index] >= 0x80 else { return nil }
        let lead = bytes[index]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 0
        guard length > 0, index + length <= bytes.endIndex else { return nil }
        var value = UInt32(lead & (0x7F >> UInt8(length)))
        for next in bytes[(index + 1)..<(index + length)] {
            guard next & 0xC0 == 0x80 else { return nil }
            value = value << 6 | UInt32(next & 0x3F)
        }
        return Unicode.Scalar(value).map { ($0, length) }
    }

    /// `2_0`, `2-0`: a version whose point was replaced. Not `3-8b` and not `2-clause`.
    private mutating func joinVersions() {
        guard tokens.count > 1 else { return }
        var index = tokens.count - 1
        while index > 0 {
            let left = tokens[index - 1]
            let right = tokens[index]
            let isFree = index + 1 == tokens.count || !tokens[index + 1].isGlued || tokens[index + 1].kind == .plus
            if left.kind == .number, right.kind == .number, right.gap == .underscore || right.gap == .dash, isFree,
                left.text.utf8.count == 1,
                right.text.utf8.count == 1
            {
                tokens[index - 1].text += "." + right.text
                tokens[index - 1].folded = left.folded.lowerBound..<right.folded.upperBound
                tokens[index - 1].source = left.source.lowerBound..<right.source.upperBound
                tokens.remove(at: index)
            }
            index -= 1
        }
    }
}
