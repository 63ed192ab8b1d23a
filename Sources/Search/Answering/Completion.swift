/// What a beginning of a name may become.
public struct Completion: Sendable, Hashable {
    /// `org/name`.
    public let name: String
    /// `huggingface:org/name`.
    public let reference: String
    public let downloads: Int64?
}

extension SearchIndex {
    /// Names that begin with what was typed, or whose part behind the owner does: the most downloaded first.
    ///
    /// Two binary searches in each order, and a look at the downloads of what lies between.
    public func completions(of prefix: String, limit: Int = 10) -> [Completion] {
        let key = Array(prefix.utf8.prefix(256)).map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
        guard !key.isEmpty else { return [] }
        var best: [(downloads: Int64, ordinal: Int)] = []
        var seen: Set<Int> = []
        for (order, start) in [(nameOrder, { _ in 0 }), (shortNameOrder, shortStart)] as [(Column<UInt32>, (Int) -> Int)] {
            let low = nameLowerBound(key, in: order, startingAt: start)
            // No byte of UTF-8 is 0xFF: the first name behind all that begin so.
            let high = max(low, nameLowerBound(key + [0xFF], in: order, startingAt: start))
            for ordinal in order.values[low..<high].lazy.map(Int.init) where ordinal < count {
                let downloads = IndexNumbers.known(numbers.downloads[ordinal]) ?? -1
                if best.count == limit, let last = best.last, downloads <= last.downloads { continue }
                guard present.contains(ordinal), seen.insert(ordinal).inserted else { continue }
                best.insert((downloads, ordinal), at: best.firstIndex { $0.downloads < downloads } ?? best.count)
                if best.count > limit { best.removeLast() }
            }
        }
        return best.map {
            Completion(
                name: names.text($0.ordinal), reference: reference(of: $0.ordinal), downloads: $0.downloads < 0 ? nil : $0.downloads)
        }
    }

    /// Where the part behind the owner begins.
    func shortStart(_ ordinal: Int) -> Int { names.bytes(of: ordinal).lastIndex(of: UInt8(ascii: "/")).map { $0 + 1 } ?? 0 }

    /// The first place in an order of names that is not before `key`.
    func nameLowerBound(_ key: [UInt8], in order: Column<UInt32>, startingAt start: (Int) -> Int) -> Int {
        var (low, high) = (0, order.count)
        while low < high {
            let middle = (low + high) / 2
            let ordinal = Int(order.values[middle])
            if folded(ordinal, from: start(ordinal)).lexicographicallyPrecedes(key) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// The bytes of a name in lower case, without a copy.
    func folded(_ ordinal: Int, from start: Int) -> some Sequence<UInt8> {
        let bytes = names.bytes(of: ordinal)
        return UnsafeBufferPointer(rebasing: bytes[min(start, bytes.count)...]).lazy.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }
    }
}
