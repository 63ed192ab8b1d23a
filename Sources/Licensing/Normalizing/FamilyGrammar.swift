/// Licences with versions, by name and number: `Apache License, Version 2.0`, `EPL v1.0`, `Mozilla Public License 2`.
///
/// One entry a family; the ids are the stem with a version that the catalogue knows.
enum FamilyGrammar {
    private struct Family: Sendable {
        let stem: String
        /// Words, "license" left out.
        let names: [String]
        /// What no version means, where usage is plain; nil: `…-unspecified`.
        var unversioned: String?
        /// Whether that is a convention (a finding) or the only version there is.
        var byConvention = false
    }

    private static let families: [Family] = [
        Family(
            stem: "Apache",
            names: [
                "apache software foundation", "apache software", "apache public", "apache", "asl", "al", "apl", "asf",
            ], unversioned: "2.0", byConvention: true),
        Family(stem: "MPL", names: ["mozilla public", "mozilla", "mpl"], unversioned: "2.0", byConvention: true),
        Family(stem: "EPL", names: ["eclipse public", "eclipse publish", "eclipse", "epl"]),
        Family(stem: "EUPL", names: ["european union public", "european public", "eupl"]),
        Family(
            stem: "CDDL", names: ["common development and distribution", "common development distribution", "cddl"], unversioned: "1.0",
            byConvention: true),
        Family(stem: "CPL", names: ["common public", "cpl"], unversioned: "1.0"),
        Family(stem: "OSL", names: ["open software", "osl"]),
        Family(stem: "AFL", names: ["academic free", "afl"]),
        Family(stem: "Artistic", names: ["artistic", "perl artistic"]),
        Family(stem: "BSL", names: ["boost software", "boost"], unversioned: "1.0"),
        Family(stem: "BUSL", names: ["business source", "busl"], unversioned: "1.1"),
        // BSL-1.0 is Boost, BSL 1.1 (an alias) is Business Source, and BSL alone may be either.
        Family(stem: "BSL", names: ["bsl"]),
        Family(stem: "OFL", names: ["sil open font", "open font", "sil ofl", "ofl"], unversioned: "1.1", byConvention: true),
        Family(stem: "ODbL", names: ["open database", "open data commons open database", "odc odbl", "odbl"], unversioned: "1.0"),
        Family(stem: "ODC-By", names: ["open data commons attribution", "odc attribution", "odc by", "odcby"], unversioned: "1.0"),
        Family(
            stem: "PDDL",
            names: [
                "public domain dedication and", "open data commons public domain dedication and", "odc public domain dedication and",
                "odc pddl",
                "open data commons public domain dedication", "pddl",
            ], unversioned: "1.0"),
        Family(stem: "CDLA-Permissive", names: ["cdla permissive", "community data agreement permissive", "community data permissive"]),
        Family(
            stem: "CDLA-Sharing", names: ["cdla sharing", "community data agreement sharing", "community data sharing"], unversioned: "1.0"),
        Family(stem: "LPPL", names: ["latex project public", "lppl"]),
        Family(stem: "ECL", names: ["educational community", "ecl"]),
        Family(stem: "CECILL", names: ["cecill", "ce cill"]),
        Family(stem: "ZPL", names: ["zope public", "zpl"]),
        Family(stem: "PSF", names: ["python software foundation", "psf", "psfl"], unversioned: "2.0", byConvention: true),
        Family(stem: "Python", names: ["python"]),
        Family(stem: "SSPL", names: ["server side public", "sspl"], unversioned: "1.0"),
        Family(stem: "Elastic", names: ["elastic", "elv"], unversioned: "2.0"),
        Family(stem: "UPL", names: ["universal permissive", "upl"], unversioned: "1.0"),
        Family(stem: "MulanPSL", names: ["mulan permissive software", "mulanpsl", "mulan psl", "mulan"]),
        Family(stem: "etalab", names: ["etalab", "ouverte open", "ouverte"]),
        Family(stem: "OGL-UK", names: ["open government", "ogl", "ogl uk", "uk open government"]),
        Family(stem: "DL-DE-BY", names: ["datenlizenz deutschland namensnennung", "dl de by"]),
        Family(stem: "DL-DE-ZERO", names: ["datenlizenz deutschland zero", "dl de zero"]),
        Family(stem: "PHP", names: ["php"]),
        Family(stem: "NPOSL", names: ["non profit open software", "nposl"], unversioned: "3.0"),
        Family(stem: "OpenMDW", names: ["openmdw", "open model data and weights", "open model data weights"]),
        Family(
            stem: "C-UDA", names: ["computational use of data agreement", "computational use of data", "c uda", "cuda"], unversioned: "1.0"),
        Family(stem: "O-UDA", names: ["open use of data agreement", "open use of data", "o uda"], unversioned: "1.0"),
        Family(stem: "BlueOak", names: ["blue oak model", "blueoak"], unversioned: "1.0.0"),
        Family(stem: "PolyForm-Noncommercial", names: ["polyform noncommercial", "polyform non commercial"], unversioned: "1.0.0"),
        Family(stem: "PolyForm-Small-Business", names: ["polyform small business"], unversioned: "1.0.0"),
        Family(stem: "CERN-OHL-P", names: ["cern ohl p", "cern open hardware permissive"], unversioned: "2.0"),
        Family(stem: "CERN-OHL-S", names: ["cern ohl s", "cern open hardware strongly reciprocal"], unversioned: "2.0"),
        Family(stem: "CERN-OHL-W", names: ["cern ohl w", "cern open hardware weakly reciprocal"], unversioned: "2.0"),
        Family(stem: "MIT", names: ["mit"]),
    ]

    private static let byHead: [String: [(words: [String], family: Family)]] = {
        var table: [String: [(words: [String], family: Family)]] = [:]
        for family in families where family.stem != "MIT" {
            for name in family.names {
                let words = name.split(separator: " ").map(String.init)
                table[words[0], default: []].append((words, family))
            }
        }
        return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()

    static func match(_ text: ClaimText, at start: Int, catalogue: LicenseCatalogue) -> Mention? {
        guard let candidates = byHead[text.word(start)] else { return nil }
        for (words, family) in candidates {
            guard let nameEnd = name(words, text, at: start) else { continue }
            if let found = versioned(family, words, text, start, nameEnd, catalogue) { return found }
        }
        return nil
    }

    /// The words in order, "license" between them or not.
    private static func name(_ words: [String], _ text: ClaimText, at start: Int) -> Int? {
        var index = start
        for word in words {
            while index > start, ClaimWords.license.contains(text.word(index)) { index += 1 }
            guard text.word(index) == word else { return nil }
            index += 1
        }
        return index
    }

    private static func versioned(
        _ family: Family, _ words: [String], _ text: ClaimText, _ start: Int, _ nameEnd: Int, _ catalogue: LicenseCatalogue
    ) -> Mention? {
        var index = nameEnd
        var sawLicense = false
        var afterLicense = nameEnd
        while index < text.tokens.count {
            let token = text.tokens[index]
            if token.kind == .word, ClaimWords.license.contains(token.text) {
                sawLicense = true
                index += 1
                afterLicense = index
            } else if token.kind == .word, ClaimWords.dropped.contains(token.text) || token.text == "agreement" {
                index += 1
            } else if token.kind == .word, index == afterLicense, family.names.contains(token.text), token.gap.contains(.open) {
                // `Eclipse Public License (EPL) 2.0`
                index += 1
                afterLicense = index
            } else if token.gap.contains(.open), let end = again(family, text, at: index) {
                // `EPL (Eclipse Public License), V1.0`
                index = end
                afterLicense = index
            } else {
                break
            }
        }
        // `GPL/CDDL`, `EPL 2`: a comma may stand between name and version, but no other separator.
        if let number = text.number(index), text.tokens[index].gap.isDisjoint(with: [.pipe, .semicolon]), text.word(index + 1) != "clause",
            let (id, end) = version(family, number, text, index, catalogue)
        {
            var mention = Mention(id, start..<end, rule: "\(family.stem) with version")
            mention.belong(to: LicenseKin.kin(of: LicenseID(family.stem)))
            let suffix = GNUGrammar.suffix(text, at: end)
            if suffix.isOrLater, !id.isReference {
                mention.tokens = start..<suffix.end
                mention.expression = .license(id, orLater: true)
            }
            return mention
        }
        if words.count == 1, needsVersion.contains(words[0]) { return nil }
        // A single word needs more than itself: "apache", "python", "elastic" are other things as well.
        let isName = words.count > 1 || sawLicense || isAcronym(words[0])
        if let version = family.unversioned, let id = catalogue.canonical("\(family.stem)-\(version)") {
            var mention = Mention(id, start..<afterLicense, rule: "\(family.stem) without version")
            mention.belong(to: LicenseKin.kin(of: LicenseID(family.stem)))
            mention.isWeak = !isName
            if family.byConvention {
                mention.confidence = .medium
                mention.isVague = true
                mention.findings.append(.byConvention("\(id) for '\(text.fragment(start..<afterLicense))'"))
            }
            return mention
        }
        var mention = Mention(
            LicenseID("LicenseRef-Weighbridge-\(family.stem.lowercased())-unspecified"), start..<afterLicense,
            rule: "\(family.stem) without version")
        mention.isWeak = !isName
        return mention
    }

    private static func again(_ family: Family, _ text: ClaimText, at start: Int) -> Int? {
        for candidate in family.names {
            if let end = name(candidate.split(separator: " ").map(String.init), text, at: start) { return end }
        }
        return nil
    }

    private static func version(
        _ family: Family, _ number: String, _ text: ClaimText, _ index: Int, _ catalogue: LicenseCatalogue
    ) -> (LicenseID, Int)? {
        // `LPPL-1.3c`, `CeCILL 2.1`.
        if index + 1 < text.tokens.count, text.tokens[index + 1].isGlued, text.tokens[index + 1].kind == .word,
            let id = catalogue.canonical("\(family.stem)-\(number)\(text.tokens[index + 1].text)")
        {
            return (id, index + 2)
        }
        if let id = catalogue.canonical("\(family.stem)-\(number)") { return (id, index + 1) }
        if let id = catalogue.canonical("\(family.stem)-\(number).0") { return (id, index + 1) }
        if number.utf8.count == 2, let first = number.first, let last = number.last,
            let id = catalogue.canonical("\(family.stem)-\(first).\(last)")
        {
            return (id, index + 1)
        }
        if number.hasSuffix(".0"), let id = catalogue.canonical("\(family.stem)-\(number.dropLast(2))") { return (id, index + 1) }
        if let id = catalogue.canonical("LicenseRef-Weighbridge-\(family.stem)-\(number)") { return (id, index + 1) }
        return nil
    }

    /// Too short to mean the licence by themselves.
    private static let needsVersion: Set<String> = ["al", "apl", "asf"]

    private static func isAcronym(_ word: String) -> Bool {
        !["apache", "mozilla", "eclipse", "artistic", "boost", "python", "elastic", "al", "php", "mulan", "ouverte", "asf", "cuda"]
            .contains(word)
    }
}
