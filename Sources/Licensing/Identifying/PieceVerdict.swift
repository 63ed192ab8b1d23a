/// What the differences between a part of a file and its nearest known text amount to.
enum PieceVerdict {
    /// The known text; differences, if any, are wording.
    case same
    /// The known text with damage: its name can be told, but not relied on.
    case damaged
    /// Other terms.
    case variant

    init(_ comparison: TextComparison, _ own: OwnText, _ prints: LicenseFingerprints) {
        let grave = comparison.hunks.filter { $0.weight == .grave }
        let wording = comparison.hunks.lazy.filter { $0.weight == .wording }.reduce(0) { $0 + $1.own.count + $1.missing }
        let length = comparison.matched + comparison.missing
        if grave.isEmpty {
            self = wording <= max(6, length / 30) ? .same : comparison.score >= 0.85 ? .damaged : .variant
            return
        }
        guard comparison.score >= 0.85, grave.allSatisfy(\.isSmall) || Self.isCut(comparison, grave) else {
            self = .variant
            return
        }
        // Damage is spread over the text and makes no sense; a change of terms is one place, or the same change everywhere.
        let small = comparison.hunks.filter(\.isSmall)
        let isScattered = small.count >= 3 && !Self.hasRepetition(small, own, prints)
        self = isScattered || !grave.contains(where: \.isTelling) && !Self.hasRepetition(small, own, prints) ? .damaged : .variant
    }

    /// Whether the only large difference is that the file ends early.
    private static func isCut(_ comparison: TextComparison, _ grave: [TextComparison.Hunk]) -> Bool {
        guard let last = grave.last, grave.dropLast().allSatisfy(\.isSmall) else { return false }
        return last.own.isEmpty && last.own.lowerBound == comparison.window.upperBound
            && last.missing * 20 <= comparison.matched + comparison.missing
    }

    /// Whether the same words were replaced by the same words more than once.
    private static func hasRepetition(_ hunks: [TextComparison.Hunk], _ own: OwnText, _ prints: LicenseFingerprints) -> Bool {
        var seen: Set<[UInt32]> = []
        for hunk in hunks where hunk.weight == .grave && !hunk.own.isEmpty {
            let change = hunk.own.map { own.tokens[own.hard[$0]].hash } + [0] + prints.tokens[hunk.known].map(UInt32.init)
            if !seen.insert(change).inserted { return true }
        }
        return false
    }
}
