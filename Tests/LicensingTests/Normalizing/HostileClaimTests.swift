import Licensing
import Testing

@Suite struct HostileClaimTests {
    private func truncated(_ license: NormalizedLicense) -> Bool {
        license.findings.contains { if case .truncated = $0 { true } else { false } }
    }

    @Test("a claim of a megabyte is read up to a bound, says so, and what is behind the bound costs next to nothing")
    func long() throws {
        let normalizer = try RealCatalogue.normalizer()
        let clock = ContinuousClock()
        let short = "MIT " + String(repeating: "lorem ipsum ", count: 1_000)
        let long = "MIT " + String(repeating: "lorem ipsum ", count: 200_000)
        _ = normalizer.read(.text(short))
        var answer: NormalizedLicense?
        let shortTime = clock.measure { for _ in 0..<5 { answer = normalizer.read(.text(short)) } }
        let longTime = clock.measure { for _ in 0..<5 { answer = normalizer.read(.text(long)) } }
        // 200 times as long.
        #expect(longTime < shortTime * 50 + .milliseconds(500))
        let got = try #require(answer)
        #expect(got.expression == .license("MIT") && truncated(got) && got.confidence == .low)
    }

    @Test("a list of ten thousand entries is read up to a bound, and the rest is unknown")
    func manyEntries() throws {
        let items = (0..<10_000).map { RawLicense.text($0.isMultiple(of: 2) ? "mit" : "licence-\($0)") }
        let got = try RealCatalogue.normalizer().read(.list(items))
        #expect(got.expression == .and([.license("MIT"), .noAssertion]))
        #expect(truncated(got))
    }

    @Test("deeply nested and broken JSON is text, and nothing is read out of it")
    func nested() throws {
        let deep = String(repeating: "[", count: 100_000)
        #expect(RawLicense(line: deep) == .text(deep))
        #expect(try RealCatalogue.reading(deep).expression == .noAssertion)
        let closed = String(repeating: "[", count: 20) + "\"mit\"" + String(repeating: "]", count: 20)
        #expect(try RealCatalogue.reading(closed).expression == .noAssertion)
        #expect(try RealCatalogue.reading(#"{"license": "mit""#).state != .absent)
        #expect(RawLicense(line: #"{"a": 1"#) == .text(#"{"a": 1"#))
    }

    @Test("bytes that are no UTF-8 are read around")
    func broken() throws {
        let text = String(decoding: [0xFF, 0xC3, 0x28] + Array("MIT".utf8) + [0xE2, 0x82] + Array(" license".utf8), as: UTF8.self)
        #expect(try RealCatalogue.normalizer().read(.text(text)).expression == .license("MIT"))
        let raw = String(decoding: [0x80, 0xFE, 0xFF], as: UTF8.self)
        #expect(try RealCatalogue.normalizer().read(.text(raw)).expression == .noAssertion)
    }

    @Test("whatever words and signs follow one another, there is an answer, and it can be read again")
    func noise() throws {
        let pieces = [
            "MIT", "Apache", "2.0", " ", " ", " ", "-", "/", ",", " or ", " and ", "(", ")", "GPL", "v3", "+", "with", "exception",
            "modified", "not",
            "CC", "BY", "NC", "SA", "4.0", "BSD", "3", "clause", "license", "License:", "https://", "https://opensource.org/licenses/MIT",
            "非商业", "许可证", "лицензия", "é", "\u{0}", "\u{301}", "１", "ＭＩＴ", "{", "}", "[", "]", "\"", "other-", "research only", "dual",
            "Commons Clause",
            "Llama", "3.1", "\n", ";", "=", "license_name", "classpath", "any later version", "or", ">=", "1_0", "4p0", "M.I.T.",
            "additional", ".", "e.", "www.a.b",
        ]
        let normalizer = try RealCatalogue.normalizer()
        let catalogue = try RealCatalogue.catalogue()
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<4_000 {
            let text = (0..<Int.random(in: 1..<14, using: &generator)).map { _ in pieces.randomElement(using: &generator) ?? "" }.joined()
            let got = normalizer.read(RawLicense(line: text), hub: "huggingface")
            #expect(try LicenseExpression(parsing: got.expression.description, catalogue) == got.expression, "\(text)")
            #expect(got.expression == got.expression.simplified, "\(text)")
            #expect((got.state == .stated) || got.expression == .noAssertion, "\(text)")
        }
    }
}
