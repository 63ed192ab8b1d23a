/// The elements' names in the languages met, and the ports.
enum CreativeCommonsWords {
    typealias Elements = CreativeCommonsGrammar.Elements

    /// Between the elements of one name.
    static let fillers: Set<String> = [
        "international", "intl", "inter", "unported", "generic", "public", "v", "ver", "version", "the", "license", "licence", "lizenz",
        "licencia", "licenca",
        "licenza", "internacional", "internationale", "internazionale", "lic", "and", "works", "work", "deed", "legal", "legalcode", "l",
        "d", "de", "la",
        "commons", "igo",
    ]
    /// Fillers that end no name.
    static let joints: Set<String> = ["the", "and", "v", "ver", "version", "l", "d", "de", "la"]

    /// One element, of one word or several.
    static func element(_ text: ClaimText, at index: Int) -> (elements: Elements, end: Int)? {
        guard index < text.tokens.count else { return nil }
        let token = text.tokens[index]
        if token.kind == .foreign { return foreign(token.text).flatMap { $0.isEmpty ? nil : ($0, index + 1) } }
        guard token.kind == .word else { return nil }
        for phrase in phrases[token.text] ?? [] {
            if let end = text.after(phrase.words, at: index) { return (phrase.elements, end) }
        }
        if let elements = glued(token.text[...]),
            token.text.utf8.count > 2 || token.gap.contains(.dash) || token.gap.contains(.space) || token.gap.contains(.underscore)
        {
            return (elements, index + 1)
        }
        return nil
    }

    /// `bync`, `byncsa`, `by`: nothing but elements, each once.
    static func glued(_ word: Substring) -> Elements? {
        var rest = word
        var elements: Elements = []
        while !rest.isEmpty {
            guard let pair = shorts.first(where: { rest.hasPrefix($0.0) }), !elements.contains(pair.1) else { return nil }
            elements.insert(pair.1)
            rest = rest.dropFirst(pair.0.count)
        }
        return elements.isEmpty ? nil : elements
    }

    private static let shorts: [(String, Elements)] = [("by", .by), ("nc", .nc), ("nd", .nd), ("sa", .sa), ("zero", .zero)]

    /// Elements within a word of another script; empty for "Creative Commons" itself; nil for anything else.
    static func foreign(_ word: String) -> Elements? {
        var elements: Elements = []
        for (part, element) in foreignParts where word.holds(part) { elements.insert(element) }
        if !elements.isEmpty { return elements }
        return foreignNames.contains { word.holds($0) } ? [] : nil
    }

    private static let foreignNames = ["知识共享", "創用", "クリエイティブ", "コモンズ", "크리에이티브", "креатив"]
    private static let foreignParts: [(String, Elements)] = [
        ("署名", .by), ("姓名标示", .by), ("姓名標示", .by), ("表示", .by), ("저작자표시", .by), ("저작자", .by), ("атрибуция", .by), ("указанием", .by),
        ("非商业", .nc), ("非商業", .nc), ("非営利", .nc), ("비영리", .nc), ("некоммерч", .nc),
        ("相同方式", .sa), ("継承", .sa), ("동일조건", .sa), ("сохранением", .sa),
        ("禁止演绎", .nd), ("禁止改作", .nd), ("改変禁止", .nd), ("변경금지", .nd), ("производных", .nd),
    ]

    private struct Phrase {
        let words: [String]
        let elements: Elements
    }

    private static let phrases: [String: [Phrase]] = {
        let all: [(Elements, [String])] = [
            (
                .by,
                [
                    "by", "attribution", "attr", "attrib", "namensnennung", "reconocimiento", "atribucion", "atribuicao", "attribuzione",
                    "paternite",
                    "naamsvermelding", "uznanie autorstwa", "reconeixement",
                ]
            ),
            (
                .nc,
                [
                    "nc", "noncommercial", "noncomm", "noncom", "non commercial", "non comm", "non comercial", "no comercial",
                    "nocomercial", "nao comercial", "naocomercial",
                    "nicht kommerziell", "nichtkommerziell", "keine kommerzielle nutzung", "pas d utilisation commerciale",
                    "pas utilisation commerciale", "pas dutilisation commerciale",
                    "utilisation non commerciale", "non commerciale", "niet commercieel", "nietcommercieel", "uso non commerciale",
                    "uzycie niekomercyjne",
                    "not commercial", "no commercial",
                ]
            ),
            (
                .sa,
                [
                    "sa", "sharealike", "share alike", "sharalike", "weitergabe unter gleichen bedingungen", "compartirigual",
                    "compartir igual", "compartilhaigual",
                    "compartilha igual", "partage dans les memes conditions", "partage a l identique", "condividi allo stesso modo",
                    "gelijkdelen",
                    "na tych samych warunkach",
                ]
            ),
            (
                .nd,
                [
                    "nd", "noderivatives", "noderivs", "noderivative", "noderiv", "no derivatives", "no derivs", "no derivative works",
                    "no derivative", "no deriv", "keine bearbeitung",
                    "keine bearbeitungen", "sinderivadas", "sin derivadas", "sinobraderivada", "sin obra derivada", "semderivacoes",
                    "sem derivacoes",
                    "pas de modification", "pas de modifications", "non opere derivate", "geenafgeleidewerken", "non derivatives",
                ]
            ),
            (.zero, ["zero", "public domain dedication"]),
            (.mark, ["pdm", "public domain mark"]),
        ]
        var table: [String: [Phrase]] = [:]
        for (elements, names) in all {
            for name in names {
                let words = name.split(separator: " ").map(String.init)
                table[words[0], default: []].append(Phrase(words: words, elements: elements))
            }
        }
        return table.mapValues { $0.sorted { $0.words.count > $1.words.count } }
    }()

    static func port(_ text: ClaimText, at index: Int) -> (code: String, end: Int)? {
        var index = index
        if ["international", "unported", "generic", "license", "licence"].contains(text.word(index)) { return nil }
        if text.word(index) == "the" { index += 1 }
        let word = text.word(index)
        if codes.contains(word) {
            // `as`, `at`, `in`, `no`, `it`, `is` are words too: a code hangs on by a dash or ends the name.
            let gap = text.tokens[index].gap
            let ends =
                index + 1 == text.tokens.count || text.tokens[index + 1].kind != .word || ClaimWords.license.contains(text.word(index + 1))
            return gap.contains(.dash) || gap.contains(.slash) || gap.contains(.underscore)
                || (ends || word == "igo") && !common.contains(word)
                ? (word, index + 1) : nil
        }
        for (name, code) in countries where word == name.first {
            if let end = text.after(name, at: index) { return (code, end) }
        }
        return nil
    }

    private static let codes: Set<String> = [
        "igo", "at", "au", "br", "ca", "ch", "cl", "cn", "cr", "cz", "de", "dk", "ec", "ee", "eg", "es", "fi", "fr", "ge", "gr", "gt", "hk",
        "hr", "hu", "ie",
        "il", "in", "it", "jp", "kr", "lu", "mk", "mt", "mx", "my", "nl", "no", "nz", "pe", "ph", "pl", "pr", "pt", "ro", "rs", "scotland",
        "se", "sg", "si",
        "th", "tw", "ug", "uk", "us", "ve", "vn", "za",
    ]
    private static let common: Set<String> = ["at", "in", "is", "it", "no", "us", "de", "my", "es", "se", "si", "in"]
    private static let countries: [([String], String)] = [
        (["south", "africa"], "za"), (["united", "states"], "us"), (["united", "kingdom"], "uk"), (["england"], "uk"),
        (["new", "zealand"], "nz"),
        (["germany"], "de"), (["deutschland"], "de"), (["austria"], "at"), (["osterreich"], "at"), (["australia"], "au"),
        (["netherlands"], "nl"),
        (["nederland"], "nl"), (["france"], "fr"), (["japan"], "jp"), (["brazil"], "br"), (["brasil"], "br"), (["canada"], "ca"),
        (["spain"], "es"),
        (["espana"], "es"), (["italy"], "it"), (["italia"], "it"), (["switzerland"], "ch"), (["schweiz"], "ch"), (["china"], "cn"),
        (["mainland", "china"], "cn"),
        (["taiwan"], "tw"), (["korea"], "kr"), (["south", "korea"], "kr"), (["portugal"], "pt"), (["poland"], "pl"), (["sweden"], "se"),
        (["norway"], "no"),
        (["denmark"], "dk"), (["finland"], "fi"), (["mexico"], "mx"), (["india"], "in"), (["ireland"], "ie"), (["singapore"], "sg"),
        (["hong", "kong"], "hk"),
        (["greece"], "gr"), (["hungary"], "hu"), (["israel"], "il"), (["intergovernmental", "organisations"], "igo"),
        (["intergovernmental", "organizations"], "igo"), (["czech", "republic"], "cz"), (["scotland"], "scotland"),
    ]
}
