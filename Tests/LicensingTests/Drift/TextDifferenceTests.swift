import Licensing
import Testing

@Suite("TextDifference")
struct TextDifferenceTests {
    private let text = """
        Copyright 2024 Somebody
        Example Model License, version of July 2024. You may use the Model for any purpose as set out in Section 4.
        You must not sell the Model in the European Union. See https://example.org/terms for the registration form.
        """

    private func change(_ old: String, _ new: String) -> TextChange {
        TextDifference.change(from: text, to: text.replacing(old, with: new))
    }

    @Test("wrapping, case, punctuation and copyright lines are the same text")
    func same() {
        #expect(TextDifference.change(from: text, to: text.replacing("\n", with: "\n\n").uppercased()) == .same)
        #expect(change("for any purpose", "for any\n  purpose") == .same)
        #expect(change("2024 Somebody", "2019-2025 Somebody Else") == .same)
    }

    @Test(
        "addresses, years, months, numbers of sections and typing errors are dressing",
        arguments: [
            ("https://example.org/terms", "https://example.org/other"), ("July 2024", "August 2025"), ("Section 4", "Section 5"),
            ("registration", "registraton"), ("purpose", "pupose"),
        ])
    func dressing(old: String, new: String) {
        #expect(change(old, new) == .dressing)
    }

    @Test("notices of third parties at the end are dressing; other words there are not")
    func appended() {
        #expect(TextDifference.change(from: text, to: text + "\nThird-party notices\nParts are under other terms.") == .dressing)
        #expect(TextDifference.change(from: text, to: text + "\nMilitary use is barred.") == .words)
    }

    @Test(
        "words that may bind are words, however few bytes they have",
        arguments: [
            ("European Union", "European Union, United Kingdom and South Korea"), ("must not sell", "must sell"),
            ("may use", "may not use"),
            ("any purpose", "research purposes"), ("must", "may"), ("European Union", "United Kingdom"),
            ("You may use", "You may only use"),
            ("Section 4", "Section 4 and 700"), ("the Model for", "the Model free for"),
        ])
    func words(old: String, new: String) {
        #expect(change(old, new) == .words)
    }

    @Test("one name for another, throughout, is a name; two names are words")
    func names() {
        #expect(change("Example", "Sample7B") == .name)
        #expect(TextDifference.change(from: text, to: text.replacing("Example", with: "Alpha").replacing("Model", with: "Beta")) == .words)
    }

    @Test("long texts that share nothing are told in bounded time")
    func long() {
        let old = (0..<50_000).map { "a\($0)" }.joined(separator: " ")
        let new = (0..<50_000).map { "b\($0)" }.joined(separator: " ")
        #expect(TextDifference.change(from: old, to: new) == .words)
        #expect(TextDifference.change(from: "", to: "") == .same)
    }
}
