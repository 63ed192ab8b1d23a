import JSONReading
import Taxonomy
import TestSupport
import Testing

@Suite struct LanguageTableTests {
    /// Read once, not for every case.
    private static let read = Result { try LanguageTable(of: TaxonomyData.catalog()) }
    private let table: LanguageTable

    init() throws { table = try Self.read.get() }

    @Test("every language is found by its codes and names")
    func all() {
        #expect(table.languages.count > 400)
        #expect(table.languages.count { $0.code.utf8.count == 2 } >= 183)
        for language in table.languages {
            for word in [language.code, language.alpha3, language.name, language.nativeName].compactMap({ $0 }) {
                #expect(table.language(for: word) == language, "\(word)")
            }
        }
    }

    @Test(
        "what hubs and people write is found",
        arguments: [
            ("jp", "ja"), ("cn", "zh"), ("iw", "he"), ("in", "id"), ("jw", "jv"), ("ger", "de"), ("deu", "de"), ("german", "de"),
            ("Deutsch", "de"),
            ("English", "en"), ("ENG", "en"), ("en-US", "en"), ("pt_BR", "pt"), ("zh-Hans-CN", "zh"), ("zh-TW", "zh"), ("eng_Latn", "en"),
            ("multilingual", "mul"), ("multi", "mul"), ("code", "x-code"), ("中文", "zh"), ("Русский", "ru"), ("es-419", "es"),
            ("farsi", "fa"),
            ("Norwegian Bokmål", "nb"), ("no", "no"), ("cantonese", "yue"), ("zh-yue", "yue"), ("swh", "sw"), ("portuguese (brazil)", "pt"),
            ("Haitian Creole", "ht"), ("arb", "arb"), ("ckb", "ckb"), ("tgl", "tl"), ("mandarin", "cmn"), (" de ", "de"),
        ])
    func spellings(text: String, code: String) { #expect(table.language(for: text)?.code == code) }

    @Test(
        "what is no language is none",
        arguments: ["", "xx", "no-language", "transformers", "zz-ZZ", "🇩🇪", "license:mit", String(repeating: "de-", count: 100_000)])
    func none(text: String) { #expect(table.language(for: text) == nil) }

    @Test(
        "what is typed wrong has near languages",
        arguments: [("germna", "de"), ("enlish", "en"), ("japnese", "ja"), ("portugese", "pt"), ("fren", "fr")])
    func nearest(typed: String, code: String) { #expect(table.nearest(typed).first?.code == code) }

    @Test(
        "a fault has its line and says what is wrong",
        arguments: [
            ("de\tdeu\tGerman\tDeutsch\tger", "de\tdeu\tGerman", 3, "3 fields instead of 5"),
            ("\tGerman\t", "\t\t", 3, "a language needs a code and a name"),
            ("\tger", "\ten", 4, "'en' is given already"), ("\tger", "\tdeu,ger,ger", 3, "'ger' is given already"),
            ("fr\tfra", "aa\tfra", 5, "'aa' does not come behind 'en'"),
            ("native", "natives", 2, "the columns must be: code, alpha3, name, native, aliases"),
            ("\tger", "\t!", 3, "'!' has no letters, or too many"), ("French", "English", 5, "'English' is given already"),
        ])
    func faults(old: String, new: String, line: Int, reason: String) throws {
        let good =
            "# a comment\ncode\talpha3\tname\tnative\taliases\nde\tdeu\tGerman\tDeutsch\tger\nen\teng\tEnglish\tEnglish\t\nfr\tfra\tFrench\t\t\n"
        #expect(try LanguageTable(parsing: good).languages.map(\.code) == ["de", "en", "fr"])
        let fault = #expect(throws: TaxonomyFault.self) { try LanguageTable(parsing: good.replacing(old, with: new, maxReplacements: 1)) }
        #expect(fault?.description == "languages.tsv:\(line): \(reason)")
    }

    @Test("an empty table is refused", arguments: ["", "# a\n", "code\talpha3\tname\tnative\taliases\n"])
    func empty(text: String) { #expect(throws: TaxonomyFault.self) { try LanguageTable(parsing: text) } }

    @Test("every language of the hub's sample is known", .enabled(if: Corpora.has("huggingface/taxonomy.json"), "no corpora here"))
    func real() throws {
        let document = try JSONDocument(parsing: try #require(Corpora()).bytes("huggingface/taxonomy.json"), limit: 8 << 20)
        let counts = try #require(document.root["language_counts_sample_15904"]?.array)
        #expect(counts.count == 200)
        for pair in counts {
            let code = try #require(pair.array?.compactMap(\.string).first)
            #expect(table.language(for: code) != nil, "\(code)")
        }
    }
}
