/// The GNU licences in any spelling: `GPLv3+`, `GNU Lesser General Public License, version 2.1 or later`, `GPL (>= 2)`.
enum GNUGrammar {
    private static let short: [String: String] = [
        "gpl": "GPL", "lgpl": "LGPL", "agpl": "AGPL", "gfdl": "GFDL", "fdl": "GFDL", "gnugpl": "GPL", "gnulgpl": "LGPL", "gnuagpl": "AGPL",
    ]
    private static let versions: [String: [String]] = [
        "GPL": ["1.0", "2.0", "3.0"], "LGPL": ["2.0", "2.1", "3.0"], "AGPL": ["1.0", "3.0"], "GFDL": ["1.1", "1.2", "1.3"],
    ]

    static func match(_ text: ClaimText, at start: Int) -> Mention? {
        guard let (family, nameEnd) = family(text, at: start) else { return nil }
        var index = nameEnd
        // `GNU General Public License (GPL) v3`: the short name again.
        if let again = short[text.word(index)], again == family, text.tokens[index].gap.contains(.open) { index += 1 }
        let afterName = index
        while ClaimWords.license.contains(text.word(index))
            || versionWords.contains(text.word(index))
        { index += 1 }
        // `as published by the Free Software Foundation; either version 3`.
        if text.word(index) == "as", text.word(index + 1) == "published" {
            let end = min(index + 14, text.tokens.count)
            if let number = (index..<end).first(where: { text.number($0) != nil }) { index = number }
        }
        guard let number = text.number(index), index < afterName + 18, let version = version(number, family) else {
            // Of the GNU Affero licence there is only version 3; version 1 is Affero's own, and was not called so.
            if family == "AGPL", text.word(start) == "affero" || text.word(start + 1) == "affero" {
                var mention = Mention("AGPL-3.0-only", start..<afterName, rule: "GNU Affero without version")
                mention.confidence = .medium
                mention.isVague = true
                mention.findings = [.byConvention("AGPL-3.0-only for '\(text.fragment(start..<afterName))'")]
                return mention
            }
            let id = LicenseID("LicenseRef-Weighbridge-\(family.lowercased())-unspecified")
            var mention = Mention(id, start..<afterName, rule: "GNU family without version")
            if let number = text.number(index), index == afterName || text.word(index - 1).hasPrefix("v") {
                mention.tokens = start..<(index + 1)
                mention.findings = [.unreadWords("\(family) \(number)")]
                mention.confidence = .low
            }
            return mention
        }
        let atLeast = text.tokens[index].gap.contains(.greater)
        index += 1
        let suffix = suffix(text, at: index)
        let id = LicenseID("\(family)-\(version)" + (atLeast || suffix.isOrLater ? "-or-later" : "-only"))
        let end = suffix.end
        if let exception = ExceptionGrammar.match(text, at: end, version: version) {
            var mention = Mention(
                .with(id, orLater: false, exception: exception.id), start..<exception.end, rule: "GNU family with exception",
                kin: family.lowercased())
            if exception.id.hasPrefix("AdditionRef-") {
                mention.confidence = .low
                mention.findings.append(.unreadWords(text.fragment(end..<exception.end)))
            }
            return mention
        }
        return Mention(id, start..<end, rule: "GNU family")
    }

    /// `GPL`, `GNU GPL`, `GNU Affero General Public License`, `Lesser GPL`.
    private static func family(_ text: ClaimText, at start: Int) -> (String, Int)? {
        var index = start
        let isGNU = text.word(index) == "gnu"
        if isGNU { index += 1 }
        if text.word(index) == "s", isGNU { index += 1 }
        let first = text.word(index)
        if let family = short[first] { return (family, index + 1) }
        switch first {
        case "affero", "lesser", "library":
            let family = first == "affero" ? "AGPL" : "LGPL"
            if let end = general(text, at: index + 1) { return (family, end) }
            if isGNU, text.word(index + 1) == "public" { return (family, skipLicense(text, index + 2)) }
            // "GNU Library or Lesser General Public License"
            if isGNU, text.word(index + 1) == "or", text.word(index + 2) == "lesser", let end = general(text, at: index + 3) {
                return (family, end)
            }
            if short[text.word(index + 1)] == "GPL" { return (family, index + 2) }
            if first == "affero" || isGNU { return first == "library" ? nil : (family, skipLicense(text, index + 1)) }
            return nil
        case "free":
            guard text.word(index + 1) == "documentation", isGNU || ClaimWords.license.contains(text.word(index + 2)) else { return nil }
            return ("GFDL", skipLicense(text, index + 2))
        default:
            // "GNU Public License": the "General" is often lost.
            if isGNU, first == "public" { return ("GPL", skipLicense(text, index + 1)) }
            if let end = general(text, at: index) { return isGNU || text.word(end - 1) != "public" ? ("GPL", end) : nil }
            return isGNU ? ("GPL", skipLicense(text, index)) : nil
        }
    }

    private static func general(_ text: ClaimText, at index: Int) -> Int? {
        guard text.word(index) == "general", text.word(index + 1) == "public" || text.word(index + 1) == "pubic" else { return nil }
        return skipLicense(text, index + 2)
    }

    private static func skipLicense(_ text: ClaimText, _ index: Int) -> Int {
        ClaimWords.license.contains(text.word(index)) ? index + 1 : index
    }

    private static func version(_ number: String, _ family: String) -> String? {
        let known = versions[family] ?? []
        if known.contains(number) { return number }
        if known.contains(number + ".0") { return number + ".0" }
        // `lgpl21`, `gpl30`.
        if number.utf8.count == 2, let first = number.first, let last = number.last, known.contains("\(first).\(last)") {
            return "\(first).\(last)"
        }
        // `3.0.0`
        let parts = number.split(separator: ".")
        if parts.count == 3, parts[2] == "0", known.contains("\(parts[0]).\(parts[1])") { return "\(parts[0]).\(parts[1])" }
        return nil
    }

    private static let joins: Set<String> = ["or", "and", "oder", "ou", "o", "y", "et", "und"]
    private static let fillers: Set<String> = [
        "at", "your", "option", "any", "a", "the", "une", "eine", "uma", "una", "version", "toute", "jede",
    ]
    private static let later: Set<String> = [
        "later", "newer", "above", "greater", "higher", "up", "upwards", "hoher", "spater", "neuer", "spatere", "neuere", "ulterieure",
        "posterior", "superieure", "superior", "successive",
    ]
    private static let versionWords: Set<String> = ["version", "v", "ver", "vers", "either", "rev", "release"]

    /// What follows the version: `+`, `only`, `or (at your option) any later version`, in some languages.
    static func suffix(_ text: ClaimText, at start: Int) -> (isOrLater: Bool, end: Int) {
        guard start < text.tokens.count else { return (false, start) }
        if text.tokens[start].kind == .plus, text.tokens[start].isGlued, start + 1 == text.tokens.count || !text.tokens[start + 1].isGlued {
            return (true, start + 1)
        }
        if text.word(start) == "only" { return (false, start + 1) }
        // "of the License, or (at your option) any later version"
        var index = start
        let of = text.word(index) == "of" && text.word(index + 1) == "the" ? index + 2 : nil
        if let of, ClaimWords.license.contains(text.word(of)) { index = of + 1 }
        if ClaimWords.license.contains(text.word(index)), index == start { index += 1 }
        if later.contains(text.word(index)) { return (true, index + 1) }
        guard joins.contains(text.word(index)) else { return (false, start) }
        index += 1
        while fillers.contains(text.word(index)) { index += 1 }
        guard later.contains(text.word(index)) else { return (false, start) }
        index += 1
        if text.word(index).hasPrefix("version") { index += 1 }
        return (true, index)
    }
}
