/// Names and sentences that follow no pattern of versions: public domain, "non-commercial", first lines of well-known texts.
enum PhraseGrammar {
    private enum Meaning {
        case license(LicenseID)
        case restriction(LicenseID)
        /// Ends only there: the phrase may be a part of another one.
        case weak(LicenseID)
    }

    private static let publicDomain: LicenseID = "LicenseRef-Weighbridge-public-domain-unspecified"
    private static let nonCommercial: LicenseID = "LicenseRef-Weighbridge-non-commercial-unspecified"
    private static let research: LicenseID = "LicenseRef-Weighbridge-research-only-unspecified"
    private static let proprietary: LicenseID = "LicenseRef-Weighbridge-commercial-proprietary"
    private static let reserved: LicenseID = "LicenseRef-Weighbridge-all-rights-reserved"
    private static let modifiedMIT: LicenseID = "LicenseRef-Weighbridge-modified-mit-unspecified"

    static func match(_ text: ClaimText, at start: Int) -> Mention? {
        let token = text.tokens[start]
        switch token.kind {
        case .foreign: return foreign(text, start)
        case .word: break
        case .number, .plus, .link: return nil
        }
        if let (meaning, end) = phrase(text, start) {
            var mention: Mention
            switch meaning {
            case .license(let id): mention = Mention(id, start..<end, rule: text.key(start..<end))
            case .weak(let id):
                mention = Mention(id, start..<end, rule: text.key(start..<end))
                mention.isWeak = true
            case .restriction(let id):
                mention = Mention(id, start..<end, rule: text.key(start..<end))
                mention.isRestriction = true
            }
            return mention
        }
        return mit(text, start) ?? llama(text, start)
    }

    private static func phrase(_ text: ClaimText, _ start: Int) -> (Meaning, Int)? {
        for phrase in table[text.word(start)] ?? [] {
            if let end = text.after(phrase.words, at: start) { return (phrase.meaning, end) }
        }
        return nil
    }

    private static func foreign(_ text: ClaimText, _ start: Int) -> Mention? {
        let word = text.tokens[start].text
        func has(_ parts: [String]) -> Bool { parts.contains { word.holds($0) } }
        var mention: Mention
        if has(ClaimWords.foreignResearch) {
            mention = Mention(research, start..<(start + 1), rule: word)
            mention.isRestriction = true
        } else if has(ClaimWords.foreignNonCommercial) {
            mention = Mention(nonCommercial, start..<(start + 1), rule: word)
            mention.isRestriction = true
        } else if has(ClaimWords.foreignPublicDomain) {
            mention = Mention(publicDomain, start..<(start + 1), rule: word)
        } else {
            return nil
        }
        return mention
    }

    /// `MIT`, `MIT/X11`, `Expat (MIT/X11)`, `modified MIT`, `MIT No Attribution`.
    private static func mit(_ text: ClaimText, _ start: Int) -> Mention? {
        var index = start
        if ClaimWords.modified.contains(text.word(index)), text.word(index + 1) == "mit" {
            let end = ClaimWords.license.contains(text.word(index + 2)) ? index + 3 : index + 2
            return Mention(modifiedMIT, start..<end, rule: "modified MIT")
        }
        guard text.word(index) == "mit" else { return nil }
        index += 1
        if text.number(index) == "0", text.tokens[index].isGlued || text.tokens[index].gap == .dash {
            return Mention("MIT-0", start..<(index + 1), rule: "MIT-0")
        }
        if text.word(index) == "modified", text.tokens[index].gap.isDisjoint(with: .separators) {
            return Mention(modifiedMIT, start..<(index + 1), rule: "modified MIT")
        }
        // `MIT/X11`, `MIT (X11)`, `MIT/Expat` are names of the one licence.
        if text.word(index) == "x", text.number(index + 1) == "11" { index += 2 }
        if text.word(index) == "expat" { index += 1 }
        if ClaimWords.license.contains(text.word(index)) { index += 1 }
        if let end = text.after(["no", "attribution"], at: index) { return Mention("MIT-0", start..<end, rule: "MIT-0") }
        return Mention("MIT", start..<index, rule: "mit")
    }

    /// `Llama 3.1`, `LLaMA-2 Community License`, `Meta Llama 3 Community License Agreement`.
    private static func llama(_ text: ClaimText, _ start: Int) -> Mention? {
        var index = start
        if text.word(index) == "meta" || text.word(index) == "metallama" { index += text.word(index) == "meta" ? 1 : 0 }
        guard text.word(index) == "llama" || text.word(index) == "metallama" else { return nil }
        index += 1
        while ClaimWords.dropped.contains(text.word(index)) || ClaimWords.license.contains(text.word(index))
            || text.word(index) == "community"
        { index += 1 }
        guard let number = text.number(index), let id = llamas[number] else { return nil }
        index += 1
        for word in ["meta", "community", "license", "agreement"] {
            if text.word(index) == word || word == "license" && ClaimWords.license.contains(text.word(index)) { index += 1 }
        }
        return Mention(id, start..<index, rule: "Llama with version")
    }

    static let llamas: [String: LicenseID] = [
        "1": "LicenseRef-scancode-llama-license-2023", "2": "LicenseRef-scancode-llama-2-license-2023",
        "2.0": "LicenseRef-scancode-llama-2-license-2023",
        "3": "LicenseRef-Weighbridge-llama3-community", "3.0": "LicenseRef-Weighbridge-llama3-community",
        "3.1": "LicenseRef-scancode-llama-3.1-license-2024", "3.2": "LicenseRef-scancode-llama-3.2-license-2024",
        "3.3": "LicenseRef-scancode-llama-3.3-license-2024", "4": "LicenseRef-scancode-llama-4-cla-2025",
        "4.0": "LicenseRef-scancode-llama-4-cla-2025",
    ]

    private static let table: [String: [(words: [String], meaning: Meaning)]] = {
        let rows: [(Meaning, [String])] = [
            (
                .license(publicDomain),
                [
                    "public domain", "publicdomain", "dominio publico", "domaine public", "gemeinfrei", "dominio pubblico",
                    "publiek domein", "domena publiczna",
                    "released into the public domain",
                ]
            ),
            (.weak(publicDomain), ["pd"]),
            (
                .restriction(nonCommercial),
                [
                    "non commercial", "noncommercial", "non commercial use", "non commercial use only", "noncommercial use only",
                    "non commercial only", "free for non commercial use", "free for noncommercial use", "non commercial purposes only",
                    "not for commercial use", "no commercial use", "no commercial", "personal use only", "for personal use only",
                    "for personal use",
                    "nao comercial", "no comercial", "nicht kommerziell", "nichtkommerziell", "nur nicht kommerziell", "non commerciale",
                    "pas d utilisation commerciale",
                    "usage non commercial", "uso no comercial", "uso nao comercial", "uso non commerciale", "nc only",
                ]
            ),
            (
                .restriction(research),
                [
                    "research only", "research use only", "for research only", "for research use only", "research purposes only",
                    "for research purposes only",
                    "for research purposes", "research purpose only", "for research", "academic use only", "academic only",
                    "for academic use only", "for academic use",
                    "for academic purposes only", "academic research only", "non commercial research", "noncommercial research",
                    "non commercial research only",
                    "non commercial research purposes only", "non commercial research use only", "non commercial research purposes",
                    "research use", "scientific use only",
                    "scientific research only", "academic research use only", "academic and research use only",
                    "research and academic use only", "educational use only", "for educational use only",
                    "research and education only", "research and educational use only", "nur fur forschungszwecke", "nur forschung",
                    "recherche uniquement",
                    "usage de recherche uniquement", "solo investigacion", "somente pesquisa", "research license",
                    "research and academic use license", "research and academic use", "academic use license", "research only license",
                    "academic license", "academic non commercial", "non commercial academic",
                    "research non commercial",
                ]
            ),
            (
                .license(proprietary),
                [
                    "proprietary", "proprietary license", "commercial license", "commercial licence", "commercial proprietary",
                    "closed source", "proprietary software", "enterprise license", "paid license", "proprietary commercial",
                    "propietaria", "proprietaire", "proprietar", "proprietaria", "eula", "end user license agreement",
                    "commercial software",
                ]
            ),
            (.weak(proprietary), ["commercial", "enterprise", "kommerziell", "comercial", "commerciale"]),
            (
                .license(reserved),
                [
                    "all rights reserved", "all right reserved", "alle rechte vorbehalten", "tous droits reserves",
                    "todos los derechos reservados", "todos os direitos reservados",
                ]
            ),
            (
                .license("LicenseRef-Weighbridge-us-gov-works"),
                [
                    "us government works", "u s government works", "us government work", "u s government work", "us gov works", "us gov",
                    "united states government work", "united states government works",
                ]
            ),
            (
                .license("LicenseRef-Weighbridge-copyright-authors"),
                ["data files original authors", "copyright authors", "contents original authors"]
            ),
            (
                .license("LicenseRef-Weighbridge-dbcl-1.0"),
                ["contents database contents", "database contents license", "database contents", "dbcl"]
            ),
            (.license("MIT"), ["expat", "permission is hereby granted free of charge to any person obtaining a copy", "mitlicense"]),
            (.license("ISC"), ["internet systems consortium", "internet software consortium"]),
            (.license("BSD-3-Clause"), ["eclipse distribution license", "edl", "go license"]),
            (
                .license("LicenseRef-Weighbridge-bsd-unspecified"),
                ["berkeley software distribution", "berkeley software distribution license"]
            ),
            (.license("CC-PDDC"), ["creative commons public domain"]),
            (.license("LicenseRef-scancode-commons-clause"), ["commons clause", "the commons clause"]),
            (.license("0BSD"), ["zero clause bsd", "free public license"]),
            (
                .license("Unlicense"),
                ["the unlicense", "unlicense", "this is free and unencumbered software released into the public domain"]
            ),
            (
                .license("WTFPL"),
                [
                    "do what the fuck you want to public license", "do what the f ck you want to public license",
                    "do what the fuck you want to", "do what the fuck you want",
                ]
            ),
            (.license("LicenseRef-Weighbridge-bsd-unspecified"), ["redistribution and use in source and binary forms"]),
            (.license("Zlib"), ["zlib libpng", "zlib license", "libz"]),
        ]
        var table: [String: [(words: [String], meaning: Meaning)]] = [:]
        for (meaning, names) in rows {
            for name in names {
                let words = name.split(separator: " ").map(String.init)
                table[words[0], default: []].append((words, meaning))
            }
        }
        return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()
}
