extension NameReading {
    /// The release: `v1.5`, a date, a number that stands alone, a word such as `beta`; the family's own `v3` where nothing else is said.
    mutating func readVersion() {
        guard !isReinforcementLearning else { return }
        let version =
            letterVersion() ?? secondGeneration() ?? date() ?? loneNumber() ?? word() ?? familyVersionText() ?? gluedVersion()
        if let version { variant.version = named(version) }
    }

    /// `ppo-LunarLander-v2`: the version is the game's.
    private var isReinforcementLearning: Bool {
        tokens.indices.contains { index in
            for word: StaticString in [
                "ppo", "dqn", "a2c", "sac", "td3", "ddpg", "trpo", "qrdqn", "ars", "tqc", "reinforce", "cartpole", "lunarlander", "taxi",
                "frozenlake", "dril",
            ] where text.isWord(index, word) { return true }
            return text.ends(index, with: "noframeskip") || text.ends(index, with: "bulletenv")
        }
    }

    private func letterVersion() -> String? {
        for (index, token) in tokens.enumerated() where !token.isFamily {
            guard case .version(let number) = token.quantity, number.wholeDigits <= 4 else { continue }
            let label = text.lower[token.start..<token.end]
            // v3-1, v1-4: one digit, a hyphen and one digit.
            if !number.hasPoint, token.end - token.start == 2, let next = loneDigit(index + 1) {
                return String(decoding: label, as: UTF8.self) + "-" + next
            }
            return writtenLower(token)
        }
        return nil
    }

    /// `stable-diffusion-2-1`.
    private func secondGeneration() -> String? {
        guard kind == .diffusion, let last = tokens.lastIndex(where: { $0.isFamily }), case .number(let number) = tokens[last].quantity,
            !number.hasPoint, let next = loneDigit(last + 1)
        else { return nil }
        return text(of: last) + "-" + next
    }

    private func loneDigit(_ index: Int) -> String? {
        guard index < tokens.count, tokens[index].separator == 0x2D, case .number(let number) = tokens[index].quantity,
            !number.hasPoint, number.wholeDigits == 1
        else { return nil }
        return text(of: index)
    }

    /// `2407`, `0324`, `1124`, `08-2024`, `20240614`: only of models that are released by date.
    private func date() -> String? {
        guard isLanguageModel || kind == .diffusion || kind == nil && variant.family != nil else { return nil }
        for (index, token) in tokens.enumerated() where !token.isFamily {
            guard case .number(let number) = token.quantity, !number.hasPoint else { continue }
            let value = Int(number.value)
            switch number.wholeDigits {
            case 4 where isDate(value): return text(of: index)
            case 2 where (1...12).contains(value):
                guard index + 1 < tokens.count, case .number(let year) = tokens[index + 1].quantity, year.wholeDigits == 4,
                    (2_020...2_039).contains(Int(year.value))
                else { continue }
                return text(of: index) + "-" + text(of: index + 1)
            case 6 where isDate(value % 10_000) && (20...39).contains(value / 10_000): return text(of: index)
            case 8 where isDate(value % 10_000) && (2_020...2_039).contains(value / 10_000): return text(of: index)
            default: continue
            }
        }
        return nil
    }

    /// Year and month from 2020 on, or month and day; 1024 is a size of pictures and texts.
    private func isDate(_ value: Int) -> Bool {
        if value == 1_024, kind == .diffusion { return false }
        let (high, low) = (value / 100, value % 100)
        if (20...39).contains(high), (1...12).contains(low) { return true }
        return (1...12).contains(high) && (1...31).contains(low)
    }

    /// `1.0`, `0.5`, `2.9.1`.
    private func loneNumber() -> String? {
        guard isLanguageModel || kind == .diffusion || variant.family != nil && kind == nil else { return nil }
        for index in tokens.indices.reversed() where !tokens[index].isFamily {
            guard case .number(let number) = tokens[index].quantity, number.hasPoint, number.wholeDigits <= 2 else { continue }
            if index > 0, case .foundation? = tokens[index - 1].word { continue }
            if isBehindStranger(index) || text.isWord(index + 1, "bit") || isNamedGeneration(index) { continue }
            return text(of: index)
        }
        return nil
    }

    /// `…-9B-Claude-4.6-Opus-Distilled`: the number belongs to the word before it, which is none of this model's.
    private func isBehindStranger(_ index: Int) -> Bool {
        guard index > 1, tokens[index - 1].word == nil, tokens[index - 1].quantity == nil else { return false }
        return !tokens[index - 1].isFamily && index > firstSize
    }

    /// Whether a family other than the model's own stands before: `…-R1-Llama-3.2-…`. A family without a size keeps it: `GRM-2.6`.
    private func isNamedGeneration(_ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = tokens[index - 1]
        if !FamilyTable.standard.candidates(for: text.lower, before.start, before.end).isEmpty { return rule == nil || !before.isFamily }
        guard rule == nil, let family = variant.family?.value else {
            return rule != nil && index < (tokens.firstIndex { $0.isFamily } ?? 0)
        }
        return family.hasSuffix("-" + text(of: index)) && (variant.parameters != nil || variant.activeParameters != nil)
    }

    private func word() -> String? {
        for token in tokens where !token.isFamily {
            guard case .release = token.word else { continue }
            return writtenLower(token)
        }
        return nil
    }

    private func familyVersionText() -> String? {
        for token in tokens where token.isFamily {
            if case .version = token.quantity { return writtenLower(token) }
        }
        return nil
    }

    /// `arabertv02`, `specterv2` of known families.
    private func gluedVersion() -> String? {
        for token in tokens where token.isFamily {
            var digits = token.end
            while digits > token.start, NameText.isDigit(text.lower[digits - 1]) { digits -= 1 }
            guard digits < token.end, digits - token.start >= 4, text.lower[digits - 1] == 0x76,
                rule?.generation == FamilyRule.Generation.none,
                !text.matches(token.start, token.end, "layoutlmv3")
            else { continue }
            guard rule?.words.last?.count ?? 0 < token.end - token.start else { continue }
            return text.text(digits - 1, token.end)
        }
        return nil
    }

    /// As written, in lower case: `v1_1` keeps its underscore.
    private func writtenLower(_ token: NameToken) -> String { written(token.start, token.end).lowercased() }
}
