/// Finds the models whose names and tags hold every word that was typed; the last word may go on (`1b-inst` finds `1b-instruct`).
struct TextMatcher {
    let index: SearchIndex

    func models(for text: SearchText) -> Bitmap {
        var result: Bitmap?
        for (position, word) in text.words.enumerated() {
            for (part, segment) in word.segments.enumerated() {
                let isLast = position == text.words.count - 1 && part == word.segments.count - 1
                let found = models(for: segment, mayGoOn: isLast)
                if result == nil { result = found } else { result?.formIntersection(found) }
            }
        }
        return result ?? Bitmap(count: index.count)
    }

    private func models(for segment: SearchText.Segment, mayGoOn: Bool) -> Bitmap {
        var found = models(for: segment.text, mayGoOn: mayGoOn)
        guard segment.pieces.count > 1 else { return found }
        var pieces: Bitmap?
        for (position, piece) in segment.pieces.enumerated() {
            let part = models(for: piece, mayGoOn: mayGoOn && position == segment.pieces.count - 1)
            if pieces == nil { pieces = part } else { pieces?.formIntersection(part) }
        }
        if let pieces { found.formUnion(pieces) }
        return found
    }

    /// Lists of words that follow one another lie behind one another: a beginning of a word is one span of memory.
    private func models(for word: [UInt8], mayGoOn: Bool) -> Bitmap {
        var found = Bitmap(count: index.count)
        let terms = range(of: word, in: index.terms, mayGoOn)
        found.insert(span(terms, of: index.termModels))
        for tag in span(range(of: word, in: index.tagWords, mayGoOn), of: index.tagWordTags) {
            found.insert(index.tagModels[Int(tag)])
        }
        return found
    }

    private func range(of word: [UInt8], in table: TextTable, _ mayGoOn: Bool) -> Range<Int> {
        if mayGoOn { return table.range(beginningWith: word) }
        return table.index(of: word).map { $0..<($0 + 1) } ?? 0..<0
    }

    private func span(_ range: Range<Int>, of table: ListTable) -> UnsafeBufferPointer<UInt32> {
        guard !range.isEmpty else { return UnsafeBufferPointer(start: nil, count: 0) }
        let (first, last) = (table.range(range.lowerBound), table.range(range.upperBound - 1))
        guard first.lowerBound <= last.upperBound else { return UnsafeBufferPointer(start: nil, count: 0) }
        return UnsafeBufferPointer(rebasing: table.values.values[first.lowerBound..<last.upperBound])
    }

    /// Models whose name holds `part`, letter case of ASCII ignored.
    func models(withNamePart part: String) -> Bitmap {
        let needle = Array(part.lowercased().utf8)
        let (offsets, bytes) = (index.names.offsets.values, index.names.bytes.values)
        // No name is longer.
        guard !needle.isEmpty, needle.count <= 256, let first = needle.first, offsets.count > index.count else {
            return Bitmap(count: index.count)
        }
        let upper = (0x61...0x7A).contains(first) ? first & 0xDF : first
        return Bitmap.filter(count: index.count) { ordinal in
            let (start, end) = (Int(offsets[ordinal]), min(Int(offsets[ordinal + 1]), bytes.count))
            var position = start
            while position + needle.count <= end {
                if bytes[position] == first || bytes[position] == upper {
                    var length = 1
                    while length < needle.count, Self.lowered(bytes[position + length]) == needle[length] { length += 1 }
                    if length == needle.count { return true }
                }
                position += 1
            }
            return false
        }
    }

    private static func lowered(_ unit: UInt8) -> UInt8 { (0x41...0x5A).contains(unit) ? unit | 0x20 : unit }
}
