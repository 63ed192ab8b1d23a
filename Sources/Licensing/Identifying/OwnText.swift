/// The words of the file that is to be identified.
struct OwnText {
    let bytes: UnsafeBufferPointer<UInt8>
    let tokens: [LicenseToken]
    /// Places of the words that count, in `tokens`.
    let hard: [Int]
    /// The numbers of the words that count.
    let words: [UInt16]

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ prints: LicenseFingerprints) {
        self.bytes = bytes
        tokens = LicenseTokenizer.tokens(of: bytes)
        var hard: [Int] = []
        var words: [UInt16] = []
        hard.reserveCapacity(tokens.count)
        words.reserveCapacity(tokens.count)
        for (index, token) in tokens.enumerated() where !token.isSoft {
            hard.append(index)
            words.append(prints.number(of: token.hash))
        }
        self.hard = hard
        self.words = words
    }

    /// The words of the file, soft ones included, that a range of counting words spans.
    func tokenRange(_ range: Range<Int>) -> Range<Int> {
        guard !range.isEmpty else {
            let place = range.lowerBound < hard.count ? hard[range.lowerBound] : tokens.count
            return place..<place
        }
        return hard[range.lowerBound]..<hard[range.upperBound - 1] + 1
    }

    func byteRange(_ tokenRange: Range<Int>) -> Range<Int> {
        guard !tokenRange.isEmpty else {
            let place = tokenRange.lowerBound < tokens.count ? Int(tokens[tokenRange.lowerBound].start) : bytes.count
            return place..<place
        }
        return Int(tokens[tokenRange.lowerBound].start)..<Int(tokens[tokenRange.upperBound - 1].end)
    }

    /// Whether a few words are the same as those right before or after them.
    func repeatsNeighbours(_ range: Range<Int>) -> Bool {
        guard (1...3).contains(range.count) else { return false }
        func equals(_ other: Int) -> Bool {
            guard other >= 0, other + range.count <= hard.count else { return false }
            return range.allSatisfy { tokens[hard[$0]].hash == tokens[hard[other + $0 - range.lowerBound]].hash }
        }
        return equals(range.lowerBound - range.count) || equals(range.upperBound)
    }
}
