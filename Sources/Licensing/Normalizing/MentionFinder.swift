/// Finds the licences that a text names, and what else it says.
struct MentionFinder {
    let catalogue: LicenseCatalogue
    let index: NameIndex
    let links: LinkReader
    let hub: String?

    struct Found {
        var mentions: [Mention] = []
        /// Words that neither name a licence nor mean nothing.
        var unread: [Int] = []
        var findings: [NormalizedLicense.Finding] = []
    }

    func find(in text: ClaimText) -> Found {
        var found = Found()
        var position = 0
        while position < text.tokens.count {
            let token = text.tokens[position]
            if token.kind == .link {
                if token.text.utf8.count < 128, let compound = CompoundNames.link(LicenseLink.fold(token.text)) {
                    found.mentions.append(Mention(compound, position..<(position + 1), rule: token.text, kin: "compound"))
                } else if let reading = links.read(token.text) {
                    var mention = Mention(reading.id, position..<(position + 1), rule: reading.rule)
                    mention.step = .link
                    mention.confidence = min(mention.confidence, reading.confidence)
                    mention.findings += reading.findings
                    found.mentions.append(mention)
                } else {
                    found.findings.append(.readText(token.text))
                }
                position += 1
            } else if var mention = longest(text, at: position) {
                extend(&mention, text)
                position = mention.tokens.upperBound
                found.mentions.append(mention)
            } else {
                if !isNoise(text, position) { found.unread.append(position) }
                position += 1
            }
        }
        found.mentions = found.mentions.filter { !$0.isWeak || standsAlone($0, found, text) }
        return found
    }

    /// The rule or name that explains most words; names of the catalogue before rules that explain as many.
    private func longest(_ text: ClaimText, at start: Int) -> Mention? {
        var best = index.match(text, at: start, hub: hub)
        func consider(_ mention: Mention?) {
            guard let mention, !mention.tokens.isEmpty else { return }
            if let known = best, known.tokens.count >= mention.tokens.count, !(known.isWeak && !mention.isWeak) { return }
            best = mention
        }
        let token = text.tokens[start]
        if token.kind == .word {
            consider(GNUGrammar.match(text, at: start))
            consider(FamilyGrammar.match(text, at: start, catalogue: catalogue))
        }
        if token.kind != .foreign { consider(BSDGrammar.match(text, at: start)) }
        consider(CreativeCommonsGrammar.match(text, at: start, catalogue: catalogue))
        consider(PhraseGrammar.match(text, at: start))
        return best
    }

    /// What belongs to the licence behind its name: "license", an exception, `or later`.
    private func extend(_ mention: inout Mention, _ text: ClaimText) {
        var end = mention.tokens.upperBound
        // `DeepSeek Model License`: a plain name becomes one of a licence.
        if mention.isWeak, ["model", "community", "open", "data", "public", "software"].contains(text.word(end)),
            ClaimWords.license.contains(text.word(end + 1))
        {
            end += 1
        }
        if ClaimWords.license.contains(text.word(end)) {
            end += 1
            mention.isWeak = mention.isWeak && mention.expression == .license("LicenseRef-Weighbridge-commercial-proprietary")
        }
        if case .license(let id, let orLater) = mention.expression {
            let suffix = GNUGrammar.suffix(text, at: end)
            if suffix.isOrLater, !id.isReference, id.text.contains(where: \.isNumber) {
                mention.expression = DeprecatedLicense.successor(of: id, orLater: true) ?? .license(id, orLater: true)
                end = suffix.end
            }
            if let exception = ExceptionGrammar.match(text, at: end, version: nil), text.word(end) == "with" || text.word(end) == "w" {
                if case .license(let base, let later) = mention.expression {
                    mention.expression = .with(base, orLater: later || orLater, exception: exception.id)
                    end = exception.end
                }
            }
        }
        mention.tokens = mention.tokens.lowerBound..<end
    }

    /// A plain word is a licence only where the claim consists of licences.
    private func standsAlone(_ mention: Mention, _ found: Found, _ text: ClaimText) -> Bool {
        let covered = found.mentions.map(\.tokens)
        for position in text.tokens.indices where !covered.contains(where: { $0.contains(position) }) {
            let token = text.tokens[position]
            switch token.kind {
            case .word:
                guard
                    ClaimWords.license.contains(token.text) || ClaimWords.or.contains(token.text) || ClaimWords.and.contains(token.text)
                        || ClaimWords.dropped.contains(token.text)
                        || ["dual", "terms", "of", "s", "agreement", "type"].contains(token.text)
                else { return false }
            case .foreign: guard ClaimWords.foreignNoise.contains(where: token.text.holds) else { return false }
            case .number, .link: return false
            case .plus: break
            }
        }
        return true
    }

    private func isNoise(_ text: ClaimText, _ position: Int) -> Bool {
        let token = text.tokens[position]
        switch token.kind {
        case .plus, .link: return true
        case .number: return position > 0 && ["copyright", "c"].contains(text.word(position - 1)) || token.text.utf8.count == 4
        case .foreign:
            return ClaimWords.foreignOr.contains(token.text) || ClaimWords.foreignAnd.contains(token.text)
                || ClaimWords.foreignNoise.contains { token.text.holds($0) }
        case .word:
            return token.text.utf8.count == 1 || ClaimWords.noise.contains(token.text) || ClaimWords.license.contains(token.text)
                || ClaimWords.or.contains(token.text) || ClaimWords.and.contains(token.text)
        }
    }
}
