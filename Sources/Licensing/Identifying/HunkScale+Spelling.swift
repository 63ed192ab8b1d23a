/// Differences in spelling: none of them changes what a text says.
extension HunkScale {
    /// `sub license` for `sublicense`, and the other way round.
    func isSameSpelling(_ ownRange: Range<Int>, _ lost: [UInt16]) -> Bool {
        guard !lost.isEmpty, !ownRange.isEmpty, ownRange.count <= 3, lost.count <= 2, ownRange.count != lost.count else { return false }
        let letters = letters(of: ownRange)
        guard letters.count < 40 else { return false }
        if lost.count == 1 { return hash(letters[...]) == prints.words[Int(lost[0]) - 1] }
        return (1..<max(letters.count, 2)).contains {
            $0 < letters.count && hash(letters[..<$0]) == prints.words[Int(lost[0]) - 1]
                && hash(letters[$0...]) == prints.words[Int(lost[1]) - 1]
        }
    }

    private func hash(_ letters: ArraySlice<UInt8>) -> UInt32 {
        var hash = WordHash()
        for letter in letters { hash.add(letter) }
        return Words.canonical(hash.value)
    }

    // MARK: - Damage that can be seen through

    /// Words that stand twice, one after the other.
    func isDoubled(_ ownRange: Range<Int>, _ lost: [UInt16]) -> Bool { lost.isEmpty && own.repeatsNeighbours(ownRange) }

    /// Words longer than this are not tried letter by letter.
    private static let longestMisspelt = 24
    /// After so many unknown words in a row that are no misspelt ones, the rest will be none either: trials cost time.
    private static let strangersLimit = 6

    /// Words that no text has, each one letter away from the one that is missing here.
    mutating func isMisspelt(_ ownRange: Range<Int>, _ lost: [UInt16]) -> Bool {
        guard strangers < Self.strangersLimit, (1...3).contains(ownRange.count), ownRange.count == lost.count else { return false }
        for (index, word) in zip(ownRange, lost) {
            guard own.words[index] == 0, !prints.numeric[Int(word) - 1], !own.tokens[own.hard[index]].flags.contains(.hasDigit) else {
                return false
            }
            let letters = letters(of: index..<index + 1)
            guard (2...Self.longestMisspelt).contains(letters.count) else { return false }
            guard Self.isOneLetterOff(letters, from: prints.words[Int(word) - 1]) else {
                strangers += 1
                return false
            }
        }
        strangers = 0
        return true
    }

    /// Whether a letter more, less, or another, or two swapped, make the word of this hash.
    private static func isOneLetterOff(_ letters: [UInt8], from wanted: UInt32) -> Bool {
        func matches(_ start: WordHash, _ rest: ArraySlice<UInt8>) -> Bool {
            var hash = start
            for letter in rest { hash.add(letter) }
            return Words.canonical(hash.value) == wanted
        }
        var prefix = WordHash()
        for index in 0...letters.count {
            for other in UInt8(ascii: "a")...UInt8(ascii: "z") {
                var changed = prefix
                changed.add(other)
                if matches(changed, letters[index...]) { return true }
                if index < letters.count, matches(changed, letters[(index + 1)...]) { return true }
            }
            guard index < letters.count else { break }
            if matches(prefix, letters[(index + 1)...]) { return true }
            if index + 1 < letters.count {
                var swapped = prefix
                swapped.add(letters[index + 1])
                swapped.add(letters[index])
                if matches(swapped, letters[(index + 2)...]) { return true }
            }
            prefix.add(letters[index])
        }
        return false
    }

    private func letters(of ownRange: Range<Int>) -> [UInt8] {
        ownRange.flatMap { index -> [UInt8] in
            let token = own.tokens[own.hard[index]]
            return own.bytes[Int(token.start)..<Int(token.end)].filter {
                ByteClass.table[Int($0)] == .letter || ByteClass.table[Int($0)] == .digit
            }
            .map { $0 | 0x20 }
        }
    }

    // MARK: - Names filled in

    /// Words that stand for somebody in texts that others are invited to fill in: `the copyright holder`, `the Regents`.
    private static let holders = WordTable([
        "holder", "holders", "owner", "owners", "author", "authors", "regents", "university", "organization", "company", "contributors",
        "contributor",
    ])
    private static let besideHolders = WordTable(["the", "copyright", "or", "and", "of", "its", "his", "her", "their", "s"])
    /// Words of weight that are part of many an institution's name.
    private static let institutions = WordTable(["university", "research", "education", "scientific"])
    private static let longestName = 8

    /// Whether somebody's name stands where the known text speaks of the holder (SPDX's templates leave these open).
    func isHolderNamed(_ ownRange: Range<Int>, _ lost: [UInt16]) -> Bool {
        guard (1...Self.longestName).contains(ownRange.count), (1...6).contains(lost.count) else { return false }
        let missing = lost.map { prints.words[Int($0) - 1] }
        guard missing.contains(where: Self.holders.contains),
            missing.allSatisfy({ Self.holders.contains($0) || Self.besideHolders.contains($0) })
        else { return false }
        return ownRange.allSatisfy { index in
            let token = own.tokens[own.hard[index]]
            if Self.institutions.contains(token.hash) || Self.holders.contains(token.hash) { return true }
            return traits.traits(of: token, number: own.words[index]).isDisjoint(with: [.grave, .turning, .number])
        }
    }
}
