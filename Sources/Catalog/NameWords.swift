/// How a model's name is cut into words, so that people find it however they write it: `llama-3.2-1b` also as `llama3.2`, `MiniLM` also
/// as `mini lm`. One way for the text index, the search index and what is typed.
///
/// Works on bytes, because every model of a catalog passes here: letters of ASCII become lower case, those of Latin alphabets lose their marks
/// (`ü` is found as `u`), all others count as they stand.
public enum NameWords {
    /// The longest word that is kept; the rest of a longer one is not searched.
    public static let longest = 64

    /// Calls `body` with each word in lower case, in no order that means anything, some of them twice. The bytes are valid in the call only.
    public static func forEach(in name: UnsafeBufferPointer<UInt8>, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: longest) { word in
            func emit(_ range: Range<Int>) { emit(range, nil) }
            func emit(_ first: Range<Int>, _ second: Range<Int>?) {
                var count = 0
                for range in [first, second].compactMap({ $0 }) {
                    var index = range.lowerBound
                    while index < range.upperBound, count < longest {
                        if index + 1 < range.upperBound, let plain = unmarked(name[index], name[index + 1]) {
                            word[count] = plain
                            index += 1
                        } else {
                            word[count] = lowered(name[index])
                        }
                        index += 1
                        count += 1
                    }
                }
                if count > 0 { body(UnsafeBufferPointer(rebasing: word[..<count])) }
            }
            var before: Range<Int>?
            forEachSegment(of: name) { segment, followsSlash in
                emit(segment)
                forEachPiece(of: segment, in: name, emit)
                if !followsSlash, let before, isNumber(name[segment.lowerBound]), before.allSatisfy({ isLetter(name[$0]) }) {
                    emit(before, segment)
                }
                before = segment
            }
        }
    }

    /// The words of a name in one text, separated by spaces.
    static func joined(of name: String) -> String {
        var name = name
        var out: [UInt8] = []
        name.withUTF8 { bytes in
            forEach(in: bytes) { word in
                if !out.isEmpty { out.append(0x20) }
                out += word
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// What stands between signs; a point between two digits is no sign: `3.2` is one segment.
    private static func forEachSegment(of name: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>, _ followsSlash: Bool) -> Void) {
        var start = 0
        var followsSlash = true
        for index in 0...name.count {
            if index < name.count {
                let unit = name[index]
                if isLetter(unit) || isNumber(unit) { continue }
                let isDecimal =
                    unit == UInt8(ascii: ".") && index > start && isNumber(name[index - 1]) && index + 1 < name.count
                    && isNumber(name[index + 1])
                if isDecimal { continue }
            }
            if start < index { body(start..<index, followsSlash) }
            if start < index { followsSlash = false }
            if index < name.count, name[index] == UInt8(ascii: "/") { followsSlash = true }
            start = index + 1
        }
    }

    /// `MiniLM` as `mini`, `lm`; `Qwen2.5` as `qwen`, `2.5`; `7b` stays: a number and its unit are one word.
    private static func forEachPiece(of segment: Range<Int>, in name: UnsafeBufferPointer<UInt8>, _ body: (Range<Int>) -> Void) {
        var start = segment.lowerBound
        for index in segment.dropFirst() {
            let next = index + 1 < segment.upperBound ? name[index + 1] : nil
            guard isBoundary(name[index - 1], name[index], next: next) else { continue }
            body(start..<index)
            start = index
        }
        if start > segment.lowerBound { body(start..<segment.upperBound) }
    }

    private static func isBoundary(_ left: UInt8, _ right: UInt8, next: UInt8?) -> Bool {
        if isLetter(left) && isNumber(right) { return true }
        if isLetter(left) && !isUpper(left) && isUpper(right) { return true }
        // The last capital of a run begins the next word: GPTNeo is GPT and Neo.
        return isUpper(left) && isUpper(right) && next.map { isLetter($0) && !isUpper($0) } == true
    }

    /// The letter below the mark, for U+00C0 to U+017F (two bytes in UTF-8); nil for what is no letter with a mark.
    private static func unmarked(_ lead: UInt8, _ tail: UInt8) -> UInt8? {
        guard (0xC3...0xC5).contains(lead), tail & 0xC0 == 0x80 else { return nil }
        let plain = marked[(Int(lead & 0x1F) << 6 | Int(tail & 0x3F)) - 0xC0]
        return plain == UInt8(ascii: ".") ? nil : plain
    }

    /// By code point from U+00C0, a point for what has no ASCII letter below it.
    private static let marked = Array(
        ("aaaaaa.ceeeeiiii.nooooo..uuuuy..aaaaaa.ceeeeiiii.nooooo..uuuuy.y"
            + "aaaaaaccccccccdd..eeeeeeeeeegggggggghh..iiiiiiiii...jjkk.llllll."
            + "...nnnnnn...oooooo..rrrrrrsssssssstttt..uuuuuuuuuuuuwwyyyzzzzzz.").utf8)

    private static func lowered(_ unit: UInt8) -> UInt8 { isUpper(unit) ? unit | 0x20 : unit }
    private static func isNumber(_ unit: UInt8) -> Bool { (0x30...0x39).contains(unit) }
    private static func isUpper(_ unit: UInt8) -> Bool { (0x41...0x5A).contains(unit) }
    private static func isLetter(_ unit: UInt8) -> Bool { (0x61...0x7A).contains(unit | 0x20) || unit >= 0x80 }
}
