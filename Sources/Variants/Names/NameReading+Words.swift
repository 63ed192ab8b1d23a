extension NameReading {
    mutating func readCasing() {
        for token in tokens {
            guard case .casing(let casing) = token.word else { continue }
            variant.casing = named(casing)
            return
        }
    }

    /// The last stage of training that the name speaks of; `Instruct_SFT` is an instruct model trained further.
    mutating func readTuning() {
        var best: Tuning?
        for (index, token) in tokens.enumerated() where !token.isFamily {
            guard let tuning = tuning(at: index) else { continue }
            if best.map({ $0.stage < tuning.stage }) ?? true { best = tuning }
        }
        if let tuning = best ?? rule?.tuning { variant.tuning = named(tuning) }
    }

    private func tuning(at index: Int) -> Tuning? {
        switch tokens[index].word {
        case .tuning(.reasoning) where index > 0 && (text.isWord(index - 1, "no") || text.isWord(index - 1, "non")): return nil
        case .tuning(let tuning):
            // `pretrain` of encoders is what they all are.
            return tuning == .base && !isLanguageModel ? nil : tuning
        case .base: return isLanguageModel || isDiffusionBase ? .base : nil
        case .it: return isInstructMark(index) ? .instruct : nil
        case .pt: return isGemma ? .base : nil
        default:
            // `ft22k` of BEiT: fine-tuned on ImageNet-22k.
            if kind == .vision, text.starts(index, with: "ft"), NameText.isDigit(text.lower[tokens[index].end - 2]) { return .finetuned }
            return text.isWord(index, "fine") && (text.isWord(index + 1, "tuned") || text.isWord(index + 1, "tune")) ? .finetuned : nil
        }
    }

    private var isDiffusionBase: Bool { kind == .diffusion }

    private var isGemma: Bool { variant.family?.value.contains("gemma") ?? false }

    /// `-it` of a language model, behind its size or at the end: instruction-tuned. Elsewhere it is Italian.
    private func isInstructMark(_ index: Int) -> Bool { isGemma || (isLanguageModel && index > 0) }

    mutating func readSizeTier() {
        for (index, token) in tokens.enumerated() where !token.isFamily && !token.isLabel {
            switch token.word {
            case .tier(let tier):
                variant.sizeTier = named(tier)
                return
            case .base where !isLanguageModel && !isDiffusionBase:
                variant.sizeTier = named(.base)
                return
            default:
                if let tier = letterTier(index) {
                    variant.sizeTier = named(tier)
                    return
                }
            }
        }
    }

    /// `ViT-B-32`, `vitb16`, `arctic-embed-m`: sizes by letter, where it is the custom.
    private func letterTier(_ index: Int) -> SizeTier? {
        let token = tokens[index]
        let length = token.end - token.start
        // `rubert-tiny2`.
        if length > 4, NameText.isDigit(text.lower[token.end - 1]),
            case .tier(let tier)? = Words.table.value(of: text.lower, token.start, token.end - 1)
        {
            return tier
        }
        if length == 1, index > 0, text.isWord(index - 1, "vit") || rule?.name == "snowflake-arctic-embed" {
            return Self.tier(ofLetter: text.lower[token.start])
        }
        guard kind == .vision, length > 4, text.starts(index, with: "vit"), NameText.isDigit(text.lower[token.start + 4]) else {
            return nil
        }
        return Self.tier(ofLetter: text.lower[token.start + 3])
    }

    private static func tier(ofLetter letter: UInt8) -> SizeTier? {
        switch letter {
        case 0x73: .small
        case 0x6D: .medium
        case 0x62: .base
        case 0x6C: .large
        case 0x68: .huge
        case 0x67: .giant
        default: nil
        }
    }

    mutating func readDomain() {
        if let domain = rule?.domain {
            variant.domain = named(domain)
            return
        }
        for (index, token) in tokens.enumerated() {
            if case .domain(let domain) = token.word {
                variant.domain = named(domain)
                return
            }
            if let domain = coinedDomain(index) {
                variant.domain = named(domain)
                return
            }
        }
    }

    /// `DeepMath`, `mathv00`, `OpenCoder`.
    private func coinedDomain(_ index: Int) -> String? {
        let token = tokens[index]
        let length = token.end - token.start
        guard token.word == nil, length > 4 else { return nil }
        if text.ends(index, with: "math"), !text.starts(index, with: "poly") { return "math" }
        if text.starts(index, with: "math"), text.lower[token.start + 4] == 0x76 { return "math" }
        if text.ends(index, with: "coder"), !text.ends(index, with: "encoder"), !text.ends(index, with: "decoder") { return "code" }
        if text.starts(index, with: "biomed") || text.starts(index, with: "biomedical") { return "biomedical" }
        return nil
    }

    /// `distilbert`, `distilled`, `Distill`: the name says it, whatever was distilled into what.
    mutating func readDistillation() {
        if rule?.isDistilled == true || variant.isDistilled != nil {
            variant.isDistilled = named(true)
            return
        }
        for index in tokens.indices where text.starts(index, with: "distil") {
            variant.isDistilled = named(true)
            return
        }
    }

    mutating func readArtifact() {
        var adapter = false
        var merge = false
        var plainMerged = false
        for (index, token) in tokens.enumerated() where !token.isFamily {
            guard case .artifact(let artifact) = token.word else {
                if text.isWord(index, "model"), text.isWord(index + 1, "stock") { merge = true }
                continue
            }
            switch artifact {
            case .adapter: adapter = true
            case .merge where text.isWord(index, "merged"): plainMerged = true
            case .merge: merge = true
            case .full: break
            }
        }
        if adapter {
            // A LoRA merged into its base is a whole model again.
            if !plainMerged { variant.artifact = named(.adapter) }
        } else if merge || (plainMerged && !isMergedTraining) {
            variant.artifact = named(.merge)
        }
    }

    /// `…-sft-merged-16bit`: an adapter merged into its base, not models into one another.
    private var isMergedTraining: Bool {
        if let stage = variant.tuning?.value.stage, stage > Tuning.reasoning.stage { return true }
        return tokens.contains {
            if case .bits = $0.quantity { return true }
            if case .precision = $0.word { return true }
            return false
        }
    }
}

extension Tuning {
    /// Where a stage stands in the order of training.
    var stage: Int {
        switch self {
        case .base: 0
        case .instruct: 1
        case .chat: 2
        case .reasoning: 3
        case .finetuned: 4
        case .sft: 5
        case .orpo, .kto, .dpo: 6
        case .grpo: 7
        }
    }
}
