extension NameReading {
    /// Tokens of context: `128k`, `1M` and, in families made for long texts, powers of two. Not vocabularies (`bert-base-128k`), hours
    /// (`wav2vec2-100k`), steps (`400k`) or training sets (`10k`).
    mutating func readContext() {
        for (index, token) in tokens.enumerated() where !token.isFamily {
            guard let context = context(at: index, token) else { continue }
            variant.contextLength = named(context)
            return
        }
    }

    private func context(at index: Int, _ token: NameToken) -> Int64? {
        switch token.quantity {
        case .thousands(let count):
            guard isLanguageModel || kind == .embedding || text.isWord(index + 1, "ctx") || text.isWord(index + 1, "context") else {
                return nil
            }
            guard !text.isWord(index + 1, "steps"), !text.isWord(index + 1, "step"), !text.isWord(index + 1, "vocab"),
                !text.isWord(index + 1, "hours"), !text.isWord(index + 1, "samples"),
                !(index > 0 && (text.isWord(index - 1, "step") || text.isWord(index - 1, "vocab")))
            else { return nil }
            return Self.tokens(ofThousands: count)
        case .weights(let size):
            // A million of tokens, where the weights are known to be something else.
            guard isLanguageModel, size % 1_000_000 == 0, size < 10_000_000, variant.parameters != nil, index > firstSize else {
                return nil
            }
            return size / 1_000_000 * 1_048_576
        case .number(let number):
            guard !number.hasPoint, kind == .encoder || isLanguageModel else { return nil }
            let count = Int64(number.value)
            let isLong = rule.map { Self.longFamilies.contains($0.name) } ?? false
            guard count.nonzeroBitCount == 1, count <= 1_048_576 else { return nil }
            return count >= 4_096 || (isLong && count >= 512) ? count : nil
        default:
            guard text.starts(index, with: "ctx"), let number = NameToken.Decimal(text.lower, token.start + 3, token.end),
                number.end == token.end, number.value >= 256, number.value <= 1e8
            else { return nil }
            return Int64(number.value)
        }
    }

    private static let longFamilies: Set<String> = ["longformer", "led", "longt5", "bigbird", "nystromformer", "yoso"]

    /// 32k is 32,768 and 200k is 200,000: what is a multiple of 100 was counted in thousands. nil for what is no context anybody has.
    private static func tokens(ofThousands count: Int64) -> Int64? {
        switch count {
        case 65, 131, 262, 524, 1_048: Int64(1) << Int64((Double(count) * 1_000).logarithm2Floor)
        case 2, 4, 8, 16, 32, 64, 128, 256, 512, 1_024, 2_048, 4_096, 48, 80, 96, 160, 192: count * 1_024
        case 100, 200, 300, 500, 1_000: count * 1_000
        default: nil
        }
    }
}

extension Double {
    /// The exponent of the largest power of two that is not above; 0 for what is below 1.
    fileprivate var logarithm2Floor: Int { self >= 1 && isFinite ? Int(exponent) : 0 }
}
