extension VariantReader {
    /// Weights that are believed: the smallest real models have thousands, and nobody has twenty thousand billion. One listing claims 2e16.
    static let believable: ClosedRange<Int64> = 1_000...20_000_000_000_000

    /// Header, GGUF listing, safetensors listing, name, base model's name. Counts of packed weights are wrong and are passed over, as are
    /// those of adapters, whose names carry the size of what they are for.
    func parameters(packed: Bool, isAdapter: Bool) -> Sourced<Int64>? {
        if !isAdapter {
            if let header = papers.header, header.isWhole, !packed || header.format == .gguf, let total = header.elements,
                Self.believable.contains(total)
            {
                return Sourced(total, from: .header)
            }
            if let total = papers.listing.ggufTotal, Self.believable.contains(total) { return Sourced(total, from: .listing) }
            if !packed, let total = papers.listing.safetensorsTotal, Self.believable.contains(total) {
                return Sourced(total, from: .listing)
            }
        }
        if let found = name.parameters { return found }
        for base in papers.card.baseModels.prefix(4) {
            if let found = VariantName.read(base).parameters { return Sourced(found.value, from: .card) }
        }
        for base in baseTags.prefix(4) {
            if let found = VariantName.read(base).parameters { return Sourced(found.value, from: .tag) }
        }
        return nil
    }

    /// Whether elements of tensors are not weights one for one. FP8 is: a byte a weight.
    func isPacked(_ quantization: Quantization?) -> Bool {
        guard let quantization else { return false }
        if quantization.format == "fp8" || quantization.format == "gguf" { return false }
        if let bits = quantization.bits { return bits < 8 || quantization.format == "gptq" || quantization.format == "compressed-tensors" }
        return quantization.format.flatMap(QuantizationFormat.init).map { $0.finality >= 4 && $0.finality <= 7 } ?? false
    }

    /// Name, then what the config's experts leave out of the total.
    func activeParameters(of total: Int64?) -> Sourced<Int64>? {
        if let found = name.activeParameters { return found }
        guard let total, let config = papers.config, let experts = config.experts, let used = config.expertsPerToken, used < experts,
            let layers = config.layers, let hidden = config.hiddenSize, let width = config.expertWidth
        else { return nil }
        // Three matrices a gated feed-forward layer; each between the hidden size and the expert's width.
        let idle = [experts - used, layers, 3, hidden, width].reduce(Int64(1), Int64.saturatingProduct)
        guard idle < total else { return nil }
        return Sourced(total - idle, from: .config)
    }

    /// Card, tags, name. A card lists what was trained on; a name mentions what it is sold for.
    var languages: Sourced<[String]>? {
        let card = Self.tags(of: papers.card.languages)
        if !card.isEmpty { return Sourced(card, from: .card) }
        let tags = Self.tags(of: papers.tags.filter { Self.languageTags.contains($0) })
        if !tags.isEmpty { return Sourced(tags, from: .tag) }
        return name.languages
    }

    /// Most languages kept: Whisper has 99, NLLB 200.
    static let mostLanguages = 256

    /// Lower-case BCP-47; names of languages become codes, what is neither is dropped.
    static func tags(of texts: [String]) -> [String] {
        var found: [String] = []
        for text in texts.prefix(4 * mostLanguages) where text.utf8.count <= 35 {
            let lower = text.lowercased()
            let tag = lower.replacing("_")
            let code: String
            if case .language(let known)? = Words.table.value(of: Array(lower.utf8), 0, lower.utf8.count) {
                code = known
            } else if isTag(tag) {
                code = tag
            } else {
                continue
            }
            if !found.contains(code) { found.append(code) }
            if found.count == mostLanguages { break }
        }
        return found
    }

    /// A primary subtag of two or three letters and shorter parts behind it.
    private static func isTag(_ text: String) -> Bool {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard let first = parts.first, (2...3).contains(first.utf8.count), parts.count <= 4 else { return false }
        return first.utf8.allSatisfy(NameText.isLetter)
            && parts.dropFirst().allSatisfy {
                (1...8).contains($0.utf8.count) && $0.utf8.allSatisfy { NameText.isLetter($0) || NameText.isDigit($0) }
            }
    }

    /// Tags that are languages on every hub. Two letters alone are not enough: `ai`, `rl` and `pt` are other people's tags.
    private static let languageTags: Set<String> = Set(
        LanguageWords.all.compactMap { word, meaning in
            switch meaning {
            case .language: word
            case .languageCode: word
            default: nil
            }
        }
    ).union(["pt", "it"]).subtracting(["jp", "kr", "cn", "my"])
}

extension String {
    /// Underscores as hyphens.
    fileprivate func replacing(_ mark: Character) -> String { String(map { $0 == mark ? "-" : $0 }) }
}

extension Int64 {
    /// A product that stops at the largest number.
    static func saturatingProduct(_ left: Int64, _ right: Int64) -> Int64 {
        let (product, overflow) = left.multipliedReportingOverflow(by: right)
        return overflow ? (left < 0) == (right < 0) ? .max : .min : product
    }

    /// A sum that stops at the largest number.
    static func saturatingSum(_ left: Int64, _ right: Int64) -> Int64 {
        let (sum, overflow) = left.addingReportingOverflow(right)
        return overflow ? right < 0 ? .min : .max : sum
    }
}

extension WeightFacts {
    /// Elements of all tensors; nil where there are none.
    var elements: Int64? {
        guard !tensors.isEmpty else { return nil }
        return tensors.values.reduce(0) { Int64.saturatingSum($0, max(0, $1.elements)) }
    }

    /// Bytes of all tensors; nil where there are none.
    var tensorBytes: Int64? {
        guard !tensors.isEmpty else { return nil }
        return tensors.values.reduce(0) { Int64.saturatingSum($0, max(0, $1.bytes)) }
    }
}
