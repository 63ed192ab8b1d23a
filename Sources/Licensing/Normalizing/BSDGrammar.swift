/// BSD licences by their number of clauses: `BSD 3-Clause`, `2 clause BSD`, `New BSD`, `bsd3`.
enum BSDGrammar {
    private static let counts: [String: Int] = [
        "0": 0, "zero": 0, "1": 1, "one": 1, "2": 2, "two": 2, "3": 3, "three": 3, "4": 4, "four": 4,
        "new": 3, "modified": 3, "revised": 3, "simplified": 2, "freebsd": 2, "original": 4, "old": 4, "drei": 3, "zwei": 2,
    ]

    static func match(_ text: ClaimText, at start: Int) -> Mention? {
        var index = start
        var count: Int?
        var isLoose = false
        var misspelt: String?
        // Before the name: `3-Clause BSD`, `The (New) BSD License`.
        if let before = counts[text.tokens[index].text] {
            guard text.tokens[index].text != "freebsd" else { return plain("BSD-2-Clause", start..<(start + 1), text) }
            count = before
            index += 1
            if isClause(text, index) { index += 1 }
        }
        let word = text.word(index)
        switch word {
        case "bsd", "bsdl", "bdsl": index += 1
        default:
            // `BD-2-Clause`: whatever has a number of clauses is meant to be BSD.
            guard count == nil, word.utf8.count <= 4, word.contains("b") || word.contains("s"), counts[text.number(index + 1) ?? ""] != nil
            else {
                return nil
            }
            // `BS3 3-Clause`
            if text.number(index + 2) == text.number(index + 1), isClause(text, index + 3) { index += 1 }
            guard isClause(text, index + 2) else { return nil }
            misspelt = word
            index += 1
        }
        while ClaimWords.license.contains(text.word(index)) || text.word(index) == "variant" { index += 1 }
        if ["style", "like", "styled", "type"].contains(text.word(index)) {
            isLoose = true
            index += 1
        }
        if count == nil, isClause(text, index), let behind = counts[text.number(index + 1) ?? ""] {
            count = behind
            index += 2
        }
        // Behind it: `BSD (3-clause)`, `BSD-3`, `BSD New`.
        if index < text.tokens.count, let behind = counts[text.tokens[index].text], count == nil,
            text.tokens[index].text != "original" || isClauseWord(text, index)
        {
            let isNumber = text.tokens[index].kind == .number
            if !isNumber || isClause(text, index + 1) || text.tokens[index].gap.isSubset(of: [.dash, .space, .underscore, .open, .other]) {
                count = behind
                index += 1
                if isClause(text, index) { index += 1 }
            }
        } else if index < text.tokens.count, text.tokens[index].kind == .number, count != nil, counts[text.tokens[index].text] == count {
            index += 1
            if isClause(text, index) { index += 1 }
        }
        while ClaimWords.license.contains(text.word(index)) || text.word(index) == "clause" { index += 1 }
        if ["style", "like"].contains(text.word(index)) {
            isLoose = true
            index += 1
        }
        let variant = variant(text, at: index)
        return result(count, isLoose: isLoose, misspelt: misspelt, variant: variant, start..<(variant?.end ?? index), text)
    }

    private static func result(
        _ count: Int?, isLoose: Bool, misspelt: String?, variant: (id: LicenseID, end: Int)?, _ range: Range<Int>, _ text: ClaimText
    ) -> Mention? {
        if let variant, count == nil || count == 3 { return plain(variant.id, range, text) }
        guard let count else {
            guard isLoose else { return Mention("LicenseRef-Weighbridge-bsd-unspecified", range, rule: "BSD without a number of clauses") }
            var mention = plain("BSD-3-Clause", range, text)
            mention.confidence = .low
            mention.findings.append(.byConvention("BSD-style read as BSD-3-Clause"))
            return mention
        }
        var mention = plain(count == 0 ? "0BSD" : LicenseID("BSD-\(count)-Clause"), range, text)
        if isLoose { mention.confidence = .medium }
        if let misspelt {
            mention.step = .spelling
            mention.confidence = .medium
            mention.findings.append(.spelling(misspelt, readAs: "bsd"))
        }
        return mention
    }

    private static let clauseWords: Set<String> = ["clause", "clauses", "klausel", "klauseln", "claus", "claude"]

    private static func plain(_ id: LicenseID, _ range: Range<Int>, _ text: ClaimText) -> Mention {
        Mention(.license(id), range, rule: "BSD by clauses", kin: "bsd")
    }

    private static func isClause(_ text: ClaimText, _ index: Int) -> Bool {
        clauseWords.contains(text.word(index))
    }

    private static func isClauseWord(_ text: ClaimText, _ index: Int) -> Bool {
        text.tokens[index].gap.contains(.open) || isClause(text, index + 1)
    }

    private static func variant(_ text: ClaimText, at start: Int) -> (id: LicenseID, end: Int)? {
        var index = start
        while ["w", "with", "no", "the", "without"].contains(text.word(index)) { index += 1 }
        if text.word(index) == "nuclear" {
            let isWarranty = text.word(index + 1) == "disclaimer" || text.word(index + 1) == "warranty"
            let end = isWarranty || ClaimWords.license.contains(text.word(index + 1)) ? index + 2 : index + 1
            return (isWarranty ? "BSD-3-Clause-No-Nuclear-Warranty" : "BSD-3-Clause-No-Nuclear-License", end)
        }
        if text.word(index) == "clear", index == start {
            return ("BSD-3-Clause-Clear", ClaimWords.license.contains(text.word(index + 1)) ? index + 2 : index + 1)
        }
        return nil
    }
}
