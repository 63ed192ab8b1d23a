extension NameReading {
    /// The best of the known families in the name. A make that names itself wins over what it was made from, other families over
    /// words as common as `bert`, and the first over those that follow. Behind a size only a name without other words has its family.
    mutating func findKnownFamily() {
        let size = firstSize
        var best: (position: Int, end: Int, rule: FamilyRule, name: String, rank: Int)?
        var position = 0
        while position < tokens.count {
            guard let match = knownFamily(at: position) else {
                position += 1
                continue
            }
            var rank = match.rule.isMake ? 3 : match.rule.isCommon ? 1 : 2
            if position > size { rank = leadsWithWords(before: size) ? 0 : min(rank, 2) }
            if let found = best, found.rank >= rank {
                position = max(position + 1, match.end)
                continue
            }
            if rank > 0 { best = (position, match.end, match.rule, match.name, rank) }
            position = max(position + 1, match.end)
        }
        guard let best else { return takeOwnersFamily() }
        if best.rank == 2, let make = unknownMake(before: best.position) {
            variant.family = named(make)
            rule = FamilyRule(make, best.rule.kind)
            return
        }
        rule = best.rule
        for index in best.position..<best.end { tokens[index].isFamily = true }
        variant.family = named(best.name + lateLine(best.rule, after: best.end))
    }

    /// `OpenMake-2.5-Mistral-7B`: a make with a generation of its own before what it was made from.
    private func unknownMake(before position: Int) -> String? {
        guard position >= 2, case .number(let number) = tokens[position - 1].quantity, number.hasPoint, number.wholeDigits == 1,
            position == 2, tokens[0].word == nil, tokens[0].quantity == nil
        else { return nil }
        return text(of: 0) + "-" + text(of: 1)
    }

    private mutating func takeOwnersFamily() {
        guard text.nameStart > 0, let family = FamilyTable.byOwner.value(of: text.lower, 0, text.ownerEnd) else { return }
        variant.family = named(family)
        rule = FamilyTable.standard.rules.first { $0.name == family }
        if family == "distil-whisper" { variant.isDistilled = named(true) }
    }

    /// Whether words of a family's name stand before the size: then a family behind the size is somebody else's.
    private func leadsWithWords(before size: Int) -> Bool {
        for index in 0..<min(size, tokens.count) {
            if case .foundation? = tokens[index].word, text.isWord(index + 1, "moe") { return true }
            if tokens[index].word == nil, tokens[index].quantity == nil { return true }
        }
        return false
    }

    /// A family whose phrase begins at this token, its name with generation and lines, and where it ends.
    private func knownFamily(at position: Int) -> (rule: FamilyRule, name: String, end: Int)? {
        let token = tokens[position]
        let table = FamilyTable.standard
        for index in table.candidates(for: text.lower, token.start, token.end) {
            let rule = table.rules[index]
            guard matchesWords(rule, at: position) else { continue }
            let (name, end) = extended(rule, from: position + rule.words.count, name: rule.name, hasGeneration: false)
            return (rule, name, end)
        }
        return gluedFamily(at: position) ?? derivedFamily(at: position)
    }

    private func matchesWords(_ rule: FamilyRule, at position: Int) -> Bool {
        guard position + rule.words.count <= tokens.count else { return false }
        for offset in 1..<max(1, rule.words.count) where !text.isWord(position + offset, rule.words[offset]) { return false }
        return true
    }

    /// `qwen2.5`, `llama2`, `gemma3n`, `arabertv02`: a family's last word with its generation glued to it.
    private func gluedFamily(at position: Int) -> (rule: FamilyRule, name: String, end: Int)? {
        let token = tokens[position]
        var digits = token.start
        while digits < token.end, !NameText.isDigit(text.lower[digits]) { digits += 1 }
        guard digits > token.start, digits < token.end, let number = NameToken.Decimal(text.lower, digits, token.end) else { return nil }
        let hasLetterV = text.lower[digits - 1] == 0x76 && digits - 1 > token.start
        for end in hasLetterV ? [digits - 1, digits] : [digits] {
            let table = FamilyTable.standard
            for index in table.candidates(for: text.lower, token.start, end) {
                let rule = table.rules[index]
                guard rule.words.count == 1 else { continue }
                let rest = token.end - number.end
                // `qwen3vl`: a line glued on as well.
                let line = rest > 1 ? rule.lines.first { $0.count == rest && text.lower[number.end..<token.end].elementsEqual($0) } : nil
                guard rest == 0 || (rest == 1 && text.lower[token.end - 1] == rule.suffix) || line != nil else { continue }
                guard rule.generation != .none else { return (rule, rule.name, position + 1) }
                // The v of `deepseekv3` belongs to the name, that of `llamav2` says nothing.
                let keepsLetter = rule.generation == .letter || rule.generation == .fused
                let tail =
                    text.text(keepsLetter ? end : digits, line == nil ? token.end : number.end) + (line == nil ? "" : "-")
                    + String(decoding: line ?? [], as: UTF8.self)
                let (whole, last) = extended(rule, from: position + 1, name: join(rule, tail), hasGeneration: true)
                return (rule, whole, last)
            }
        }
        return nil
    }

    private func join(_ rule: FamilyRule, _ generation: String) -> String {
        switch rule.generation {
        case .fused: rule.name + generation
        case .dotted: rule.name + "." + generation
        default: rule.name + "-" + generation
        }
    }

    /// Takes generations and lines as far as they go.
    private func extended(_ rule: FamilyRule, from start: Int, name: String, hasGeneration: Bool) -> (String, Int) {
        var name = name
        var index = start
        var hasGeneration = hasGeneration
        var hasLine = false
        while index < tokens.count {
            if !hasGeneration, let generation = generation(rule, at: index) {
                let isFused = rule.generation == .fused && !hasLine
                name += isFused ? generation : rule.generation == .dotted ? "." + generation : "-" + generation
                hasGeneration = true
            } else if let line = line(rule.lines, at: index) {
                name += "-" + line
                hasLine = true
                // The generation may stand behind the line: `mistral-small-3.2`, `deepseek-coder-v2`.
            } else {
                break
            }
            index += 1
        }
        return (name, index)
    }

    private func generation(_ rule: FamilyRule, at index: Int) -> String? {
        let token = tokens[index]
        switch rule.generation {
        case .none: return nil
        case .letter:
            guard case .version = token.quantity else { return nil }
            return text(of: index)
        case .dashed, .fused, .dotted:
            if case .number(let number) = token.quantity {
                guard number.wholeDigits <= 2, token.separator != NameToken.glue else { return nil }
                // `gemma-3-4b`: 3. `qwen-14-…`: two digits are a date or a count.
                return number.wholeDigits == 1 || rule.name == "aya" ? text(of: index) : nil
            }
            guard let suffix = rule.suffix, let number = NameToken.Decimal(text.lower, token.start, token.end),
                number.end == token.end - 1, text.lower[token.end - 1] == suffix, number.wholeDigits == 1
            else { return nil }
            return text(of: index)
        }
    }

    private func line(_ lines: [[UInt8]], at index: Int) -> String? {
        let token = tokens[index]
        for line in lines {
            if line.last == 0x23 {
                guard line.count == 2, token.end - token.start >= 2, text.lower[token.start] == line[0],
                    let number = NameToken.Decimal(text.lower, token.start + 1, token.end), number.end == token.end
                else { continue }
                return text(of: index)
            }
            if text.isWord(index, line) { return text(of: index) }
        }
        return nil
    }

    private mutating func lateLine(_ rule: FamilyRule, after end: Int) -> String {
        guard !rule.lateLines.isEmpty, end < tokens.count else { return "" }
        for index in end..<tokens.count {
            guard let line = line(rule.lateLines, at: index) else { continue }
            tokens[index].isFamily = true
            return "-" + line
        }
        return ""
    }

    /// Families by how their names end, as people coin them: `marbert`, `finllama`.
    private func derivedFamily(at position: Int) -> (rule: FamilyRule, name: String, end: Int)? {
        let token = tokens[position]
        guard token.end - token.start >= 6, token.word == nil else { return nil }
        for (ending, kind) in Self.endings where text.ends(position, with: ending) {
            if text.ends(position, with: "encoder") || text.ends(position, with: "decoder") { return nil }
            if let known = familyInside(token) { return (known, known.name, position + 1) }
            let name = text(of: position)
            guard !name.hasPrefix("distil") || kind != .language else { return nil }
            let rule = FamilyRule(name, kind, domain: Self.domain(ofPrefix: name), distilled: name.hasPrefix("distil"))
            return (rule, name, position + 1)
        }
        return nil
    }

    /// `Originalbiobert`: a listed family behind letters that are not its own.
    private func familyInside(_ token: NameToken) -> FamilyRule? {
        guard token.end - token.start > 6 else { return nil }
        for start in (token.start + 1)...(token.end - 6) {
            for index in FamilyTable.standard.candidates(for: text.lower, start, token.end) {
                let rule = FamilyTable.standard.rules[index]
                if rule.words.count == 1, !rule.isCommon { return rule }
            }
        }
        return nil
    }

    private static let endings: [(StaticString, FamilyRule.Kind)] = [
        ("bert", .encoder), ("berta", .encoder), ("electra", .encoder), ("gemma", .language), ("llama", .language),
        ("mistral", .language), ("coder", .language), ("mixtral", .language), ("clip", .vision),
    ]

    private static func domain(ofPrefix name: String) -> String? {
        for (prefix, domain) in prefixes where name.hasPrefix(prefix) { return domain }
        return name.hasSuffix("coder") ? "code" : nil
    }

    private static let prefixes = [
        ("bio", "biomedical"), ("med", "biomedical"), ("clinical", "biomedical"), ("pubmed", "biomedical"), ("chem", "chemistry"),
        ("legal", "legal"), ("law", "legal"), ("fin", "finance"), ("sci", "scientific"), ("math", "math"), ("code", "code"),
        ("prot", "protein"), ("tweet", "social-media"), ("twitter", "social-media"),
    ]
}
