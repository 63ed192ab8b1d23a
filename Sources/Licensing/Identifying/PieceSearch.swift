/// Finds the known texts in a file, the largest first, then those in what is left before and after it.
struct PieceSearch {
    struct Found {
        var comparison: TextComparison
        var verdict: PieceVerdict
        var isAmbiguous: Bool
    }

    private let identifier: TextIdentifier
    private let own: OwnText
    private let partLimit: Int
    private(set) var parts: [Found] = []
    /// Counting words that belong to no known text, in the order of the file.
    private(set) var leftovers: [Range<Int>] = []
    private(set) var isIncomplete = false
    private(set) var bestScore = 0.0
    private var ranked: [LicenseID: Double] = [:]
    /// Words that may still be looked at: bounds the time for files of many licences.
    private var budget: Int

    init(_ identifier: TextIdentifier, _ own: OwnText, partLimit: Int) {
        self.identifier = identifier
        self.own = own
        self.partLimit = partLimit
        budget = 400_000 + 4 * own.words.count
    }

    mutating func run(_ whole: Range<Int>) {
        var pieces = [whole]
        while let piece = pieces.popLast() {
            guard piece.count >= TextIdentifier.shortestText else {
                if !piece.isEmpty { leftovers.append(piece) }
                continue
            }
            guard parts.count < partLimit, budget > 0 else {
                isIncomplete = true
                leftovers.append(piece)
                continue
            }
            guard let found = best(in: piece) else {
                leftovers.append(piece)
                continue
            }
            parts.append(found)
            let window = found.comparison.window
            pieces.append(window.upperBound..<piece.upperBound)
            pieces.append(piece.lowerBound..<window.lowerBound)
        }
        parts.sort { $0.comparison.window.lowerBound < $1.comparison.window.lowerBound }
        leftovers.sort { $0.lowerBound < $1.lowerBound }
    }

    /// What the file is like, best first.
    func candidates(limit: Int) -> [TextIdentification.Candidate] {
        ranked.map { TextIdentification.Candidate(id: $0.key, score: ($0.value * 10_000).rounded() / 10_000) }
            .sorted { ($1.score, $0.id) < ($0.score, $1.id) }.prefix(limit).map { $0 }
    }

    private mutating func best(in piece: Range<Int>) -> Found? {
        let isWhole = piece.count == own.words.count
        budget -= piece.count
        let candidates = identifier.index.candidates(for: own.words[piece], limit: isWhole ? 5 : 3)
        let top = candidates.first?.likeness ?? 0
        var best: TextComparison?
        var second: TextComparison?
        for candidate in candidates {
            if let best, isBeyond(candidate, best, piece, top) { continue }
            let comparison = TextComparison(own, piece: piece, text: candidate.text, identifier.prints, identifier.traits)
            budget -= comparison.window.count
            if isWhole { rank(comparison, piece) }
            if let leader = best, comparison.value <= leader.value {
                if !isSameLicense(comparison, leader), comparison.value > second?.value ?? Int.min { second = comparison }
            } else {
                if let leader = best, !isSameLicense(leader, comparison) { second = leader }
                best = comparison
            }
        }
        guard let best else { return nil }
        let verdict = identifier.guards.judge(PieceVerdict(best, identifier.prints, identifier.traits), best, own, identifier.prints)
        guard best.matched >= TextIdentifier.shortestText, best.score >= (isWhole ? 0.5 : 0.75) else { return nil }
        let isAmbiguous = second.map { $0.value >= best.value && $0.matched > 0 } ?? false
        return Found(comparison: best, verdict: verdict, isAmbiguous: isAmbiguous)
    }

    /// Whether a candidate can't explain as much of the piece as the best one does, so that comparing it is lost time.
    private func isBeyond(_ candidate: TextIndex.Candidate, _ best: TextComparison, _ piece: Range<Int>, _ top: Float) -> Bool {
        // Not more words can match than it has.
        if identifier.prints.texts[candidate.text].tokens.count < best.value { return true }
        guard best.window.count * 10 >= piece.count * 9 else { return false }
        // Word for word, and nothing else in it: only what is as like can be as near. Damage costs all candidates the same pairs.
        return candidate.likeness < top * (best.cost == 0 ? 0.98 : best.score >= 0.9 ? Self.likenessOfRivals : 0)
    }

    /// With fewer shared pairs than this, relative to the most like one, a text was never the nearest.
    private static let likenessOfRivals: Float = 0.85

    private func isSameLicense(_ left: TextComparison, _ right: TextComparison) -> Bool {
        identifier.prints.texts[left.text].id == identifier.prints.texts[right.text].id
    }

    /// Likeness to the whole piece: what is around the window counts as well.
    private mutating func rank(_ comparison: TextComparison, _ piece: Range<Int>) {
        let matched = Double(comparison.matched)
        guard matched > 0 else { return }
        let outside = Double(piece.count - comparison.window.count)
        let likeness = max(2 * matched / (2 * matched + Double(comparison.cost) + outside), comparison.score * 0.9 * min(1, matched / 100))
        let text = identifier.prints.texts[comparison.text]
        bestScore = max(bestScore, likeness)
        for id in [text.id] + text.kin { ranked[id] = max(ranked[id] ?? 0, id == text.id ? likeness : likeness - 0.0001) }
    }
}
