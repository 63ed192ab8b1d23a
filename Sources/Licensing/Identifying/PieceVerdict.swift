/// What the differences between a part of a file and its nearest known text amount to.
enum PieceVerdict {
    /// The known text; differences, if any, are wording.
    case same
    /// The known text with damage: its name can be told, but not relied on.
    case damaged
    /// Other terms.
    case variant

    init(_ comparison: TextComparison, _ prints: LicenseFingerprints, _ traits: KnownTraits) {
        let grave = comparison.hunks.filter { $0.weight == .grave }
        if grave.isEmpty {
            self = Self.isFaithful(comparison) ? .same : comparison.score >= 0.85 ? .damaged : .variant
            return
        }
        guard comparison.score >= 0.85 else {
            self = .variant
            return
        }
        // Damage is spread over the text and makes no sense; a change of terms is one place, or the same change everywhere.
        let large = grave.filter { !$0.isSmall }
        let isSpread = comparison.hunks.count >= 3 && large.allSatisfy(\.isModest) && large.count * 6 <= comparison.hunks.count
        let isDamage = isSpread || large.isEmpty && !grave.contains(where: \.isTelling) || Self.isCut(comparison, grave)
        self = isDamage && !Self.hasRepetition(comparison) && !Self.losesName(comparison, prints, traits) ? .damaged : .variant
    }

    /// Whether differences in wording are so few, or so plainly those of a damaged copy, that the text is the known one.
    private static func isFaithful(_ comparison: TextComparison) -> Bool {
        let length = comparison.matched + comparison.missing
        func size(_ hunks: [TextComparison.Hunk]) -> Int { hunks.reduce(0) { $0 + $1.own.count + $1.missing } }
        let harmless = size(comparison.hunks.filter(\.isHarmless))
        let others = comparison.hunks.filter { !$0.isHarmless && $0.weight == .wording }
        guard harmless <= max(12, length / 8) else { return false }
        // Words lost and replaced here and there: a new wording would change more than a word or two at a place.
        let isDamage = others.count >= 3 && others.allSatisfy(\.isSmall)
        return size(others) <= max(3, length / (isDamage ? 16 : 40))
    }

    /// Whether the only large difference is that the file ends early.
    private static func isCut(_ comparison: TextComparison, _ grave: [TextComparison.Hunk]) -> Bool {
        guard let last = grave.last, grave.dropLast().allSatisfy(\.isSmall) else { return false }
        return last.own.isEmpty && last.own.lowerBound == comparison.window.upperBound
            && (last.missing <= 8 || last.missing * 20 <= comparison.matched + comparison.missing)
    }

    /// Whether the same meaningful words were replaced by the same words again and again.
    private static func hasRepetition(_ comparison: TextComparison) -> Bool {
        var seen: [UInt64: Int] = [:]
        for hunk in comparison.hunks where hunk.change != 0 { seen[hunk.change, default: 0] += 1 }
        return seen.values.contains { $0 >= chance(comparison) }
    }

    /// Whether a name or number that recurs in the known text is replaced nearly wherever it stands.
    private static func losesName(_ comparison: TextComparison, _ prints: LicenseFingerprints, _ traits: KnownTraits) -> Bool {
        var lost: [UInt16: Int] = [:]
        for hunk in comparison.hunks where !hunk.own.isEmpty {
            for word in prints.tokens[hunk.known] where !traits.words[Int(word)].isDisjoint(with: [.rare, .number]) {
                lost[word, default: 0] += 1
            }
        }
        let known = prints.texts[comparison.text].tokens
        return lost.contains { word, count in
            count >= chance(comparison) && count * 3 >= prints.tokens[known].lazy.filter { $0 == word }.count * 2
        }
    }

    /// How often the same thing has to happen before it is no accident: in a text with much damage, two of a kind are.
    private static func chance(_ comparison: TextComparison) -> Int { comparison.hunks.count <= 8 ? 2 : 3 }
}
