import ModelCards
import Testing
import Vocabulary

/// What is front matter and what is not: the Hub's Python client is the measure, and a card that nearly gets it right is read, but reported.
@Suite struct FrontMatterFenceTests {
    private func card(_ text: String) -> ModelCard { ModelCard(parsing: Array(text.utf8)) }

    @Test(
        "what the Hub's clients read is standard",
        arguments: [
            "---\nlicense: mit\n---\nBody", "---\r\nlicense: mit\r\n---\r\nBody", "\n\n---\nlicense: mit\n---\nBody",
            " \t\u{A0}\n---\nlicense: mit\n---\nBody", "---\r\nlicense: mit\ntags:\r\n- a\n---\r\nBody",
            "---\n\n\nlicense: mit\n\n---\nBody",
            "---\nlicense: mit\n---", "---\nlicense: mit\n----\n---\n",
        ])
    func standard(text: String) {
        let card = card(text)
        if text.contains("----") {
            #expect(card.frontMatter == nil)
        } else {
            #expect(card.frontMatter?.isStandard == true)
            #expect(card.licenses == [LicenseClaim(.license, raw: "mit")])
            #expect(card.findings.isEmpty)
            #expect(card.body == (text.hasSuffix("Body") ? "Body" : ""))
        }
    }

    @Test(
        "what only nearly follows the rule is read and reported",
        arguments: [
            "\u{FEFF}---\nlicense: mit\n---\nBody", "---   \nlicense: mit\n---  \nBody", "---\nlicense: mit\n...\nBody",
            "---\rlicense: mit\r---\rBody", "---\nlicense: mit\n--- \nBody",
        ])
    func lenient(text: String) {
        let card = card(text)
        #expect(card.frontMatter?.isStandard == false)
        #expect(card.licenses == [LicenseClaim(.license, raw: "mit")])
        #expect(card.findings.map(\.code) == [.cardFrontMatter])
        #expect(card.body == "Body")
    }

    @Test(
        "anything else is text, without a word",
        arguments: [
            "", "\n\n\n", "# T\n\n---\nlicense: mit\n---\n", "----\nlicense: mit\n----\nBody", "Intro\n---\nlicense: mit\n---\nBody",
            "---\n\nA rule, and a paragraph.\n", "---", "--", "text",
        ])
    func none(text: String) {
        let card = card(text)
        #expect(card.frontMatter == nil)
        #expect(card.licenses.isEmpty)
        #expect(card.findings.isEmpty)
        #expect(card.body == text)
    }

    @Test(
        "an empty block is front matter that says nothing",
        arguments: ["---\n   \n---\nBody", "---\n# nothing\n---\nBody", "---\n\n---\nBody"])
    func empty(text: String) {
        let card = card(text)
        #expect(card.frontMatter?.members.isEmpty == true)
        #expect(card.findings.isEmpty)
        #expect(card.body == "Body")
    }

    @Test("a block that is never closed is text with a finding")
    func unterminated() {
        let card = card("---\nlicense: mit\ntags:\n- a\n\n# Title\ntext\n")
        #expect(card.frontMatter == nil)
        #expect(card.licenses.isEmpty)
        #expect(card.salvagedLicenses.isEmpty)
        #expect(card.findings.map(\.code) == [.cardFrontMatter])
    }

    @Test("a second block stays text")
    func second() {
        let card = card("---\nlicense: mit\n---\nx: y\n---\nbody\n")
        #expect(card.frontMatter?.json == #"{"license":"mit"}"#)
        #expect(card.body == "x: y\n---\nbody\n")
    }

    @Test("bytes that are not UTF-8 are replaced and reported with their line")
    func encoding() {
        let inYAML = ModelCard(parsing: Array("---\nlicense: mit\ntags:\n- fran".utf8) + [0xE7] + Array("ais\n---\nBody".utf8))
        #expect(inYAML.frontMatter?.json == "{\"license\":\"mit\",\"tags\":[\"fran\u{FFFD}ais\"]}")
        #expect(inYAML.frontMatter?.isStandard == false)
        #expect(
            inYAML.findings == [Finding(.cardEncoding, file: "README.md", reason: "line 4: not UTF-8; what is not readable was replaced")])
        let inBody = ModelCard(parsing: Array("---\nlicense: mit\n---\nbad ".utf8) + [0xFF])
        #expect(inBody.frontMatter?.isStandard == true)
        #expect(inBody.body == "bad \u{FFFD}")
    }

    @Test("UTF-16 is read and reported", arguments: [true, false])
    func utf16(isBig: Bool) {
        let units = Array("\u{FEFF}---\nlicense: mit\n---\né😀".utf16)
        let card = ModelCard(parsing: units.flatMap { isBig ? [UInt8($0 >> 8), UInt8($0 & 255)] : [UInt8($0 & 255), UInt8($0 >> 8)] })
        #expect(card.licenses == [LicenseClaim(.license, raw: "mit")])
        #expect(card.frontMatter?.isStandard == false)
        #expect(card.body == "é😀")
        #expect(card.findings.map(\.code) == [.cardEncoding, .cardFrontMatter])
    }

    @Test("NUL is refused in YAML and replaced in text")
    func nul() {
        let inYAML = card("---\nlicense: m\0it\n---\nBody")
        #expect(inYAML.frontMatter == nil)
        #expect(inYAML.licenses.isEmpty)
        #expect(inYAML.salvagedLicenses.isEmpty)
        #expect(Set(inYAML.findings.map(\.code)) == [.cardEncoding, .cardFrontMatter])
        #expect(card("a\0b").body == "a\u{FFFD}b")
    }
}
