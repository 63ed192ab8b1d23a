internal import Variants

/// The alternative downloads of each model, out of the file.
struct WeightTable: Sendable {
    private let offsets: Column<UInt32>
    private let formats: Column<UInt8>
    private let labels: Column<UInt32>
    private let mebibytes: Column<UInt32>
    private let names: TextTable

    init(_ file: IndexFile) {
        offsets = file.column(.weightOffsets)
        formats = file.column(.weightFormats)
        labels = file.column(.weightLabels)
        mebibytes = file.column(.weightMiB)
        names = TextTable(offsets: file.column(.weightLabelOffsets), bytes: file.column(.weightLabelBytes))
    }

    /// What a download has to be.
    struct Wanted {
        /// Labels in lower case, or their beginnings (`q4` is every four-bit quantization of GGUF); empty: any.
        var labels: [String] = []
        var formats: [String] = []
        var fits: Int64?
        var context: Int64 = MemoryQuestion.usualTokens

        var isAny: Bool { labels.isEmpty && formats.isEmpty && fits == nil }
    }

    /// Models of which one download is all that is wanted at once.
    func models(with wanted: Wanted, cachePerToken: Column<UInt32>, count: Int) -> Bitmap {
        let acceptedLabels = (0..<max(1, names.count)).map { number in
            wanted.labels.isEmpty || wanted.labels.contains { names.text(number) == $0 }
        }
        let acceptedFormats =
            [wanted.formats.isEmpty] + WeightFormat.allCases.map { wanted.formats.isEmpty || wanted.formats.contains($0.rawValue) }
        let (offsets, formats, labels, mebibytes) = (offsets.values, formats.values, labels.values, mebibytes.values)
        let usable = min(count, max(0, offsets.count - 1))
        guard formats.count == labels.count, labels.count == mebibytes.count else { return Bitmap(count: count) }
        return Bitmap.filter(count: usable) { ordinal in
            var index = Int(offsets[ordinal])
            let end = min(Int(offsets[ordinal + 1]), formats.count)
            while index < end {
                defer { index += 1 }
                let (label, format) = (Int(labels[index]), Int(formats[index]))
                guard label < acceptedLabels.count, acceptedLabels[label], format < acceptedFormats.count, acceptedFormats[format] else {
                    continue
                }
                guard let fits = wanted.fits else { return true }
                guard mebibytes[index] > 0 else { continue }
                let cache = cachePerToken[ordinal].map(Int64.init)
                if MemoryNeed.total(weights: Int64(mebibytes[index]) << 20, cachePerToken: cache, tokens: wanted.context) <= fits {
                    return true
                }
            }
            return false
        }
    }

    /// Bytes of memory of the largest download that fits, else of the smallest there is; nil: no size is known.
    func memory(of ordinal: Int, _ wanted: Wanted, cachePerToken: Int64?) -> Int64? {
        guard let start = offsets[ordinal], let end = offsets[ordinal + 1], start <= end, Int(end) <= mebibytes.count else { return nil }
        let needs = (Int(start)..<Int(end)).filter { mebibytes.values[$0] > 0 }.filter { index in
            wanted.labels.isEmpty || wanted.labels.contains(names.text(Int(labels[index] ?? 0)))
        }.map { MemoryNeed.total(weights: Int64(mebibytes.values[$0]) << 20, cachePerToken: cachePerToken, tokens: wanted.context) }
        if let fits = wanted.fits, let best = needs.filter({ $0 <= fits }).max() { return best }
        return needs.min()
    }
}
