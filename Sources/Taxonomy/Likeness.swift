/// How far a word is from another, for "did you mean".
enum Likeness {
    /// Insertions, deletions, changes and swaps of neighbours (optimal string alignment), by bytes; nil: more than `limit`.
    static func distance(_ left: [UInt8], _ right: [UInt8], limit: Int) -> Int? {
        guard abs(left.count - right.count) <= limit else { return nil }
        var before = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in 0..<left.count {
            var current = [row + 1]
            current.reserveCapacity(right.count + 1)
            for column in 0..<right.count {
                var best = min(last[column + 1] + 1, current[column] + 1, last[column] + (left[row] == right[column] ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    best = min(best, before[column - 1] + 1)
                }
                current.append(best)
            }
            if current.allSatisfy({ $0 > limit }) { return nil }
            before = last
            last = current
        }
        return last[right.count] <= limit ? last[right.count] : nil
    }

    /// The values of the nearest words, each once, nearest first, at most `limit`: words a third of whose letters are typed wrong at most,
    /// words that begin so, and words of which this is one part.
    static func nearest<Value: Equatable>(to text: String, among words: [(word: String, value: Value)], limit: Int) -> [Value] {
        guard let folded = Spelling.fold(text) else { return [] }
        let asked = Array(folded.utf8)
        let most = max(1, asked.count / 3)
        var found: [(rank: Int, order: Int, value: Value)] = []
        for (order, entry) in words.enumerated() {
            let word = Array(entry.word.utf8)
            if let distance = distance(asked, word, limit: most) {
                found.append((distance * 2, order, entry.value))
            } else if asked.count >= 3, word.starts(with: asked) {
                found.append((3, order, entry.value))
            } else if asked.count >= 3, word.split(separator: UInt8(ascii: "-")).contains(where: { $0.elementsEqual(asked) }) {
                found.append((5, order, entry.value))
            }
        }
        var nearest: [Value] = []
        for candidate in found.sorted(by: { ($0.rank, $0.order) < ($1.rank, $1.order) }) where nearest.count < limit {
            if !nearest.contains(candidate.value) { nearest.append(candidate.value) }
        }
        return nearest
    }
}
