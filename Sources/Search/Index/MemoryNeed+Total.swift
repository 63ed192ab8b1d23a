internal import Variants

extension MemoryNeed {
    /// Bytes in all, of what an index knows: as `variant` and `show` reckon them.
    static func total(weights: Int64, cachePerToken: Int64?, tokens: Int64 = MemoryQuestion.usualTokens) -> Int64 {
        let (cache, overflows) = max(0, cachePerToken ?? 0).multipliedReportingOverflow(by: max(0, tokens))
        return MemoryNeed(weights: weights, cache: overflows ? .max : cache, tokens: tokens, certainty: .measured).total
    }
}
