/// The passes over one name, in order: each may use what those before it found.
struct NameReading {
    var text: NameText
    var tokens: [NameToken]
    var variant = Variant()
    /// The known family, where there is one.
    var rule: FamilyRule?

    init(_ text: NameText) {
        self.text = text
        tokens = text.tokens
    }

    mutating func run() {
        guard !tokens.isEmpty else { return }
        findKnownFamily()
        readParameters()
        readQuantization()
        if rule == nil { findUnknownFamily() }
        readCasing()
        readTuning()
        readSizeTier()
        readLanguages()
        readDomain()
        readDistillation()
        readArtifact()
        readContext()
        readVersion()
    }

    var kind: FamilyRule.Kind? { rule?.kind }

    /// Whether words of text generation are to be read as such: a family of language models, or no known family and a size.
    var isLanguageModel: Bool {
        if let kind { return kind == .language }
        return variant.parameters != nil || variant.activeParameters != nil
    }

    /// Where the first size is; the end where there is none.
    var firstSize: Int {
        tokens.firstIndex {
            switch $0.quantity {
            case .weights, .active, .effective, .mixture: true
            default: false
            }
        } ?? tokens.count
    }

    /// Bytes of the owner and the name up to a token's end, in lower case.
    func text(of index: Int) -> String { text.text(tokens[index].start, tokens[index].end) }

    func written(_ start: Int, _ end: Int) -> String { String(decoding: text.written[start..<end], as: UTF8.self) }

    func named<Value>(_ value: Value) -> Sourced<Value> { Sourced(value, from: .name) }
}
