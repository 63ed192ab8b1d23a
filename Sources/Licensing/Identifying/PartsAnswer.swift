/// Puts what was found in a file together: which texts it is made of, what lies between them, and what may be concluded.
struct PartsAnswer {
    private let identifier: TextIdentifier
    private let own: OwnText
    private let search: PieceSearch
    /// Words between and around the texts that pass as titles, headings and names, if none of them changes terms.
    private static let leftoverLimit = 60
    /// Among them, those that are neither names nor articles and the like.
    private static let tellingLimit = 12

    init(_ identifier: TextIdentifier, _ own: OwnText, _ search: PieceSearch) {
        self.identifier = identifier
        self.own = own
        self.search = search
    }

    func identification() -> TextIdentification {
        let roles = partRoles()
        let main = zip(search.parts, roles).filter { $0.1 == .main }.map(\.0)
        let verdict = overall(main)
        var result = TextIdentification(verdict == .variant ? .variant : isPolicy(main) ? .policy : .license)
        result.expression = verdict == .variant ? .noAssertion : expression(of: main)
        result.confident = verdict == .same && !search.isIncomplete
        result.score = (score(of: main) * 10_000).rounded() / 10_000
        result.parts = zip(search.parts, roles).map(part)
        (result.inserted, result.missing) = differences(main)
        if main.contains(where: \.isAmbiguous) { result.notes.append(.ambiguous) }
        if verdict == .damaged, main.contains(where: { $0.verdict == .damaged }) { result.notes.append(.noise) }
        if main.contains(where: { !identifier.prints.texts[$0.comparison.text].kin.isEmpty }) { result.notes.append(.sameText) }
        if search.isIncomplete { result.notes.append(.manyParts) }
        return result
    }

    private func part(_ found: PieceSearch.Found, _ role: TextIdentification.Part.Role) -> TextIdentification.Part {
        let tokens = own.tokenRange(found.comparison.window)
        return TextIdentification.Part(
            id: identifier.prints.texts[found.comparison.text].id, score: (found.comparison.score * 10_000).rounded() / 10_000,
            confident: found.verdict == .same && !found.isAmbiguous, role: role, tokens: tokens, bytes: own.byteRange(tokens))
    }

    // MARK: - Roles

    private static let thirdParty = [
        "third party", "thirdparty", "other licenses", "subcomponents", "components", "dependencies", "bundled",
    ]
    .map(TextGuards.hashes)

    /// Texts below a heading that speaks of third parties are those of components. The first text of a file never is.
    private func partRoles() -> [TextIdentification.Part.Role] {
        var roles: [TextIdentification.Part.Role] = []
        var isBelow = false
        for (index, part) in search.parts.enumerated() {
            if index > 0, !isBelow {
                let start = search.parts[index - 1].comparison.window.upperBound
                let between = (start..<max(start, part.comparison.window.lowerBound)).map { own.tokens[own.hard[$0]].hash }
                isBelow = Self.thirdParty.contains { TextGuards.contains(between, $0) }
            }
            roles.append(isBelow ? .thirdParty : .main)
        }
        return roles
    }

    // MARK: - Conclusion

    private func overall(_ main: [PieceSearch.Found]) -> PieceVerdict {
        if main.contains(where: { $0.verdict == .variant }) { return .variant }
        var verdict: PieceVerdict = main.contains { $0.verdict == .damaged || $0.isAmbiguous } ? .damaged : .same
        let end = main.last?.comparison.window.upperBound ?? 0
        let next = search.parts.first { $0.comparison.window.lowerBound >= end }?.comparison.window.lowerBound
        for leftover in search.leftovers where next == nil || leftover.lowerBound < end {
            switch weight(of: leftover) {
            case .same: break
            case .damaged: verdict = .damaged
            case .variant: return .variant
            }
        }
        return verdict
    }

    /// What words outside of any known text mean for the whole.
    private func weight(of leftover: Range<Int>) -> PieceVerdict {
        if own.repeatsNeighbours(leftover) { return .same }
        let texts = search.parts.map { identifier.prints.texts[$0.comparison.text] }
        // A copyright line of the known text that was broken elsewhere.
        if texts.contains(where: { text in leftover.allSatisfy { own.words[$0] != 0 && text.soft.contains(own.words[$0]) } }) {
            return .same
        }
        let known = kindred(texts)
        // A grant in the words of the licence's own appendix, or a part of it that stands elsewhere.
        if known.contains(where: { text in
            let alignment = TokenAlignment(own: own.words[leftover], known: identifier.prints.tokens[text])
            return alignment.matched * 10 >= leftover.count * 8
        }) {
            return .same
        }
        var weighty = 0
        var telling = 0
        var isTurning = false
        for index in leftover {
            let token = own.tokens[own.hard[index]]
            let traits = identifier.traits.traits(of: token, number: own.words[index])
            let isTitle = Words.families.contains(token.hash) && known.contains { identifier.prints.tokens[$0].contains(own.words[index]) }
            if traits.contains(.grave), !isTitle { weighty += 1 }
            if traits.contains(.turning) { isTurning = true }
            if traits.isEmpty { telling += 1 }
        }
        if weighty > 0 { return .variant }
        return isTurning || telling > Self.tellingLimit || leftover.count > Self.leftoverLimit ? .damaged : .same
    }

    /// All texts of the ids: one that matched best without its appendix may have it elsewhere in the file.
    private func kindred(_ texts: [LicenseFingerprints.Text]) -> [Range<Int>] {
        let ids = Set(texts.map(\.id))
        return identifier.prints.texts.lazy.filter { ids.contains($0.id) }.map(\.tokens)
    }

    private func isPolicy(_ main: [PieceSearch.Found]) -> Bool {
        main.allSatisfy { identifier.prints.texts[$0.comparison.text].kind == .policy }
    }

    private static let choices = ["dual", "either", "your option", "choose", "alternatively"].map(TextGuards.hashes)

    /// One id for each text. Several are joined by AND, unless words between them offer a choice.
    private func expression(of main: [PieceSearch.Found]) -> LicenseExpression {
        var ids: [LicenseID] = []
        for found in main {
            let id = stated(identifier.prints.texts[found.comparison.text])
            if !ids.contains(id) { ids.append(id) }
        }
        if ids.count == 1 { return .license(ids[0]) }
        let outside = search.leftovers.flatMap { $0.map { own.tokens[own.hard[$0]].hash } }
        let isChoice = Self.choices.contains { TextGuards.contains(outside, $0) }
        return isChoice ? .or(ids.map { .license($0) }) : .and(ids.map { .license($0) })
    }

    /// Of ids that share a text, the one that a grant beside it asks for.
    private func stated(_ text: LicenseFingerprints.Text) -> LicenseID {
        let outside = search.leftovers.flatMap { $0.map { own.tokens[own.hard[$0]].hash } }
        guard !outside.isEmpty, Self.later.contains(where: { TextGuards.contains(outside, $0) }) else { return text.id }
        let plain = text.id.text.replacing("-only", with: "")
        return text.kin.first { $0.text == plain + "-or-later" } ?? text.id
    }

    private static let later = ["any later version", "or later"].map(TextGuards.hashes)

    /// Of the texts together, weighed by length.
    private func score(of main: [PieceSearch.Found]) -> Double {
        let matched = main.reduce(0) { $0 + $1.comparison.matched }
        let cost = main.reduce(0) { $0 + $1.comparison.cost }
        return matched == 0 ? 0 : 2 * Double(matched) / Double(2 * matched + cost)
    }

    // MARK: - Differences

    private func differences(_ main: [PieceSearch.Found]) -> ([TextIdentification.Passage], [TextIdentification.Gap]) {
        var inserted: [TextIdentification.Passage] = []
        var missing: [TextIdentification.Gap] = []
        for hunk in main.flatMap(\.comparison.hunks) {
            let tokens = own.tokenRange(hunk.own)
            let bytes = own.byteRange(tokens)
            if !hunk.own.isEmpty { inserted.append(.init(tokens: tokens, bytes: bytes, changesTerms: hunk.weight == .grave)) }
            if hunk.missing > 0 {
                missing.append(
                    .init(token: tokens.lowerBound, byte: bytes.lowerBound, count: hunk.missing, changesTerms: hunk.weight == .grave))
            }
        }
        for leftover in search.leftovers {
            let tokens = own.tokenRange(leftover)
            inserted.append(.init(tokens: tokens, bytes: own.byteRange(tokens), changesTerms: weight(of: leftover) == .variant))
        }
        return (inserted.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }, missing)
    }
}
