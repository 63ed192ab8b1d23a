import ModelCards
import Testing
import Vocabulary

/// What a hostile card can't do. Each of these took minutes, gigabytes or the process in some YAML reader.
@Suite struct CardLimitTests {
    private func front(_ yaml: String, _ change: (inout ModelCard.Limits) -> Void = { _ in }) -> ModelCard {
        var limits = ModelCard.Limits()
        change(&limits)
        return ModelCard(parsing: Array("---\n\(yaml)\n---\ntext".utf8), limits: limits)
    }

    /// `levels` anchors, each a list of ten of the one before.
    private func laughs(_ levels: Int) -> String {
        var yaml = "license: mit\na0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
        for level in 1...levels {
            yaml += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
        }
        return yaml
    }

    @Test("aliases may repeat values up to the limit and not beyond")
    func aliasBomb() {
        #expect(front(laughs(3)).findings.isEmpty)
        let card = front(laughs(9))
        #expect(card.frontMatter == nil)
        #expect(card.findings.first?.code == .cardAliasBomb)
        #expect(card.salvagedLicenses == [LicenseClaim(.license, raw: "mit")])
    }

    @Test("merge keys can't be used to get round the limit")
    func mergeBomb() {
        var yaml = "a0: &a0 {k: 1}\n"
        for level in 1...30 { yaml += "a\(level): &a\(level)\n  <<: [*a\(level - 1), *a\(level - 1)]\n  k\(level): 1\n" }
        #expect(front(yaml).findings.first?.code == .cardAliasBomb)
    }

    @Test(
        "deep nesting is refused, however it is written",
        arguments: [
            "x: " + String(repeating: "[", count: 5_000) + String(repeating: "]", count: 5_000),
            "x: " + String(repeating: "[", count: 200_000), "x: " + String(repeating: "{a: ", count: 100_000),
            (0..<300).map { String(repeating: " ", count: $0) + "a:" }.joined(separator: "\n"),
            String(repeating: "- ", count: 50_000), String(repeating: "? ", count: 50_000),
            "a0: &a0 [x]\n" + (1..<100).map { "a\($0): &a\($0) [*a\($0 - 1)]" }.joined(separator: "\n"),
        ])
    func depth(yaml: String) {
        let card = front(yaml)
        #expect(card.frontMatter == nil)
        #expect(card.findings.first?.code == .cardTooDeep, "\(card.findings.first?.reason ?? "no finding")")
    }

    @Test("nesting within the limit is taken")
    func shallow() {
        let card = front("x: " + String(repeating: "[", count: 60) + String(repeating: "]", count: 60))
        #expect(card.findings.isEmpty)
    }

    @Test("too many values or too many bytes are refused and named")
    func size() {
        let many = front("tags: [" + Array(repeating: "a", count: 250_000).joined(separator: ",") + "]")
        #expect(many.findings.first?.code == .cardTooLarge)
        let long = front("x: " + String(repeating: "a", count: 3 << 20))
        #expect(long.findings.first?.code == .cardTooLarge)
        #expect(long.frontMatter == nil)
        #expect(front("x: " + String(repeating: "a", count: 1 << 20)).findings.isEmpty)
    }

    @Test(
        "strange giants end in a finding",
        arguments: [
            String(repeating: "a: &b ", count: 100_000), String(repeating: "&a", count: 200_000), String(repeating: "!", count: 400_000),
            String(repeating: "\"", count: 400_001), String(repeating: "%TAG ! x\n", count: 50_000),
            "x: " + String(repeating: "*", count: 300_000),
            String(repeating: "'", count: 400_001), "|" + String(repeating: "\n", count: 400_000) + "a: [",
            String(repeating: "? a\n: - ? b\n", count: 10_000), "x: [" + String(repeating: "a: ", count: 100_000),
        ])
    func giants(yaml: String) {
        #expect(!front(yaml).findings.isEmpty)
    }

    @Test("duplicate keys by the thousand give a few findings, not thousands")
    func manyFindings() {
        let card = front(String(repeating: "a: 1\n", count: 10_000))
        #expect(card.frontMatter?.members.count == 1)
        #expect(card.findings.count <= 20)
    }

    @Test("a long text is cut between two characters")
    func body() {
        var limits = ModelCard.Limits()
        limits.body = 10
        let card = ModelCard(parsing: Array("123456789é and more".utf8), limits: limits)
        #expect(card.body == "123456789")
        #expect(card.isBodyCut)
        #expect(card.findings.map(\.code) == [.cardTooLarge])
    }

    @Test("no prefix and no flipped byte of a card crashes")
    func mutations() {
        let text = Array("---\nlicense: &l [mit, \"a\\u00e9\"]\nx: {<<: *l, y: !t 'z'}\nb: |\n  é\n---\n# T\n".utf8)
        var withFindings = 0
        for length in 0...text.count { withFindings += ModelCard(parsing: Array(text[..<length])).findings.isEmpty ? 0 : 1 }
        for index in text.indices {
            for bit in 0..<8 {
                var changed = text
                changed[index] ^= 1 << bit
                withFindings += ModelCard(parsing: changed).findings.isEmpty ? 0 : 1
            }
        }
        #expect(withFindings > 100)
    }
}
