/// The words that the facts of a licence say its text must and must not have.
struct TextGuards: Sendable {
    private struct Phrases: Sendable {
        var must: [[UInt32]]
        var mustNot: [[UInt32]]
    }
    private let phrases: [LicenseID: Phrases]

    init(_ catalogue: LicenseCatalogue) {
        var phrases: [LicenseID: Phrases] = [:]
        for fact in catalogue.allFacts {
            guard let guards = fact.guards else { continue }
            phrases[fact.id] = Phrases(must: guards.must.map(Self.hashes), mustNot: guards.mustNot.map(Self.hashes))
        }
        self.phrases = phrases
    }

    /// A text that fails a guard is a variant, however like it is.
    func judge(_ verdict: PieceVerdict, _ comparison: TextComparison, _ own: OwnText, _ prints: LicenseFingerprints) -> PieceVerdict {
        guard let guards = phrases[prints.texts[comparison.text].id] else { return verdict }
        let words = comparison.window.map { own.tokens[own.hard[$0]].hash }
        if guards.mustNot.contains(where: { Self.contains(words, $0) }) { return .variant }
        if case .same = verdict, !guards.must.allSatisfy({ Self.contains(words, $0) }) { return .damaged }
        return verdict
    }

    /// The words of a phrase as the tokenizer sees them in a text.
    static func hashes(_ phrase: String) -> [UInt32] {
        Array(phrase.utf8).withUnsafeBufferPointer { LicenseTokenizer.tokens(of: $0).filter { !$0.isSoft }.map(\.hash) }
    }

    static func contains(_ words: [UInt32], _ phrase: [UInt32]) -> Bool {
        guard let first = phrase.first, words.count >= phrase.count else { return phrase.isEmpty }
        for start in 0...(words.count - phrase.count) where words[start] == first {
            if words[start..<start + phrase.count].elementsEqual(phrase) { return true }
        }
        return false
    }
}
