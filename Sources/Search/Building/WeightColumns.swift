internal import Catalog
internal import Variants

/// The alternative downloads of each model, for `--quant`, `--weights-format` and `--fits` together: a model fits if one of its downloads does.
struct WeightColumns {
    private var offsets: [UInt32] = [0]
    private var formats: [UInt8] = []
    private var labels: [UInt32] = []
    private var mebibytes: [UInt32] = []
    /// Labels in lower case.
    private var names = StringTable()

    init() { _ = names.number(of: "") }

    /// Takes a model's downloads in; answers what the smallest needs in memory at the usual context, in bytes.
    mutating func add(_ model: IndexedModel) -> Int64? {
        var least: Int64?
        func put(_ format: WeightFormat?, _ label: String?, _ bytes: Int64?) {
            formats.append(UInt8(format.flatMap(WeightFormat.allCases.firstIndex(of:)).map { $0 + 1 } ?? 0))
            labels.append(label.map { names.number(of: $0.lowercased()) } ?? 0)
            mebibytes.append(UInt32(clamping: ((bytes ?? 0) + (1 << 20) - 1) >> 20))
            if let bytes { least = min(least ?? .max, bytes) }
        }
        for set in model.sets { put(set.format, set.label, set.bytes ?? Self.estimate(model.parameters, set.bits ?? 16)) }
        if model.sets.isEmpty {
            let label = model.quantLabel.isEmpty ? nil : String(decoding: model.quantLabel, as: UTF8.self)
            // Nothing says how the weights are stored: sixteen bits is what most are.
            put(nil, label, Self.estimate(model.parameters, model.quantBits.map(Double.init) ?? 16))
        }
        offsets.append(UInt32(formats.count))
        return least.map { MemoryNeed.total(weights: $0, cachePerToken: model.cachePerToken) }
    }

    private static func estimate(_ parameters: Int64?, _ bits: Double) -> Int64? {
        guard let parameters, parameters > 0 else { return nil }
        return Int64(exactly: (Double(parameters) * bits / 8).rounded())
    }

    func write(to file: IndexFileWriter) throws(SearchError) {
        try file.write(.weightOffsets, offsets)
        try file.write(.weightFormats, formats)
        try file.write(.weightLabels, labels)
        try file.write(.weightMiB, mebibytes)
        try file.write(.weightLabelOffsets, names.offsets)
        try file.write(.weightLabelBytes, names.bytes)
    }
}
