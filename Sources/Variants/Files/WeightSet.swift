/// One way to download a model's weights: all pieces of one file, or all parts of a pipeline, in one format and packing.
public struct WeightSet: Hashable, Sendable {
    public let format: WeightFormat
    /// `Q4_K_M`, `fp16`; nil: not said.
    public let label: String?
    public let files: [FileVariant]

    /// - Parameter files: of one format and label.
    public init(format: WeightFormat, label: String?, files: [FileVariant]) {
        self.format = format
        self.label = label
        self.files = files
    }

    /// Bytes of all files; nil where one of them has no size.
    public var bytes: Int64? {
        var sum: Int64 = 0
        for file in files {
            guard let bytes = file.bytes else { return nil }
            sum = Int64.saturatingSum(sum, bytes)
        }
        return sum
    }

    /// Bits a weight takes, where the label tells.
    public var bitsPerWeight: Double? { label.flatMap { QuantizationBits.perWeight(label: $0) } }

    /// Whether every shard that the names promise is there.
    public var isWhole: Bool {
        var seen: [String: Set<Int>] = [:]
        var totals: [String: Int] = [:]
        for file in files {
            guard let shard = file.shard, shard.total > 0 else { continue }
            seen[file.stem, default: []].insert(shard.index)
            totals[file.stem] = max(totals[file.stem] ?? 0, shard.total)
        }
        return totals.allSatisfy { seen[$0.key]?.count == $0.value }
    }
}
