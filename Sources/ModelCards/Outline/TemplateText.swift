/// What card templates put where an author should write, so that a section nobody filled in does not count as one.
enum TemplateText {
    enum Reading {
        /// Blanks, rules, badges.
        case nothing
        case leftover
        case words
    }

    /// A line of prose or code.
    static func reading(of line: ArraySlice<UInt8>) -> Reading {
        let plain = PlainText.of(line.prefix(longestLine))
        var letters: [UInt8] = []
        letters.reserveCapacity(plain.count)
        for byte in plain {
            if byte >= 0x80 || (0x30...0x39).contains(byte) {
                letters.append(byte)
            } else if (0x61...0x7A).contains(byte | 0x20) {
                letters.append(byte | 0x20)
            }
        }
        guard !letters.isEmpty else { return .nothing }
        if isVariable(plain.trimmed) { return .leftover }
        if line.count <= longestLine, isLeftover(letters) { return .leftover }
        return .words
    }

    private static let longestLine = 1_024
    /// Letters of "Developed by: [More Information Needed]"; a longer line says something in front of it.
    private static let longestLabel = 64

    private static func isLeftover(_ letters: [UInt8]) -> Bool {
        if whole.contains(letters) || starts.contains(where: { letters.starts(with: $0) }) { return true }
        return ends.contains { letters.count <= $0.count + longestLabel && letters.suffix($0.count).elementsEqual($0) }
    }

    /// `{{ direct_use }}` of a template that no program filled in, alone or behind a label.
    private static func isVariable(_ plain: [UInt8]) -> Bool {
        let (opener, closer) = (Array("{{".utf8), Array("}}".utf8))
        return plain.suffix(2).elementsEqual(closer) && plain.find(opener, in: 0..<min(plain.count, longestLabel)) != nil
    }

    private static func letters(_ phrases: [String]) -> [[UInt8]] {
        phrases.map { Array($0.lowercased().utf8.filter { $0 != 0x20 }) }
    }

    /// The whole line, without its marks.
    private static let whole = Set(
        letters([
            "optional", "n a", "none", "tbd", "tba", "to do", "wip", "work in progress", "coming soon", "to be added", "to be done",
            "to be filled",
            "to be determined", "to be announced", "to be updated", "in progress", "not available", "not provided", "unknown", "bibtex",
            "apa",
            "needs more information", "more info needed", "use the code below to get started with the model", "待补充", "待更新", "敬请期待",
        ]))

    /// Hugging Face's template and the trainer's own cards say "[More Information Needed]" behind a label; others leave the variable.
    private static let ends = letters([
        "more information needed", "more information needed optional", "needs more information", "optional optional",
    ])

    /// Sentences of the templates of 2020 (transformers, `model_cards`), 2022 (huggingface_hub, `modelcard_template.md`) and of the cards
    /// that are generated on upload.
    private static let starts = letters([
        "users both direct and downstream should be made aware of the risks",
        "carbon emissions can be estimated using the machine learning impact",
        "this modelcard aims to be a base template", "this is the model card of a transformers model that has been pushed on the hub",
        "this is the model card of a  transformers model", "provide examples of latent issues and potential remediations",
        "describe the data you used to train the model", "you can include sample code which will be formatted",
        "preprocessing hardware used hyperparameters", "replace me by any text", "this section is for", "this section describes",
    ])
}
