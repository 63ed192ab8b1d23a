/// Makes one expression of the licences found in a text, by the words and signs between them.
struct MentionCombiner {
    let catalogue: LicenseCatalogue
    let text: ClaimText
    private(set) var findings: [NormalizedLicense.Finding] = []
    private(set) var isAmbiguous = false

    init(catalogue: LicenseCatalogue, text: ClaimText) {
        self.catalogue = catalogue
        self.text = text
    }

    private static let reserved: LicenseExpression = .license("LicenseRef-Weighbridge-all-rights-reserved")

    private enum Join {
        case or, and, slash, list, nothing
    }

    /// Takes back what the text takes back, and sorts out double namings. Empty: nothing is left.
    mutating func settle(_ mentions: [Mention]) -> [Mention] {
        // "Copyright … All rights reserved." stands above most licences, and is no licence where another is named.
        let others = mentions.filter { !$0.isRestriction && $0.expression != Self.reserved }
        var settled = qualify(others.isEmpty ? mentions : mentions.filter { $0.expression != Self.reserved })
        settled = withoutRepetitions(settled)
        return restrict(settled)
    }

    mutating func combine(_ mentions: [Mention]) -> LicenseExpression {
        guard mentions.count > 1 else { return mentions.first?.expression ?? .noAssertion }
        var joins = zip(mentions, mentions.dropFirst()).map { join($0, $1) }
        let isDual = text.tokens.contains { $0.kind == .word && Self.dual.contains($0.text) }
        let choices = joins.contains(.or)
        let unions = joins.contains(.and)
        let distinct = Set(mentions.map(\.expression)).count > 1
        let whole = text.fragment(mentions[0].tokens.lowerBound..<mentions[mentions.count - 1].tokens.upperBound)
        if distinct, !isDual,
            choices && unions || joins.contains(where: { $0 == .slash || $0 == .nothing }) || joins.contains(.list) && !choices && !unions
        {
            isAmbiguous = true
            findings.append(.operatorUnknown(whole))
        }
        for position in joins.indices {
            if isDual || isSunPair(mentions[position], mentions[position + 1]) { joins[position] = .or }
            switch joins[position] {
            case .list: joins[position] = choices && !unions ? .or : .and
            // `MIT/Apache-2.0` is a choice in every notation that defines the slash (Cargo before 2020).
            case .slash: joins[position] = .or
            case .nothing: joins[position] = .and
            case .or, .and: break
            }
        }
        var alternatives: [LicenseExpression] = []
        var together: [LicenseExpression] = [mentions[0].expression]
        for (join, mention) in zip(joins, mentions.dropFirst()) {
            if join == .or {
                alternatives.append(.all(of: together))
                together = []
            }
            together.append(mention.expression)
        }
        alternatives.append(.all(of: together))
        return LicenseExpression.any(of: alternatives).simplified
    }

    /// CDDL with GPL, however joined, is the choice that Sun and Oracle offer (one of the two texts, never both).
    private func isSunPair(_ left: Mention, _ right: Mention) -> Bool {
        left.kin == "cddl" && right.kin == "gpl" || left.kin == "gpl" && right.kin == "cddl"
    }

    private static let dual: Set<String> = [
        "dual", "dually", "tri", "triple", "multi", "choice", "choose", "either", "doppellizenz", "duallizenz",
    ]

    private func join(_ left: Mention, _ right: Mention) -> Join {
        var gap: ClaimToken.Gap = []
        var or = false
        var and = false
        for position in min(left.tokens.upperBound, right.tokens.lowerBound)..<right.tokens.lowerBound {
            let token = text.tokens[position]
            gap.formUnion(token.gap)
            switch token.kind {
            case .word:
                if ClaimWords.or.contains(token.text) || token.text == "o" { or = true }
                if ClaimWords.and.contains(token.text) { and = true }
            case .foreign:
                if ClaimWords.foreignOr.contains(token.text) { or = true }
                if ClaimWords.foreignAnd.contains(token.text) { and = true }
            case .plus: and = true
            case .number, .link: break
            }
        }
        gap.formUnion(text.tokens[right.tokens.lowerBound].gap)
        // "and/or": at worst all.
        if and, or { return .list }
        if or || gap.contains(.pipe) { return .or }
        if and || gap.contains(.ampersand) { return .and }
        if gap.contains(.slash) { return .slash }
        return gap.isDisjoint(with: [.comma, .semicolon, .line]) ? .nothing : .list
    }

    // MARK: What is taken back

    /// "not MIT", "MIT-like", "modified Apache-2.0", "MIT with additional restrictions".
    private mutating func qualify(_ mentions: [Mention]) -> [Mention] {
        var kept: [Mention] = []
        for mention in mentions {
            let start = mention.tokens.lowerBound
            let end = mention.tokens.upperBound
            if mention.isRestriction {
                kept.append(mention)
                continue
            }
            if let denial = denial(before: start) {
                findings.append(.qualified(text.fragment(denial..<end)))
                isAmbiguous = true
                continue
            }
            let next = text.word(end)
            if ClaimWords.likeness.contains(next), next != "style" || mention.kin != "bsd", mention.step != .link, end < text.tokens.count,
                text.tokens[end].gap.isDisjoint(with: .separators)
            {
                findings.append(.qualified(text.fragment(start..<(end + 1))))
                isAmbiguous = true
                guard ["like", "style", "styled"].contains(next), mentions.count == 1 else { continue }
            }
            if let altered = altered(mention) { kept.append(altered) } else { kept.append(mention) }
        }
        return kept
    }

    private func denial(before start: Int) -> Int? {
        var position = start - 1
        var steps = 0
        while position >= 0, steps < 4 {
            let word = text.word(position)
            if ClaimWords.negation.contains(word) { return position }
            if text.tokens[position + 1].gap.contains(.open) || !text.tokens[position + 1].gap.isDisjoint(with: .separators) { return nil }
            guard ClaimWords.noise.contains(word) || ClaimWords.license.contains(word), !word.isEmpty else { return nil }
            position -= 1
            steps += 1
        }
        return nil
    }

    private mutating func altered(_ mention: Mention) -> Mention? {
        guard !mention.rule.holds("modified"), !mention.kin.holds("modified") else { return nil }
        let start = mention.tokens.lowerBound
        let end = mention.tokens.upperBound
        var range = mention.tokens
        if ClaimWords.modified.contains(text.word(start - 1)) {
            range = (start - 1)..<end
        } else if ClaimWords.modified.contains(text.word(end)), end < text.tokens.count, text.tokens[end].gap.isDisjoint(with: .separators)
        {
            range = start..<(end + 1)
        } else if text.word(end) == "with" || text.word(end) == "plus" {
            let limit = min(end + 5, text.tokens.count)
            guard let word = (end..<limit).first(where: { Self.additions.contains(text.word($0)) }) else { return nil }
            range = start..<(word + 1)
        } else {
            return nil
        }
        findings.append(.qualified(text.fragment(range)))
        isAmbiguous = true
        let kin = mention.kin
        var altered = Mention(LicenseID("LicenseRef-Weighbridge-modified-\(kin)-unspecified"), mention.tokens, rule: "changed terms")
        altered.confidence = .low
        return altered
    }

    private static let additions: Set<String> = [
        "modifications", "modification", "restrictions", "restriction", "additional", "extra", "addendum", "amendments", "changes",
        "conditions", "rider",
    ]

    // MARK: Double namings

    /// `GNU General Public License v3 (GPLv3)`, `BSD License (BSD-3-Clause)`: the clearer of two names beside each other stays.
    private func withoutRepetitions(_ mentions: [Mention]) -> [Mention] {
        var kept: [Mention] = []
        for mention in mentions {
            guard let last = kept.last, !last.isRestriction, !mention.isRestriction else {
                kept.append(mention)
                continue
            }
            let join = join(last, mention)
            let isBeside = join == .nothing || join == .list || join == .slash
            if last.expression == mention.expression, isBeside || join == .and {
                kept[kept.count - 1].findings += mention.findings.filter { !last.findings.contains($0) }
                if !mention.isVague { kept[kept.count - 1].isVague = false }
            } else if last.isVague, isBeside, LicenseKin.covers(last.kin, mention.kin) {
                kept[kept.count - 1] = mention
            } else if mention.isVague, isBeside, LicenseKin.covers(mention.kin, last.kin) {
                continue
            } else {
                kept.append(mention)
            }
        }
        return kept
    }

    // MARK: Restrictions

    /// "non-commercial" beside a licence that says so already adds nothing; beside one that doesn't, it is a term of its own.
    private mutating func restrict(_ mentions: [Mention]) -> [Mention] {
        let licenses = mentions.filter { !$0.isRestriction }
        let restrictions = mentions.filter(\.isRestriction)
        guard !restrictions.isEmpty else { return licenses }
        // "research" says more than "non-commercial".
        let strictest = restrictions.first { $0.kin.hasPrefix("research") } ?? restrictions[0]
        guard !licenses.isEmpty else { return [strictest] }
        if licenses.contains(where: isRestricted) { return licenses }
        if case .license(let id, _) = strictest.expression { findings.append(.addedRestriction(id)) }
        return licenses
    }

    /// The restriction that a combined expression still needs.
    func restriction(_ mentions: [Mention], beside licenses: [Mention]) -> LicenseExpression? {
        let restrictions = mentions.filter(\.isRestriction)
        guard let first = restrictions.first(where: { $0.kin.hasPrefix("research") }) ?? restrictions.first, !licenses.isEmpty else {
            return nil
        }
        guard !licenses.contains(where: \.isRestriction), !licenses.contains(where: isRestricted) else { return nil }
        return first.expression
    }

    private func isRestricted(_ mention: Mention) -> Bool {
        mention.expression.licenses.contains { id in
            let text = id.text.lowercased()
            if text.contains("-nc") || text.contains("commercial") || text.contains("research") || text.contains("openrail")
                || text.contains("cpml")
            {
                return true
            }
            guard let clause = catalogue.fact(id)?.rights[.useCommercial] else { return false }
            return clause.grant == .no || clause.conditions.contains(.nonCommercial) || clause.conditions.contains(.researchOnly)
        }
    }
}
