/// Finds the known texts that share many telling pairs of words with a given one.
///
/// A pair weighs more the fewer texts have it; pairs that nearly all texts have are left out.
struct TextIndex: Sendable {
    private var pairs: PairTable
    /// Texts that have pair p: `postings[starts[p]..<starts[p + 1]]`.
    private var starts: [UInt32]
    private var postings: [UInt16]
    private var weights: [Float]
    /// Sum of the weights of a text's pairs.
    private var totals: [Float]
    private static let unknownPairWeight: Float = 6

    init(_ prints: LicenseFingerprints) {
        let total = prints.texts.reduce(0) { $0 + $1.tokens.count }
        var pairs = PairTable(capacity: total / 2 + 16)
        var counts: [UInt32] = []
        var lastText: [Int32] = []
        var sequence: [(pair: UInt32, text: UInt16)] = []
        sequence.reserveCapacity(total)
        for (number, text) in prints.texts.enumerated() {
            for index in text.tokens.dropLast() {
                let pair = Int(pairs.insert(Self.key(prints.tokens[index], prints.tokens[index + 1])))
                if pair == counts.count {
                    counts.append(0)
                    lastText.append(-1)
                }
                if lastText[pair] != Int32(number) {
                    lastText[pair] = Int32(number)
                    counts[pair] += 1
                    sequence.append((UInt32(pair), UInt16(number)))
                }
            }
        }
        var starts = [UInt32](repeating: 0, count: counts.count + 1)
        for index in counts.indices { starts[index + 1] = starts[index] + counts[index] }
        var next = starts
        var postings = [UInt16](repeating: 0, count: sequence.count)
        for entry in sequence {
            postings[Int(next[Int(entry.pair)])] = entry.text
            next[Int(entry.pair)] += 1
        }
        let texts = Float(max(prints.texts.count, 1))
        let weights = counts.map { count in
            Float(count) > max(texts / 3, 40) ? 0 : 1 + Self.log2(texts / Float(count)) * 0.5
        }
        var totals = [Float](repeating: 0, count: prints.texts.count)
        for entry in sequence { totals[Int(entry.text)] += weights[Int(entry.pair)] }
        self.pairs = pairs
        self.starts = starts
        self.postings = postings
        self.weights = weights
        self.totals = totals
    }

    /// One text worth comparing word by word.
    struct Candidate {
        var text: Int
        /// Likeness of the wholes, 0…1.
        var likeness: Float
        /// How much of the known text is in the given one, 0…1.
        var containment: Float
    }

    /// The texts most like the words, and those that are most likely inside of them; best first, at most `2 * limit`.
    func candidates(for words: ArraySlice<UInt16>, limit: Int) -> [Candidate] {
        var scores = [Float](repeating: 0, count: totals.count)
        var seen = [Bool](repeating: false, count: weights.count)
        var own: Float = 0
        var index = words.startIndex
        while index + 1 < words.endIndex {
            if words[index] != 0, words[index + 1] != 0, let pair = pairs.find(Self.key(words[index], words[index + 1])).map(Int.init) {
                if !seen[pair] {
                    seen[pair] = true
                    let weight = weights[pair]
                    if weight > 0 {
                        own += weight
                        for place in Int(starts[pair])..<Int(starts[pair + 1]) { scores[Int(postings[place])] += weight }
                    }
                }
            } else {
                own += Self.unknownPairWeight / 2
            }
            index += 1
        }
        var all: [Candidate] = []
        for (text, score) in scores.enumerated() where score > 0 {
            let containment = score / max(totals[text], 1)
            let likeness = 2 * score / (own + max(totals[text], 1))
            if likeness > 0.15 || containment > 0.4 { all.append(Candidate(text: text, likeness: likeness, containment: containment)) }
        }
        let like = all.sorted { ($0.likeness, $1.text) > ($1.likeness, $0.text) }.prefix(limit)
        let inside = all.filter { candidate in candidate.containment > 0.5 && !like.contains { $0.text == candidate.text } }
            .sorted { $0.containment * totals[$0.text].squareRoot() > $1.containment * totals[$1.text].squareRoot() }.prefix(limit)
        return Array(like) + inside
    }

    @inline(__always)
    private static func key(_ first: UInt16, _ second: UInt16) -> UInt32 { UInt32(first) << 16 | UInt32(second) }

    /// Good enough for weights, and without a C library.
    private static func log2(_ value: Float) -> Float { Float(value.exponent) + (value.significand - 1) }
}

/// Numbers pairs of words in the order of their first appearance.
struct PairTable: Sendable {
    private var keys: [UInt32]
    private var values: [UInt32]
    private var mask: Int
    private(set) var count: UInt32 = 0

    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = [UInt32](repeating: 0, count: size)
        values = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    @inline(__always)
    private func slot(_ key: UInt32) -> Int {
        var slot = Int((UInt64(key) &* 0x9e37_79b9_7f4a_7c15) >> 32) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    func find(_ key: UInt32) -> UInt32? {
        let slot = slot(key)
        return keys[slot] == 0 ? nil : values[slot]
    }

    /// The number of the key; its keys are never 0, for word numbers begin at 1.
    mutating func insert(_ key: UInt32) -> UInt32 {
        if Int(count) * 2 >= mask { grow() }
        let slot = slot(key)
        if keys[slot] == 0 {
            keys[slot] = key
            values[slot] = count
            count += 1
        }
        return values[slot]
    }

    private mutating func grow() {
        var larger = PairTable(capacity: keys.count)
        for index in keys.indices where keys[index] != 0 {
            let slot = larger.slot(keys[index])
            larger.keys[slot] = keys[index]
            larger.values[slot] = values[index]
        }
        larger.count = count
        self = larger
    }
}
