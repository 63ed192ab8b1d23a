extension NameReading {
    /// Most languages taken from one name.
    private static let mostLanguages = 8

    /// Languages by name and by code. Codes that are also words count only beside a language or where the family is one whose
    /// members differ by language; names of translation models list codes of any kind.
    mutating func readLanguages() {
        var found: [String] = []
        if rule?.name == "opus-mt" {
            found = translationCodes()
        } else {
            for index in tokens.indices {
                guard !tokens[index].isFamily || rule?.kind == .encoder, let code = language(at: index) else { continue }
                if !found.contains(code), found.count < Self.mostLanguages { found.append(code) }
            }
        }
        // The parts say more than the whole: `mbert-…-bengali`.
        if found.count > 1 { found.removeAll { $0 == "multilingual" } }
        if found.isEmpty, let rule { found = rule.languages }
        if !found.isEmpty { variant.languages = named(found) }
    }

    private func language(at index: Int) -> String? {
        let token = tokens[index]
        switch token.word {
        case .language(let code):
            // `l-en` would be a layer; a lone letter before says so.
            return isRegion(index) ? nil : code
        case .languageCode("no") where index != tokens.count - 1 && !text.isWord(index + 1, "cased"): return nil
        case .languageCode(let code): return isAmongLanguages(index) || isLanguageSlot(index) ? code : nil
        case .it: return isLanguageModel ? nil : isAmongLanguages(index) || isLanguageSlot(index) ? "it" : nil
        case .pt: return readsPortuguese(index) ? "pt" : nil
        default: break
        }
        if text.ends(index, with: "lang") || text.ends(index, with: "langs"), NameText.isDigit(text.lower[token.start]) {
            return "multilingual"
        }
        return nil
    }

    /// The second half of `zh-cn`, `en-us`.
    private func isRegion(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        return text.isWord(index, "cn") && text.isWord(index - 1, "zh") || text.isWord(index, "kr") && text.isWord(index - 1, "ko")
            || text.isWord(index, "jp") && text.isWord(index - 1, "ja")
    }

    private func readsPortuguese(_ index: Int) -> Bool {
        if text.isWord(index + 1, "br") { return true }
        guard !isLanguageModel, kind != .vision, kind != .diffusion else { return false }
        return isAmongLanguages(index) || isLanguageSlot(index)
    }

    /// Whether the word before or behind is a language as well.
    private func isAmongLanguages(_ index: Int) -> Bool {
        for neighbour in [index - 1, index + 1] where tokens.indices.contains(neighbour) {
            if case .language(let code)? = tokens[neighbour].word, code != "multilingual" { return true }
        }
        return false
    }

    /// `bert-base-hi-cased`, `wav2vec2-large-xlsr-53-et`: whether the family's members differ by language and the place is right.
    private func isLanguageSlot(_ index: Int) -> Bool {
        guard index > 0, kind == .encoder || kind == .audio || kind == .translation || kind == .embedding else { return false }
        if index == tokens.count - 1 { return true }
        if index + 1 < tokens.count, case .casing? = tokens[index + 1].word { return true }
        switch tokens[index - 1].word {
        case .base?, .tier?, .casing?: return true
        case .languageCode?: return index > 1 && isLanguageSlot(index - 1)
        default: return tokens[index - 1].isFamily
        }
    }

    /// `opus-mt-en-de`, `opus-mt-itc-itc`, `opus-mt-tc-big-en-pt`.
    private func translationCodes() -> [String] {
        var found: [String] = []
        var position = tokens.lastIndex { $0.isFamily }.map { $0 + 1 } ?? tokens.count
        if text.isWord(position, "tc") { position += 1 }
        while position < tokens.count, found.count < 2 {
            let token = tokens[position]
            let length = token.end - token.start
            if text.isWord(position, "big") || text.isWord(position, "base") || text.isWord(position, "bible")
                || text.isWord(position, "to")
            {
                position += 1
                continue
            }
            if case .language(let code)? = token.word {
                if !found.contains(code) { found.append(code) }
            } else if text.isWord(position, "romance") {
                found.append("roa")
            } else {
                guard length == 2 || length == 3, token.quantity == nil else { break }
                let code = text(of: position)
                if !found.contains(code) { found.append(code) }
            }
            position += 1
        }
        return found
    }
}
