extension NameReading {
    /// Most words of an unknown family's name.
    private static let mostWords = 3

    /// The words before the first size, version, format or method name the family of a model nobody has listed. Only claimed where the
    /// name looks like a language model's: with a size, a quantization or a generation.
    mutating func findUnknownFamily() {
        guard variant.family == nil else { return }
        let hasEvidence =
            variant.parameters != nil || variant.activeParameters != nil || variant.quantization != nil
        var (name, next, hasGeneration) = words(from: 0)
        if name.isEmpty, hasEvidence, next == firstSize { (name, next, hasGeneration) = words(from: next + 1) }
        if name.isEmpty, hasEvidence { name = ownersName() }
        guard !name.isEmpty, hasEvidence || hasGeneration else { return }
        variant.family = named(name)
    }

    /// Words up to the first token that is no part of a name, and the generation behind them.
    private mutating func words(from start: Int) -> (name: String, next: Int, hasGeneration: Bool) {
        var name = ""
        var count = 0
        var index = start
        let size = firstSize
        while index < tokens.count {
            let token = tokens[index]
            if token.isLabel || (index > size && start < size) { break }
            if let word = token.word {
                if case .foundation = word, name.isEmpty, nextNames(index + 1) || text.isWord(index + 1, "moe") {
                    if text.isWord(index + 1, "moe") { return (text(of: index) + "-moe", index + 2, true) }
                    index += 1
                    continue
                }
                if case .filler = word, name.isEmpty, index + 1 < tokens.count {
                    index += 1
                    continue
                }
                guard count > 0, count < Self.mostWords, text.isWord(index, "moe") || isNaming(word, at: index) else { break }
            } else if let quantity = token.quantity {
                guard case .number(let number) = quantity, count > 0, number.wholeDigits == 1, number.hasPoint || index + 1 == size
                else { break }
                return (name + "-" + text(of: index), index + 1, number.hasPoint)
            } else {
                if count == 0, isOwnersPrefix(index), nextNames(index + 1) {
                    index += 1
                    continue
                }
                guard count < Self.mostWords, !isHash(token) else { break }
            }
            let end = withoutVersion(token)
            name += (name.isEmpty ? "" : "-") + text.text(token.start, end)
            count += 1
            index += 1
            if end < token.end { break }
        }
        return (name, index, false)
    }

    /// Words with a meaning that brands use as well: `KAT-Coder`. Not where it is glued to a size: `alishan-math14b`.
    private func isNaming(_ word: NameWord, at index: Int) -> Bool {
        if case .task = word { return true }
        guard case .domain = word else { return false }
        return index + 1 >= tokens.count || tokens[index + 1].separator != NameToken.glue
    }

    private func nextNames(_ index: Int) -> Bool {
        guard index < tokens.count else { return false }
        if case .foundation? = tokens[index].word { return nextNames(index + 1) }
        return tokens[index].word == nil && tokens[index].quantity == nil
    }

    /// `huihui-ai/Huihui-…`, `bartowski/Kwaipilot_KAT-…`: the name of an owner before the model's.
    private func isOwnersPrefix(_ index: Int) -> Bool {
        let token = tokens[index]
        if index + 1 < tokens.count, tokens[index + 1].separator == 0x5F, token.separator == 0,
            FamilyTable.repackers.value(of: text.lower, 0, text.ownerEnd) != nil
        {
            return true
        }
        let length = token.end - token.start
        guard text.ownerEnd >= length else { return false }
        for offset in 0..<length where text.lower[offset] != text.lower[token.start + offset] { return false }
        return length == text.ownerEnd || NameText.isSeparator(text.lower[length])
    }

    /// `Stygianv2` is Stygian, second release.
    private func withoutVersion(_ token: NameToken) -> Int {
        var digits = token.end
        while digits > token.start, NameText.isDigit(text.lower[digits - 1]) { digits -= 1 }
        guard digits < token.end, digits - token.start >= 5, text.lower[digits - 1] == 0x76 else { return token.end }
        return digits - 1
    }

    /// Digits in more than two places: a checksum or a time, not a name.
    private func isHash(_ token: NameToken) -> Bool {
        var changes = 0
        for index in token.start..<max(token.start, token.end - 1)
        where NameText.isDigit(text.lower[index]) != NameText.isDigit(text.lower[index + 1]) { changes += 1 }
        return changes > 2 || token.end - token.start > 32 || token.end - token.start < 2
    }

    /// `CausalLM/34b-beta`: the owner named the model after itself.
    private func ownersName() -> String {
        guard text.nameStart > 1, variant.parameters != nil, case .weights? = tokens[0].quantity else { return "" }
        return text.text(0, text.ownerEnd)
    }
}
