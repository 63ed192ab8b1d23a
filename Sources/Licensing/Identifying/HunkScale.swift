/// Weighs one difference between the file and a known text.
struct HunkScale {
    let own: OwnText
    let prints: LicenseFingerprints
    let traits: KnownTraits
    let known: LicenseFingerprints.Text
    /// Unknown words in a row that were tried as misspelt ones in vain.
    var strangers = 0
    private var text: Range<Int> { known.tokens }

    mutating func weigh(_ ownRange: Range<Int>, _ knownRange: Range<Int>) -> TextComparison.Hunk {
        let lost = missingWords(ownRange, knownRange)
        var hunk = TextComparison.Hunk(
            own: ownRange, known: knownRange, weight: .none, missing: lost.count,
            isSmall: ownRange.count <= 2 && lost.count <= 3, isTelling: false, isHarmless: false, change: 0)
        if lost.isEmpty && ownRange.allSatisfy(isSoftWhereKnown) || isSameSpelling(ownRange, lost) {
            hunk.missing = 0
            return hunk
        }
        if isDoubled(ownRange, lost) || isMisspelt(ownRange, lost) || isHolderNamed(ownRange, lost) {
            hunk.weight = .wording
            hunk.isHarmless = true
            return hunk
        }
        let words = ownRange.filter { !lost.isEmpty || !isSoftWhereKnown($0) }
        let gain = Tally(words.map { traits.traits(of: own.tokens[own.hard[$0]], number: own.words[$0]) })
        let loss = Tally(lost.map { traits.words[Int($0)] })
        let gainsNumber = words.contains { isTellingNumber(own.tokens[own.hard[$0]]) }
        let isNameFilledIn = gain.rare == words.count && words.count <= 10 && loss.grave + loss.turning + loss.numbers == 0
        let isWeighty = gain.grave + gain.turning > 0 || gainsNumber || loss.grave + loss.turning + loss.numbers + loss.rare > 0
        let isLong = words.count - gain.light > 4 && !isNameFilledIn || lost.count - loss.light > 5
        hunk.weight = isWeighty || isLong ? .grave : .wording
        hunk.isTelling =
            gainsNumber && loss.numbers > 0 || gain.grave > 0 && hasNewWeightyWord(words) || lost.isEmpty && gain.grave + gain.turning > 0
        if words.count <= 3, gainsNumber && loss.numbers > 0 || gain.grave > 0 && (lost.isEmpty || loss.grave > 0) {
            hunk.change = words.reduce(0) { $0 &* 31 &+ UInt64(own.tokens[own.hard[$1]].hash) }
            hunk.change = lost.reduce(hunk.change &* 0x9e37_79b9) { $0 &* 31 &+ UInt64($1) } | 1
        }
        return hunk
    }

    // MARK: - What is lost

    /// The known words that are not in the file, neither here nor among the soft words here (a copyright line that swallowed text).
    private func missingWords(_ ownRange: Range<Int>, _ knownRange: Range<Int>) -> [UInt16] {
        var words = Array(prints.tokens[knownRange])
        guard !words.isEmpty else { return words }
        let start = ownRange.lowerBound > 0 ? own.hard[ownRange.lowerBound - 1] + 1 : 0
        let end = ownRange.upperBound < own.hard.count ? own.hard[ownRange.upperBound] : own.tokens.count
        guard end - start > ownRange.count else { return words }
        var place = 0
        for index in start..<end where own.tokens[index].isSoft && !own.tokens[index].flags.contains(.address) {
            let number = prints.number(of: own.tokens[index].hash)
            if number != 0, place < words.count, let found = words[place...].firstIndex(of: number), found - place < 4 {
                words.remove(at: found)
                place = found
            }
        }
        return words
    }

    // MARK: - Meaning

    private struct Tally {
        var grave = 0
        var turning = 0
        var light = 0
        var numbers = 0
        /// Words that no or few texts have: likely names.
        var rare = 0

        init(_ words: [KnownTraits.Word]) {
            for word in words {
                if word.contains(.grave) { grave += 1 }
                if word.contains(.turning) { turning += 1 }
                if word.contains(.light) { light += 1 }
                if word.contains(.number) { numbers += 1 }
                if word.contains(.rare) { rare += 1 }
            }
        }
    }

    /// A number that is not the year or the day of somebody's copyright.
    private func isTellingNumber(_ token: LicenseToken) -> Bool {
        guard token.flags.contains(.hasDigit) else { return false }
        let length = Int(token.end - token.start)
        guard length == 4 else { return true }
        let digits = own.bytes[Int(token.start)..<Int(token.end)]
        return !(digits.starts(with: [0x31, 0x39]) || digits.starts(with: [0x32, 0x30]))
    }

    /// Words of a copyright line or list numbers of the known text, which counted here only because lines are broken differently.
    private func isSoftWhereKnown(_ index: Int) -> Bool {
        let number = own.words[index]
        return number != 0 && known.soft.contains(number)
    }

    /// Whether a word of weight is gained that the known text has nowhere.
    private func hasNewWeightyWord(_ range: [Int]) -> Bool {
        range.contains { index in
            let number = own.words[index]
            guard traits.traits(of: own.tokens[own.hard[index]], number: number).contains(.grave) else { return false }
            return number == 0 || !prints.tokens[text].contains(number)
        }
    }

    // MARK: - Titles

    private static let titleWords = WordTable([
        "license", "licenses", "licensed", "agreement", "terms", "public", "version", "notice", "permission", "copyright", "policy",
    ])

    /// Whether words before a text may be the title of another one; names alone are not.
    func hasTitle(_ range: Range<Int>) -> Bool {
        range.contains { index in
            let token = own.tokens[own.hard[index]]
            return Self.titleWords.contains(token.hash)
                || !traits.traits(of: token, number: own.words[index]).isDisjoint(with: [.grave, .turning, .number])
        }
    }

    /// Where the known words stand in a range of the file, as they are.
    func place(of knownRange: Range<Int>, in range: Range<Int>) -> Int? {
        guard range.count >= knownRange.count else { return nil }
        return (range.lowerBound...range.upperBound - knownRange.count).last {
            own.words[$0..<$0 + knownRange.count].elementsEqual(prints.tokens[knownRange])
        }
    }
}
