import ModelCards
import Testing

@Suite struct CardCompletenessTests {
    private func completeness(_ text: String, notAsked: Set<CardCompleteness.Item> = []) -> CardCompleteness {
        let card = ModelCard(parsing: Array(text.utf8))
        return CardCompleteness(of: card, outline: CardOutline(of: card.body), index: ModelIndex(of: card.frontMatter), notAsked: notAsked)
    }

    private let front = "---\nlicense: mit\nlanguage: de\nlibrary_name: transformers\npipeline_tag: fill-mask\ndatasets: [x]\n---\n"
    private let prose = """
        # A model of ours

        What it is.
        ## Uses
        a
        ## Limitations
        a
        ## Training data
        a
        ## Training procedure
        a
        ## Results
        a
        ## How to use
        a
        ## Citation
        a
        """

    @Test("the weights are shares of a hundred")
    func weights() { #expect(CardCompleteness.Item.allCases.reduce(0) { $0 + $1.weight } == 100) }

    @Test("a card that says everything scores 1, an empty one 0")
    func ends() {
        #expect(completeness(front + prose).score == 1)
        #expect(completeness(front + prose).missing.isEmpty)
        #expect(completeness("").score == 0)
        #expect(completeness("").missing == CardCompleteness.Item.allCases)
    }

    @Test("what is missing lowers the score by its weight, and is named")
    func missing() {
        let card = completeness(front + prose.replacing("## Limitations\na\n", with: ""))
        #expect(card.missing == [.limitations])
        #expect(abs(card.score - 0.91) < 1e-9)
    }

    @Test("what a template left counts as missing, and costs a little more")
    func leftovers() {
        let card = completeness(front + prose.replacing("## Limitations\na", with: "## Limitations\n[More Information Needed]"))
        #expect(card.missing == [.limitations, .noLeftovers])
        #expect(card.leftovers == [.limitations])
    }

    @Test("what is not asked for is neither missing nor weighed")
    func notAsked() {
        let card = completeness(front.replacing("language: de\n", with: "") + prose, notAsked: [.language])
        #expect(card.score == 1)
        #expect(card.missing.isEmpty)
    }

    @Test("rows of results stand for a section, a licence section for the field", arguments: ["unknown", "", "[]", "''"])
    func instead(license: String) {
        #expect(completeness("---\nlicense: \(license)\n---\n").missing.contains(.license))
        #expect(!completeness("---\nlicense: \(license)\n---\n## License\nMIT").missing.contains(.license))
        #expect(!completeness("---\nmodel-index: [{results: [{metrics: [{type: a, value: 1}]}]}]\n---\n").missing.contains(.evaluation))
    }
}
