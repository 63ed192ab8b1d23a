/// The memory a model needs to run, and what it is made of.
public struct MemoryNeed: Hashable, Sendable, Codable {
    /// How far the figure is to be trusted.
    public enum Certainty: String, Hashable, Sendable, Codable, CaseIterable {
        /// Bytes of tensors or files as they are.
        case measured
        /// Elements by the bits of their type.
        case computed
        /// A nominal size by the bits of a label.
        case estimated
    }

    /// Bytes of the weights as they are loaded.
    public var weights: Int64
    /// Bytes of keys and values at `tokens`; 0 for models that keep none, nil: not known, and not in the total.
    public var cache: Int64?
    /// Tokens the cache was reckoned for.
    public var tokens: Int64
    /// Bytes for buffers, the runtime and its libraries.
    public var overhead: Int64
    public var certainty: Certainty

    /// Flat, for buffers of one request and the runtime itself: llama.cpp and PyTorch take 0.3 to 0.6 GB beside weights and cache. It
    /// does not cover batches or the copies that loading makes.
    public static let standardOverhead: Int64 = 500_000_000

    public init(
        weights: Int64, cache: Int64?, tokens: Int64, overhead: Int64 = MemoryNeed.standardOverhead, certainty: Certainty
    ) {
        self.weights = weights
        self.cache = cache
        self.tokens = tokens
        self.overhead = overhead
        self.certainty = certainty
    }

    /// Bytes in all.
    public var total: Int64 { Int64.saturatingSum(Int64.saturatingSum(weights, cache ?? 0), overhead) }

    /// Whether it runs in so many bytes.
    public func fits(_ bytes: Int64) -> Bool { total <= bytes }
}

extension MemoryNeed: CustomStringConvertible {
    /// `weights 4.9 GB + cache 1.1 GB at 8,192 tokens + 0.5 GB`.
    public var description: String {
        var parts = ["weights \(Self.gigabytes(weights))"]
        switch cache {
        case .some(0): break
        case .some(let bytes): parts.append("cache \(Self.gigabytes(bytes)) at \(Self.grouped(tokens)) tokens")
        case nil: parts.append("an unknown cache")
        }
        parts.append(Self.gigabytes(overhead))
        return parts.joined(separator: " + ") + (certainty == .estimated ? " (estimated)" : "")
    }

    /// Billions of bytes with one digit behind the point.
    static func gigabytes(_ bytes: Int64) -> String {
        let tenths = bytes / 100_000_000 + (bytes % 100_000_000 >= 50_000_000 ? 1 : 0)
        return "\(tenths / 10).\(tenths % 10) GB"
    }

    private static func grouped(_ number: Int64) -> String {
        var digits = String(number)
        var text = ""
        while digits.count > 3 {
            text = "," + digits.suffix(3) + text
            digits.removeLast(3)
        }
        return digits + text
    }
}
