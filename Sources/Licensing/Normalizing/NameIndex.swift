/// Every name the catalogue knows, by its words: for finding licences within longer texts.
///
/// A key is the words joined by `-`, without articles and "version", with "license" in one spelling, and once more without it.
struct NameIndex: Sendable {
    private struct Entry {
        let id: LicenseID
        let priority: Int
        var isAmbiguous = false
    }

    private let common: [String: LicenseID]
    private let families: Deferred<VersionedFamilies>
    private let byHub: [String: [String: LicenseID]]
    /// First word to the number of words of the longest name that starts with it.
    private let heads: [String: Int]

    init(_ catalogue: LicenseCatalogue, _ families: Deferred<VersionedFamilies>) {
        self.families = families
        var entries: [String: Entry] = [:]
        var heads: [String: Int] = [:]
        var byHub: [String: [String: LicenseID]] = [:]
        func add(_ name: String, _ id: LicenseID, _ priority: Int, into hub: String? = nil) {
            for key in Self.keys(of: name) {
                if let hub {
                    byHub[hub, default: [:]][key.text] = id
                } else if let known = entries[key.text] {
                    if known.priority > priority { continue }
                    if known.priority == priority, known.id != id { entries[key.text]?.isAmbiguous = true }
                    if known.priority < priority { entries[key.text] = Entry(id: id, priority: priority) }
                } else {
                    entries[key.text] = Entry(id: id, priority: priority)
                }
                heads[key.head] = max(heads[key.head] ?? 0, key.words)
            }
        }
        for (hub, names) in catalogue.aliases {
            for (name, id) in names { add(name, id, 4, into: hub == "any" ? nil : hub) }
        }
        for listed in catalogue.allListed {
            add(listed.id.text, listed.id, 3)
            add(listed.name, listed.id, 1)
        }
        for fact in catalogue.allFacts {
            for prefix in ["LicenseRef-Weighbridge-", "LicenseRef-scancode-"] where fact.id.text.hasPrefix(prefix) {
                add(String(fact.id.text.dropFirst(prefix.count)), fact.id, 2)
            }
            if !fact.id.isReference { add(fact.id.text, fact.id, 3) }
            add(fact.name, fact.id, 0)
        }
        common = entries.filter { !$0.value.isAmbiguous }.mapValues(\.id)
        self.byHub = byHub
        self.heads = heads
    }

    /// "model license" and the like: the name of a licence as a whole claim on some hub, but nothing to look for within texts.
    private static func isCommonplace(_ words: [String]) -> Bool {
        words.allSatisfy { $0 == "license" || $0 == "research" || ClaimWords.noise.contains($0) }
    }

    private static func keys(of name: String) -> [(text: String, head: String, words: Int)] {
        let words = reduced(ClaimText(name).tokens.map(\.text))
        guard let head = words.first, words.count <= 16, !isCommonplace(words) else { return [] }
        let whole = (text: words.joined(separator: "-"), head: head, words: words.count)
        let short = words.filter { $0 != "license" }
        guard short.count > 1, short.count < words.count else { return [whole] }
        return [whole, (text: short.joined(separator: "-"), head: short[0], words: words.count)]
    }

    private static func reduced(_ words: [String]) -> [String] {
        words.compactMap { word in
            ClaimWords.dropped.contains(word) ? nil : ClaimWords.license.contains(word) ? "license" : word
        }
    }

    /// The longest name that starts at this token.
    func match(_ text: ClaimText, at start: Int, hub: String?) -> Mention? {
        guard let longest = heads[ClaimWords.license.contains(text.word(start)) ? "license" : text.tokens[start].text] else { return nil }
        let own = hub.flatMap { byHub[$0] }
        var whole = ""
        var short = ""
        var shortWords = 0
        var words = 0
        var best: (id: LicenseID, end: Int, words: Int)?
        var index = start
        while index < text.tokens.count, words < longest {
            let token = text.tokens[index]
            if token.kind == .link || token.gap.contains(.greater) { break }
            if token.kind == .plus, !token.isGlued { break }
            // A name does not go over the end of a list item, and into a parenthesis only by its own words.
            if index > start, !token.gap.isDisjoint(with: [.semicolon, .pipe, .line]) { break }
            index += 1
            if token.kind == .word, ClaimWords.dropped.contains(token.text) { continue }
            words += 1
            let isLicense = token.kind == .word && ClaimWords.license.contains(token.text)
            if !whole.isEmpty { whole.append("-") }
            whole += isLicense ? "license" : token.text
            if !isLicense {
                if !short.isEmpty { short.append("-") }
                short += token.text
                shortWords += 1
            }
            if let id = own?[whole] ?? common[whole] {
                best = (id, index, words)
            } else if shortWords > 1, !isLicense, let id = own?[short] ?? common[short] {
                best = (id, index, words)
            } else if token.kind == .number, !token.text.contains("."), let id = common[whole + ".0"] ?? common[short + ".0"] {
                best = (id, index, words)
            }
        }
        guard let best else { return nil }
        var mention = Mention(best.id, start..<best.end, rule: text.key(start..<best.end))
        if families.value.choosesVersion(mention.rule, best.id) {
            mention.isVague = true
            mention.confidence = .medium
            mention.findings.append(.byConvention("\(best.id) for '\(text.fragment(start..<best.end))'"))
        }
        mention.isWeak = best.words == 1 && !Self.isDistinct(text.tokens[start].text)
        if case .license(let id, false) = mention.expression, let today = DeprecatedLicense.successor(of: id, orLater: false) {
            mention.expression = today
        }
        return mention
    }

    /// Names that are no words of any language.
    private static func isDistinct(_ word: String) -> Bool { distinct.contains(word) }

    private static let distinct: Set<String> = [
        "mit", "isc", "zlib", "unlicense", "wtfpl", "ncsa", "postgresql", "odbl", "pddl", "expat", "mitnfa", "sspl", "cecill", "eupl",
        "osl", "afl", "gemma", "mrl",
        "mnpl", "openrail", "cpml", "faipl", "hpnd", "lppl", "naist", "ofl", "upl", "gfdl", "dbcl", "busl", "ncgl", "psf", "oanc", "umls",
    ]
}
