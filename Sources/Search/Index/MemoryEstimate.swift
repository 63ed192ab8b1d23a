/// What running a model takes, as far as an index can say: weights, a key-value cache and what every run time needs besides.
enum MemoryEstimate {
    /// Tokens that a need is stated for where nobody asks for another number: what chat programs start with.
    static let usualContext: Int64 = 8_192

    /// Activations, buffers and the run time itself: half a gibibyte, and a twentieth of the weights.
    static func bytes(weights: Int64, cachePerToken: Int64?, context: Int64) -> Int64 {
        let (cache, overflows) = max(0, cachePerToken ?? 0).multipliedReportingOverflow(by: max(0, context))
        let sum = Double(weights) * 1.05 + Double(overflows ? .max : cache) + Double(1 << 29)
        return sum >= Double(Int64.max) ? .max : Int64(sum)
    }
}
