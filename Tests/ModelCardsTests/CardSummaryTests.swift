import ModelCards
import Testing

@Suite struct CardSummaryTests {
    private func summary(_ body: String, limit: Int = 300) -> String? { CardSummary.text(of: CardOutline(of: body), limit: limit) }

    @Test("a summary is the words of the description, without Markdown, HTML, badges, tables and code")
    func plain() {
        let body = """
            # My model

            [![CI](https://x/b.svg)](https://x) <img src="a.png">

            <p align="center"><b>Our</b> *small* [model](https://x.org/a_(b)) reads `snake_case` names &amp; 2 * 3 numbers.<br>It is quick.</p>

            | a | b |
            |---|---|

            ```
            code
            ```
            """
        #expect(summary(body) == "Our small model reads snake_case names & 2 * 3 numbers. It is quick.")
    }

    @Test("the description counts before what stands in other sections, and any prose before none")
    func order() {
        #expect(
            summary(
                "# Name\n\n## Usage\nRun the following line of code to see what comes of it.\n\n## Model description\nA model that tells one sort of apple from another."
            ) == "A model that tells one sort of apple from another.")
        #expect(
            summary("# Name\n\n## Usage\nRun the following line of code to see what comes of it.")
                == "Run the following line of code to see what comes of it.")
        #expect(summary("# Name\n\nShort words.") == "Short words.")
    }

    @Test("a summary ends behind a sentence where one fits, else behind a word with an ellipsis")
    func cuts() {
        let first = "This model was trained on texts of the last century, e.g. letters and diaries of travellers (Doe et al. 2019)."
        #expect(summary("\(first) \(String(repeating: "And more words follow ", count: 20)).") == first)
        let endless = summary(String(repeating: "word ", count: 100), limit: 52)
        #expect(endless == "word word word word word word word word word word…")
        #expect(summary(String(repeating: "語", count: 400))?.count == 300)
        #expect(summary(String(repeating: "这是一个模型。", count: 60))?.last == "。")
    }

    @Test(
        "templates, addresses and empty cards have no summary",
        arguments: [
            "", "# Title", "[More Information Needed]", "../../a/README.md", "https://x.org/a", "{{ x }}", "- list\n- list",
            "> quoted words of somebody else",
        ])
    func nothing(body: String) { #expect(summary(body) == nil) }

    @Test("no limit makes it longer than asked for", arguments: [1, 2, 10, 300])
    func limits(limit: Int) { #expect(summary(String(repeating: "Some words here. ", count: 100), limit: limit)?.count ?? 0 <= limit) }
}
