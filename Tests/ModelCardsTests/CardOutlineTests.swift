import ModelCards
import Testing

@Suite struct CardOutlineTests {
    private func kinds(_ body: String) -> [CardSection.Kind] { CardOutline(of: body).sections.map(\.kind) }

    @Test("sections are told with heading, level, lines, bytes and text")
    func whole() throws {
        let body = "Words in front.\n\n# My model\n\nWhat it is.\n\n## Usage\r\n\r\n```python\n# no heading\n```\n\n## Licence\nMIT"
        let sections = CardOutline(of: body).sections
        #expect(sections.map(\.heading) == ["", "My model", "Usage", "Licence"])
        #expect(sections.map(\.kind) == [.description, .description, .usage, .license])
        #expect(sections.map(\.level) == [0, 1, 2, 2])
        #expect(sections.map(\.lines) == [1...2, 3...6, 7...12, 13...14])
        #expect(sections[1].text == "\nWhat it is.\n\n")
        #expect(sections[2].text == "\r\n```python\n# no heading\n```\n\n")
        #expect(sections[3].text == "MIT")
        let bytes = Array(body.utf8)
        #expect(sections.flatMap { bytes[$0.bytes] } == bytes)
        #expect(String(decoding: bytes[sections[3].bytes], as: UTF8.self) == "## Licence\nMIT")
    }

    @Test("a sub-heading whose words say nothing belongs to what it stands under, and a title gives nothing on")
    func inheritance() {
        #expect(
            kinds(
                "# Some model\na\n## Step one\nb\n## Training procedure\nc\n### Stage two\nd\n#### Deeper\ne\n### License\nf\n## Others\ng")
                == [.description, .other, .trainingProcedure, .trainingProcedure, .trainingProcedure, .license, .other])
    }

    @Test("a word that means little by itself takes the sense of what it stands under")
    func weak() {
        #expect(kinds("# A\na\n## Evaluation\nb\n### Dataset\nc\n## Dataset\nd").suffix(3) == [.evaluation, .evaluation, .trainingData])
        #expect(kinds("# A\na\n## Usage\nb\n### Notes\nc\n## Notes\nd").suffix(3) == [.usage, .usage, .description])
    }

    @Test("a title is no section of the kind its words name, unless it is as short as one")
    func title() {
        #expect(kinds("# BERT base fine-tuned for evaluation of answers\na\n## Details\nb")[0] == .description)
        #expect(kinds("# How to use\na\n# Limitations\nb") == [.usage, .limitations])
        #expect(kinds("# 中文医学命名实体识别评估模型\na")[0] == .description)
    }

    @Test(
        "headings come in every form that readers see as one",
        arguments: [
            "Usage\n=====\ntext", "Usage\n---\ntext", "<h2>Usage</h2>\ntext", "<h2 align=\"center\"><b>Usage</b></h2>\ntext",
            "<H3>Usage</H3>\ntext",
            "<div align=\"center\"><h1>Usage</h1></div>\ntext", "<details><summary>Usage</summary>\ntext", "**Usage**\ntext",
            "**Usage:**\ntext",
            "__Usage__:\n\ntext", "##Usage\ntext", "   ## Usage ##\ntext", "###### Usage\ntext",
        ])
    func forms(body: String) throws {
        let outline = CardOutline(of: "# My model of some size\nWords.\n\n" + body)
        #expect(outline.sections.count == 2)
        let section = try #require(outline.sections.last)
        #expect(section.kind == .usage)
        #expect(section.heading.hasPrefix("Usage"))
        #expect(section.text.contains("text"))
    }

    @Test(
        "code, comments, tables, hashtags and rules are no headings",
        arguments: [
            "```\n# Usage\n```", "~~~\n# Usage\n```\n# License\n~~~", "````\n```\n# Usage\n````", "- item\n  ```sh\n  # Usage\n  ```",
            "    # Usage",
            "<!-- # Usage\n# License\n-->", "<pre>\n# Usage\n</pre>", "<style>\n# Usage\n</style>", "#usage", "#", "####### Usage",
            "a | b\n--- | ---",
            "- item\n---", "> quote\n---", "\n---\n", "**Bold words that head nothing known**", "**Usage** is easy, **very easy**",
            "words before\n**Usage**", "one line\ntwo lines\n---",
        ])
    func noHeadings(body: String) {
        #expect(kinds("# My model of some size\nWords.\n\n" + body) == [.description])
    }

    @Test("what is opened and never closed swallows nothing, but for a fence")
    func unclosed() {
        #expect(kinds("# Some model\n<!-- open\n## Usage\na") == [.description, .usage])
        #expect(kinds("# Some model\n`<pre` in words\n## Usage\na") == [.description, .usage])
        #expect(kinds("# Some model\n```\n## Usage\na") == [.description])
    }

    @Test(
        "what a template left is not something written",
        arguments: [
            "[More Information Needed]", "More information needed", "More Information needed.",
            "<!-- What it is for. -->\n\n[More Information Needed]",
            "- **Developed by:** [More Information Needed]\n- **License:** [More Information Needed]",
            "{{ direct_use | default(\"\", true) }}",
            "Use the code below to get started with the model.\n\n[More Information Needed]", "TBD", "N/A", "Coming soon!",
            "```\n[More Information Needed]\n```",
            "You can include sample code which will be formatted",
        ])
    func leftovers(text: String) {
        #expect(CardOutline(of: "## Usage\n\n\(text)\n").sections.map(\.state) == [.leftover])
    }

    @Test(
        "blanks, rules, badges and comments alone leave a section empty",
        arguments: ["", "\n\n", "---", "![badge](https://x/y.svg)", "<br/>", "<!-- a -->", "***"])
    func empty(text: String) { #expect(CardOutline(of: "## Usage\n\(text)\n## License\nMIT").sections.map(\.state) == [.empty, .filled]) }

    @Test(
        "words or code fill a section",
        arguments: ["Yes.", "- a", "```\nx\n```", "| a |", "数据", "**License:** mit", "[More Information Needed]\n\nBut this."])
    func filled(text: String) { #expect(CardOutline(of: "## Usage\n\(text)\n").first(.usage)?.state == .filled) }

    @Test("what a card says of its licence is one line, of the first section that says something")
    func licenseWords() {
        #expect(
            CardOutline(of: "# License\n\n\n## License\n\nThe model is\n  under   MIT.\n\n### Note\nx").licenseWords
                == "The model is under MIT.")
        #expect(CardOutline(of: "# Model\nLicensed under MIT.").licenseWords == nil)
        #expect(CardOutline(of: "# License\n" + String(repeating: "é ", count: 5_000)).licenseWords?.utf8.count ?? 0 <= 2_048)
    }

    @Test("the bounds hold: sections, text and headings are cut between characters")
    func bounds() throws {
        var limits = CardOutline.Limits()
        limits.sections = 3
        limits.text = 5
        limits.heading = 8
        let outline = CardOutline(of: "# Usage\nééééé\n# Data\nb\n# License\nc\n# Paper\nd\n# X\n", limits: limits)
        #expect(outline.sections.count == 3)
        #expect(outline.sections[0].text == "éé")
        #expect(outline.sections[0].isTextCut)
        #expect(outline.sections[2].bytes.upperBound == "# Usage\nééééé\n# Data\nb\n# License\nc\n# Paper\nd\n# X\n".utf8.count)
        #expect(CardOutline(of: "# ééééééé\n", limits: limits).sections[0].heading.utf8.count <= 8)
    }

    @Test(
        "a quarter of a megabyte of anything has an outline, in time that grows with its bytes",
        arguments: [
            "# Usage\n", "](", "[", "<", "<!--", "<!--\n", "<pre\n", "<a", "![](", "**a", "*", "`", "```\n", "- [ ] ", "&", ":a", "#", "\n",
            "    ", "|---",
            "<h1>\n", "a\n===\n", "\u{202E}é", "<summary>", "_", "~~~\n```\n", "<h", "(((", "](((", "**usage**\n\n",
        ])
    func hostile(unit: String) {
        let body = String(repeating: unit, count: (1 << 18) / unit.utf8.count)
        let clock = ContinuousClock()
        let spent = clock.measure {
            let outline = CardOutline(of: body)
            #expect(outline.sections.count <= 512)
            _ = CardSummary.text(of: outline)
        }
        // An unoptimised build takes about a second for the worst; a squared cost takes minutes.
        #expect(spent < .seconds(20), "\(unit): \(spent)")
    }
}
