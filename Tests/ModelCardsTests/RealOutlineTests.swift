import Foundation
import ModelCards
import TestSupport
import Testing

/// The prose of every real card of the corpora.
@Suite(.enabled(if: Corpora.has("huggingface/cards/transformers_model_cards.tar.gz"), "no corpora here"))
struct RealOutlineTests {
    @Test("real cards come apart into sections that cover every byte, most of them of a known kind")
    func outlines() throws {
        let unpacked = try RealCards(try #require(Corpora()))
        var cards = 0
        var sections = 0
        var others = 0
        var summaries = 0
        var having: [CardSection.Kind: Int] = [:]
        for file in try Corpora.files(below: unpacked.root, suffix: ".md") {
            let card = ModelCard(parsing: Array(try Data(contentsOf: file)))
            let outline = CardOutline(of: card.body)
            cards += 1
            sections += outline.sections.count
            others += outline.sections.count { $0.kind == .other }
            for kind in outline.filledKinds { having[kind, default: 0] += 1 }
            if let summary = CardSummary.text(of: outline) {
                summaries += 1
                #expect(
                    summary.count <= 300 && !summary.contains("\n") && !summary.contains("](") && !summary.contains("<img"), "\(summary)")
            }
            var end = outline.sections.first?.bytes.lowerBound ?? 0
            for section in outline.sections {
                #expect(section.bytes.lowerBound == end, "\(file.lastPathComponent)")
                end = section.bytes.upperBound
            }
            let score = CardCompleteness(of: card, outline: outline, index: ModelIndex(of: card.frontMatter))
            #expect((0...1).contains(score.score))
        }
        #expect(cards >= 768)
        #expect(sections > 3 * cards)
        #expect(others * 10 < sections, "\(others) of \(sections) sections are of no known kind")
        // The rest are empty, one path, or only code.
        #expect(summaries * 100 >= cards * 90)
        // What is there was counted by reading headings; a rule that is lost shows here.
        let least: [(CardSection.Kind, Int)] = [
            (.description, 720), (.usage, 520), (.evaluation, 260), (.trainingData, 265), (.trainingProcedure, 265), (.citation, 230),
            (.limitations, 85), (.intendedUse, 55), (.contact, 150), (.license, 5),
        ]
        for (kind, count) in least { #expect(having[kind, default: 0] >= count, "\(kind): \(having[kind, default: 0]) of \(cards)") }
    }

    @Test("every hostile card has an outline and rows, in bounded time")
    func synthetic() throws {
        let corpora = try #require(Corpora())
        for file in try corpora.files(below: "huggingface/cards/synthetic_edge", suffix: ".md") {
            let card = ModelCard(parsing: Array(try Data(contentsOf: file)))
            let spent = ContinuousClock().measure {
                let outline = CardOutline(of: card.body)
                _ = CardSummary.text(of: outline)
                _ = CardCompleteness(of: card, outline: outline, index: ModelIndex(of: card.frontMatter))
            }
            #expect(spent < .seconds(5), "\(file.lastPathComponent): \(spent)")
        }
    }

    @Test("a template that nobody filled in is hardly complete")
    func template() throws {
        let path = "huggingface/cards/fixtures/huggingface__huggingface_hub__modelcard_template.md"
        let card = ModelCard(parsing: try #require(Corpora()).bytes(path))
        let outline = CardOutline(of: card.body)
        #expect(CardSummary.text(of: outline) == nil)
        let completeness = CardCompleteness(of: card, outline: outline, index: ModelIndex(of: card.frontMatter))
        #expect(completeness.score == 0, "\(outline.sections.filter { $0.state == .filled })")
        #expect(
            completeness.leftovers.isSuperset(of: [
                .directUse, .downstreamUse, .outOfScopeUse, .limitations, .usage, .trainingData, .evaluation,
            ]))
    }
}
