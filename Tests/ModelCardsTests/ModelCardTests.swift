import ModelCards
import Testing
import Vocabulary

@Suite struct ModelCardTests {
    private func card(_ text: String, _ change: (inout ModelCard.Limits) -> Void = { _ in }) -> ModelCard {
        var limits = ModelCard.Limits()
        change(&limits)
        return ModelCard(parsing: Array(text.utf8), limits: limits)
    }

    /// A card whose front matter is `yaml`.
    private func front(_ yaml: String, _ change: (inout ModelCard.Limits) -> Void = { _ in }) -> ModelCard {
        card("---\n\(yaml)\n---\n# Title\n", change)
    }

    @Test("front matter, text and licence come apart")
    func whole() throws {
        let card = card("---\nlicense: other\nlicense_name: my-terms\nlicense_link: LICENSE\ntags: [a, 1]\n---\n# Title\n\nText.\n")
        #expect(card.findings.isEmpty)
        #expect(card.body == "# Title\n\nText.\n")
        #expect(card.frontMatter?.isStandard == true)
        #expect(card.frontMatter?.json == #"{"license":"other","license_name":"my-terms","license_link":"LICENSE","tags":["a",1]}"#)
        #expect(
            card.licenses == [
                LicenseClaim(.license, raw: "other"), LicenseClaim(.licenseName, raw: "my-terms"),
                LicenseClaim(.licenseLink, raw: "LICENSE"),
            ])
    }

    @Test(
        "a licence that is not text is kept as JSON",
        arguments: [
            ("license: [mit, gpl-3.0]", #"["mit","gpl-3.0"]"#), ("license:", "null"), ("license: 2.0", "2.0"), ("license: true", "true"),
            ("license:\n  name: mit", #"{"name":"mit"}"#), ("license: {}", "{}"),
        ])
    func oddLicenses(yaml: String, json: String) {
        #expect(front(yaml).licenses == [LicenseClaim(.license, raw: json, isJSON: true)])
    }

    @Test(
        "text stays the text it was",
        arguments: [
            ("no", "no"), ("yes", "yes"), ("on", "on"), ("2023-01-01", "2023-01-01"), ("12:30", "12:30"), ("0x10", "0x10"),
            ("1_000", "1_000"), ("007", "007"), (".nan", ".nan"), ("'1.0'", "1.0"), ("!!str 5", "5"), ("! 5", "5"),
            ("12345678901234567890123", "12345678901234567890123"), ("1e999", "1e999"), ("- x".dropFirst(2).description, "x"),
        ])
    func texts(yaml: String, expected: String) {
        let card = front("x: \(yaml)")
        #expect(card.frontMatter?["x"] == .string(expected))
        #expect(card.findings.isEmpty)
    }

    @Test(
        "numbers, truth values and null are what YAML 1.2 says",
        arguments: [
            ("1", CardValue.number("1")), ("-0.50", .number("-0.50")), ("+3", .number("3")), (".95", .number("0.95")),
            ("5.", .number("5.0")),
            ("1e-4", .number("1e-4")), ("True", .bool(true)), ("FALSE", .bool(false)), ("~", .null), ("Null", .null), ("", .null),
            ("!!int 7", .number("7")),
        ])
    func scalars(yaml: String, expected: CardValue) { #expect(front("x: \(yaml)").frontMatter?["x"] == expected) }

    @Test("a key given twice counts with its last value, and is reported with its line")
    func duplicates() {
        let card = front("license: mit\ntags: [a]\nlicense: apache-2.0")
        #expect(card.licenses == [LicenseClaim(.license, raw: "apache-2.0")])
        #expect(card.findings.map(\.code) == [.cardDuplicateKey])
        #expect(card.findings.first?.reason.hasPrefix("line 4: 'license' is given twice") == true)
    }

    @Test("anchors repeat a value and merge keys fill in what is missing")
    func anchors() {
        let card = front("x: &a [en]\nlanguage: *a\nd: &d {license: mit, y: 1}\n<<: *d\ny: 2")
        #expect(card.frontMatter?.json == #"{"x":["en"],"language":["en"],"d":{"license":"mit","y":1},"y":2,"license":"mit"}"#)
        #expect(card.findings.isEmpty)
    }

    @Test("a tag that names a type is not obeyed, and is reported")
    func tags() {
        let card = front("a: !!python/object:os.system \"x\"\nb: !mine [1]")
        #expect(card.frontMatter?.json == #"{"a":"x","b":[1]}"#)
        #expect(card.findings.map(\.code) == [.cardFrontMatter, .cardFrontMatter])
    }

    @Test(
        "front matter that is not YAML is a finding with its line, and its licence line is kept apart",
        arguments: [
            ("license: mit\nx: @me", 3), ("license: mit\nx: `y`", 3), ("license: mit\nx: %y", 3), ("license: mit\nx: a: b", 3),
            ("license: mit\ntags:\n\t- a", 4), ("license: mit\ntags: [a, b", 4), ("license: mit\n tags:\n- a", 3),
            ("license: mit\nx: \"open", 4), ("license: mit\nx: *nothing", 3), ("license: mit\nx: &x [*x]", 3),
            ("license: mit\nx: \u{1}", 3),
        ])
    func broken(yaml: String, line: Int) throws {
        let card = front(yaml)
        #expect(card.frontMatter == nil)
        #expect(card.licenses.isEmpty)
        #expect(card.salvagedLicenses == [LicenseClaim(.license, raw: "mit")])
        #expect(card.findings.map(\.code) == [.cardFrontMatter, .cardFrontMatter])
        let reason = try #require(card.findings.first?.reason)
        #expect(reason.hasPrefix("line "))
        let found = Int(reason.dropFirst(5).prefix { $0.isNumber }) ?? 0
        #expect(abs(found - line) <= 1, "\(reason)")
        #expect(card.body == "# Title\n")
    }

    @Test("only licence lines that need no YAML are salvaged")
    func salvage() {
        let broken = "x: @\n"
        let kept = "license: 'a b'\nlicense_link: \"https://x/y\"\nlicense_name: my terms\n"
        let left =
            " license: indented\nlicense: [mit\nlicense: |\nlicense: \"a\\n\"\nlicense:mit\nlicenses: x\nlicense: a: b\nlicense: x # y"
        #expect(front(broken + kept + left).salvagedLicenses.map(\.raw) == ["a b", "https://x/y", "my terms"])
    }

    @Test("a template that was not filled in is a finding, not a value")
    func template() {
        let card = front("{{ card_data }}")
        #expect(card.frontMatter?.members.isEmpty == true)
        #expect(card.findings.first?.reason.contains("template") == true)
    }

    @Test("a list or a sentence is no front matter", arguments: ["- license: mit", "just text"])
    func notMapping(yaml: String) {
        let card = front(yaml)
        #expect(card.frontMatter == nil)
        #expect(card.licenses.isEmpty)
        #expect(card.findings.map(\.code) == [.cardFrontMatter])
    }

    @Test("a misspelt licence key is no claim and is pointed out", arguments: ["licence", "License", "'-license'", "LICENSE"])
    func misspelt(key: String) {
        let card = front("\(key): mit")
        #expect(card.licenses.isEmpty)
        #expect(card.findings.map(\.code) == [.cardFrontMatter])
    }

    @Test("two escapes that are one character, as JSON writers make them, are read as one")
    func surrogatePairs() {
        let card = front(#"x: "\ud83d\ude00 \\ud83d""# + "\nlicense: mit")
        #expect(card.frontMatter?["x"] == .string(#"😀 \ud83d"#))
        #expect(card.findings.isEmpty)
        let half = front(#"x: "\ud83d""# + "\nlicense: mit")
        #expect(half.frontMatter == nil)
        #expect(half.salvagedLicenses == [LicenseClaim(.license, raw: "mit")])
    }
}
